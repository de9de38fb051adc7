//! What of a register is taken away: files, the form of its records, what changed, the feed.

use shared::registers::{Format, Register};
use utoipa::IntoResponses;
use utoipa::openapi::path::{OperationBuilder, Parameter};
use utoipa::openapi::schema::{ArrayBuilder, KnownFormat, ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::{
    ContentBuilder, HeaderBuilder, Ref, RefOr, Required, Response, ResponseBuilder, Responses,
    Schema,
};

use super::super::{download, feed, schema};
use super::parameters::{filters, narrowing, order, pages};
use super::{addresses, known, name_of, open, query, slug, text};
use crate::problems::{Export, Named, NamedExport, NamedWorkbook, Query, Workbook};

/// Everything, for one municipality and for all.
pub(super) fn operations(register: &'static Register) -> Vec<(String, OperationBuilder)> {
    let mut all = Vec::new();
    for format in Format::of(register) {
        all.extend(exports(register, format));
    }
    all.extend(schemas(register));
    all.extend(changes(register));
    all.extend(feeds(register));
    all.push(versions(register));
    all
}

/// Every version with its proof, for one municipality: trees are of municipalities.
fn versions(register: &'static Register) -> (String, OperationBuilder) {
    let (of_one, _) = addresses(register);
    let about = "todas las versiones publicadas con lo que prueba cada una, en el orden de su árbol de Merkle; con una cabeza firmada se comprueban sin conexión";
    let found = answer("Una versión por línea", Format::Ndjson.media_type(), text()).build();
    let operation = open(
        format!("export_{}_versions", register.id),
        format!("{}: {about}", register.title),
    )
    .parameters(Some([slug()]))
    .responses(responses(found, NamedExport::responses()));
    (format!("{of_one}/versions.ndjson"), operation)
}

type Pair = [(String, OperationBuilder); 2];

/// A file. Each format is an operation, since each answers something else; that of the CSV bears the plain name.
fn exports(register: &'static Register, format: Format) -> Pair {
    let (of_one, of_all) = addresses(register);
    let (id, title, extension) = (register.id, register.title, format.extension());
    let suffix = match format {
        Format::Csv => String::new(),
        other => format!("_{}", other.extension()),
    };
    let about = format!("{title}: descargar como {}", format.title());
    let refusals = match format {
        Format::Xlsx => (NamedWorkbook::responses(), Workbook::responses()),
        _ => (NamedExport::responses(), Export::responses()),
    };
    let found = || file(register, format);
    let asked = || asked(register, format);
    [
        (
            format!("{of_one}.{extension}"),
            open(
                format!("export_{id}{suffix}"),
                format!("{about}; los de una municipalidad"),
            )
            .parameters(Some(std::iter::once(slug()).chain(asked())))
            .responses(responses(found(), refusals.0)),
        ),
        (
            format!("{of_all}.{extension}"),
            open(
                format!("export_all_{id}{suffix}"),
                format!("{about}; los de todas las municipalidades"),
            )
            .parameters(Some(asked()))
            .responses(responses(found(), refusals.1)),
        ),
    ]
}

/// What the list takes, without pages, and how a table looks.
fn asked(register: &'static Register, format: Format) -> Vec<Parameter> {
    let mut all = filters(register);
    all.push(order(register));
    if format.is_table() {
        let values = text().enum_values(Some(["labels", "names"]));
        let about = "Encabezados: los títulos, o los nombres que usan los programas (sin la unidad: el importe va en soles)";
        all.push(query("headers", about, values));
    }
    if format == Format::Csv {
        let flag = ObjectBuilder::new().schema_type(Type::Boolean);
        all.push(query(
            "bom",
            "Empezar con la marca que Excel espera en UTF-8",
            flag,
        ));
    }
    all
}

fn file(register: &'static Register, format: Format) -> Response {
    let record = || Ref::from_schema_name(name_of(register, "record"));
    let schema: RefOr<Schema> = match format {
        Format::Csv | Format::Ndjson => text().into(),
        Format::Xlsx => text()
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Binary)))
            .into(),
        Format::Json => ArrayBuilder::new().items(record()).into(),
        Format::GeoJson => ObjectBuilder::new()
            .property("type", text().enum_values(Some(["FeatureCollection"])))
            .property(
                "features",
                ArrayBuilder::new().items(Ref::from_schema_name(name_of(register, "feature"))),
            )
            .required("type")
            .required("features")
            .into(),
    };
    let header = |about: &str, schema: ObjectBuilder| {
        HeaderBuilder::new()
            .description(Some(about))
            .schema(Some(schema))
            .build()
    };
    let at = header(
        "El instante que muestra el archivo",
        known(KnownFormat::DateTime),
    );
    let mut found = answer(
        "Todos los registros que coinciden",
        format.media_type(),
        schema,
    )
    .header(download::AS_OF, at);
    if format == Format::GeoJson {
        let count = ObjectBuilder::new().schema_type(Type::Integer);
        let left = header("Registros sin ubicación, que no están en el mapa", count);
        found = found.header(download::WITHOUT_PLACE, left);
    }
    found.build()
}

fn schemas(register: &'static Register) -> Pair {
    let (of_one, of_all) = addresses(register);
    let id = register.id;
    let about = format!(
        "{}: el esquema de un registro (JSON Schema 2020-12)",
        register.title
    );
    let object = || ObjectBuilder::new().schema_type(Type::Object);
    let found = || answer("El esquema", schema::MEDIA_TYPE, object()).build();
    [
        (
            format!("{of_one}/schema"),
            open(format!("schema_{id}"), about.clone())
                .parameters(Some([slug()]))
                .responses(responses(found(), Named::responses())),
        ),
        (
            format!("{of_all}/schema"),
            open(format!("schema_all_{id}"), about)
                .responses(responses(found(), Query::responses())),
        ),
    ]
}

fn changes(register: &'static Register) -> Pair {
    let (of_one, of_all) = addresses(register);
    let id = register.id;
    let about = format!("{}: qué cambió entre dos momentos", register.title);
    let page = name_of(register, "changes");
    let found = || {
        answer(
            "Una página",
            "application/json",
            Ref::from_schema_name(&page),
        )
        .build()
    };
    let asked = || {
        let about = "Desde después de este instante";
        let mut from = query("from", about, known(KnownFormat::DateTime));
        from.required = Required::True;
        let to = query(
            "to",
            "Hasta este instante; si falta, ahora",
            known(KnownFormat::DateTime),
        );
        // The moments took the short names of the days.
        let date = register.date();
        let (first, last) = (format!("{date}_min"), format!("{date}_max"));
        let narrowed = narrowing(register, [&first, &last]);
        let asked: Vec<_> = [from, to]
            .into_iter()
            .chain(pages())
            .chain(narrowed)
            .collect();
        asked
    };
    [
        (
            format!("{of_one}/changes"),
            open(format!("changes_{id}"), about.clone())
                .parameters(Some(std::iter::once(slug()).chain(asked())))
                .responses(responses(found(), Named::responses())),
        ),
        (
            format!("{of_all}/changes"),
            open(format!("changes_all_{id}"), about)
                .parameters(Some(asked()))
                .responses(responses(found(), Query::responses())),
        ),
    ]
}

fn feeds(register: &'static Register) -> Pair {
    let (of_one, of_all) = addresses(register);
    let id = register.id;
    let about = format!(
        "{}: los últimos cambios (Atom), también de una parte",
        register.title
    );
    let asked = || narrowing(register, ["from", "to"]);
    let found = || answer("Los 50 cambios más recientes", feed::MEDIA_TYPE, text()).build();
    [
        (
            format!("{of_one}.atom"),
            open(format!("feed_{id}"), about.clone())
                .parameters(Some(std::iter::once(slug()).chain(asked())))
                .responses(responses(found(), Named::responses())),
        ),
        (
            format!("{of_all}.atom"),
            open(format!("feed_all_{id}"), about)
                .parameters(Some(asked()))
                .responses(responses(found(), Query::responses())),
        ),
    ]
}

pub(super) fn answer(
    description: &str,
    media_type: &str,
    schema: impl Into<RefOr<Schema>>,
) -> ResponseBuilder {
    let content = ContentBuilder::new().schema(Some(schema)).build();
    ResponseBuilder::new()
        .description(description)
        .content(media_type, content)
}

pub(super) fn responses(
    found: Response,
    refusals: impl IntoIterator<Item = (String, RefOr<Response>)>,
) -> Responses {
    let mut all = Responses::new();
    all.responses.insert("200".to_owned(), found.into());
    all.responses.extend(refusals);
    all
}
