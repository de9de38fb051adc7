//! The operations of registers in the API document, out of their declarations.

use serde_json::Value as Json;
use shared::access::Permission;
use shared::kit::page::Page;
use shared::kit::problem::Problem;
use shared::registers::wire::{
    Citation, CorrectionIn, FacetOut, FacetValue, OwnerOut, ProofOut, RecordIn, StaffRecordOut,
    WithdrawalIn,
};
use shared::registers::{Act, Column, Kind, REGISTERS, Register};
use utoipa::openapi::path::{
    HttpMethod, OperationBuilder, Parameter, ParameterBuilder, ParameterIn, PathItem, Paths,
    PathsBuilder,
};
use utoipa::openapi::request_body::{RequestBody, RequestBodyBuilder};
use utoipa::openapi::schema::{
    ArrayBuilder, KnownFormat, ObjectBuilder, SchemaFormat, SchemaType, Type,
};
use utoipa::openapi::{
    ContentBuilder, Ref, RefOr, Required, ResponseBuilder, Responses, Schema,
    security::SecurityRequirement,
};
use utoipa::{IntoResponses, PartialSchema, ToSchema};

use super::routes;
use crate::problems::{Named, Query, StaffEdit, StaffRead, StaffWrite};

/// The paths below `/api/v1`.
pub(super) fn paths() -> Paths {
    let mut paths = PathsBuilder::new();
    for register in REGISTERS {
        for (path, operation) in operations(register) {
            paths = paths.path(path, PathItem::new(HttpMethod::Get, operation));
        }
        for (method, path, operation) in staff_operations(register) {
            paths = paths.path(path, PathItem::new(method, operation));
        }
    }
    paths.build()
}

fn operations(register: &'static Register) -> [(String, OperationBuilder); 5] {
    let id = register.id;
    let title = register.title;
    let of_one = format!("/m/{{slug}}/registers/{id}");
    let of_all = format!("/registers/{id}");
    let page = name_of(register, "page");
    let public = |id: String, summary: String| {
        operation(id, summary).security(SecurityRequirement::default())
    };
    let asked = || parameters(register);
    let filtered = || filters(register);
    let slug = || {
        path_parameter(
            "slug",
            "Nombre de la municipalidad en las direcciones",
            None,
        )
    };
    let record = path_parameter("id", "El registro", Some(KnownFormat::Uuid));
    [
        (
            of_one.clone(),
            public(
                format!("list_{id}"),
                format!("{title}: los de una municipalidad"),
            )
            .parameters(Some(std::iter::once(slug()).chain(asked())))
            .responses(answers::<Named>("Una página", &page)),
        ),
        (
            format!("{of_one}/facets"),
            public(
                format!("count_{id}"),
                format!("{title}: cuántos hay de cada valor en una municipalidad"),
            )
            .parameters(Some(std::iter::once(slug()).chain(filtered())))
            .responses(answers::<Named>("Los conteos", &Page::<FacetOut>::name())),
        ),
        (
            format!("{of_one}/{{id}}"),
            public(
                format!("get_{id}"),
                format!("{title}: uno, con su historia y cómo citarlo"),
            )
            .parameters(Some([slug(), record, moment()]))
            .responses(answers::<Named>(
                "El registro",
                &name_of(register, "detail"),
            )),
        ),
        (
            of_all.clone(),
            public(
                format!("list_all_{id}"),
                format!("{title}: los de todas las municipalidades"),
            )
            .parameters(Some(asked()))
            .responses(answers::<Query>("Una página", &page)),
        ),
        (
            format!("{of_all}/facets"),
            public(
                format!("count_all_{id}"),
                format!("{title}: cuántos hay de cada valor en el país"),
            )
            .parameters(Some(filtered()))
            .responses(answers::<Query>("Los conteos", &Page::<FacetOut>::name())),
        ),
    ]
}

/// What staff do with the records.
fn staff_operations(register: &'static Register) -> [(HttpMethod, String, OperationBuilder); 4] {
    let (id, title) = (register.id, register.title);
    let (enter, correct) = routes::permissions(register);
    let path = format!("/admin/registers/{id}");
    let one = format!("{path}/{{id}}");
    let record = || path_parameter("id", "El registro", Some(KnownFormat::Uuid));
    let of_staff = |name: &str, summary: &str, permission: Permission| {
        let scopes = [permission.code()];
        operation(format!("{name}_{id}"), format!("{title}: {summary}"))
            .securities(Some([SecurityRequirement::new("session", scopes)]))
    };
    let version = || {
        (
            "If-Match".to_owned(),
            "La versión que se cambia: su ETag".to_owned(),
        )
    };
    let header = |(name, about): (String, String)| {
        ParameterBuilder::new()
            .name(name)
            .parameter_in(ParameterIn::Header)
            .required(Required::True)
            .description(Some(about))
            .schema(Some(text()))
            .build()
    };
    let whole = StaffRecordOut::name();
    [
        (
            HttpMethod::Post,
            path,
            of_staff("create", "anotar uno", enter)
                .request_body(Some(body(&RecordIn::name())))
                .responses(answered::<StaffWrite>("201", "Anotado", &whole)),
        ),
        (
            HttpMethod::Get,
            one.clone(),
            of_staff(
                "get_staff",
                "uno, también lo que no es público; queda en el diario",
                enter,
            )
            .parameters(Some([record()]))
            .responses(answers::<StaffRead>("El registro", &whole)),
        ),
        (
            HttpMethod::Put,
            one.clone(),
            of_staff("correct", "corregir uno; las dos versiones quedan", correct)
                .parameters(Some([record(), header(version())]))
                .request_body(Some(body(&CorrectionIn::name())))
                .responses(answers::<StaffEdit>("Corregido", &whole)),
        ),
        (
            HttpMethod::Post,
            format!("{one}/withdrawal"),
            of_staff("withdraw", "retirar uno; su historia queda", correct)
                .parameters(Some([record(), header(version())]))
                .request_body(Some(body(&WithdrawalIn::name())))
                .responses(answers::<StaffEdit>("Retirado", &whole)),
        ),
    ]
}

fn body(schema: &str) -> RequestBody {
    let content = ContentBuilder::new()
        .schema(Some(Ref::from_schema_name(schema)))
        .build();
    RequestBodyBuilder::new()
        .content("application/json", content)
        .required(Some(Required::True))
        .build()
}

fn operation(id: String, summary: String) -> OperationBuilder {
    OperationBuilder::new()
        .operation_id(Some(id))
        .tag("registers")
        .summary(Some(summary))
}

fn answers<P: IntoResponses>(description: &str, schema: &str) -> Responses {
    answered::<P>("200", description, schema)
}

fn answered<P: IntoResponses>(status: &str, description: &str, schema: &str) -> Responses {
    let content = ContentBuilder::new()
        .schema(Some(Ref::from_schema_name(schema)))
        .build();
    let found = ResponseBuilder::new()
        .description(description)
        .content("application/json", content)
        .build();
    let mut responses = Responses::new();
    responses.responses.insert(status.to_owned(), found.into());
    responses.responses.extend(P::responses());
    responses
}

fn path_parameter(name: &str, description: &str, format: Option<KnownFormat>) -> Parameter {
    let schema = ObjectBuilder::new()
        .schema_type(Type::String)
        .format(format.map(SchemaFormat::KnownFormat));
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Path)
        .required(Required::True)
        .description(Some(description))
        .schema(Some(schema))
        .build()
}

fn query(
    name: impl Into<String>,
    description: impl Into<String>,
    schema: impl Into<RefOr<Schema>>,
) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Query)
        .required(Required::False)
        .description(Some(description))
        .schema(Some(schema))
        .build()
}

fn text() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String)
}

fn known(format: KnownFormat) -> ObjectBuilder {
    text().format(Some(SchemaFormat::KnownFormat(format)))
}

fn moment() -> Parameter {
    query(
        "as_of",
        "Como estaba en este instante",
        known(KnownFormat::DateTime),
    )
}

/// What a list takes: what it is narrowed by, its order and its pages.
fn parameters(register: &'static Register) -> Vec<Parameter> {
    let mut all = filters(register);
    let sortable = register.columns.iter().filter(|column| column.is_sortable);
    let names = std::iter::once(register.date()).chain(sortable.map(|column| column.name));
    let orders = names.flat_map(|name| [name.to_owned(), format!("-{name}")]);
    let order = text().enum_values(Some(orders));
    all.push(query(
        "sort",
        "Columna que ordena; con «-», de mayor a menor",
        order,
    ));
    let limit = ObjectBuilder::new()
        .schema_type(Type::Integer)
        .minimum(Some(1))
        .maximum(Some(shared::registers::MAX_LIMIT));
    all.push(query(
        "limit",
        "Registros por página, 20 si no se dice",
        limit,
    ));
    all.push(query(
        "cursor",
        "«next_cursor» de la página anterior",
        text(),
    ));
    let total = ObjectBuilder::new().schema_type(Type::Boolean);
    all.push(query("total", "Contar todos los que coinciden", total));
    all
}

/// What a list is narrowed by.
fn filters(register: &'static Register) -> Vec<Parameter> {
    let words = "Palabras; no importan tildes ni mayúsculas";
    let mut all = vec![
        query("q", words, text().max_length(Some(100))),
        query("from", "Desde este día", known(KnownFormat::Date)),
        query("to", "Hasta este día", known(KnownFormat::Date)),
        moment(),
    ];
    let date = register.date();
    let filterable = register
        .public_columns()
        .filter(|column| column.is_filterable && column.name != date);
    for column in filterable {
        let label = column.label;
        let values = ArrayBuilder::new().items(written(column));
        all.push(query(
            column.name,
            format!("{label}: uno de estos valores"),
            values,
        ));
        if column.kind.is_number() {
            all.push(query(
                format!("{}_min", column.name),
                format!("{label}: desde"),
                written(column),
            ));
            all.push(query(
                format!("{}_max", column.name),
                format!("{label}: hasta"),
                written(column),
            ));
        }
        if matches!(column.kind, Kind::Text(_)) {
            let part = text().max_length(Some(100));
            all.push(query(
                format!("{}_contains", column.name),
                format!("{label}: contiene"),
                part,
            ));
        }
    }
    all
}

/// A value as an address carries it.
fn written(column: &Column) -> ObjectBuilder {
    match column.kind {
        Kind::Integer | Kind::Money | Kind::Percent | Kind::Degrees => {
            ObjectBuilder::new().schema_type(Type::Integer)
        }
        Kind::Bool => ObjectBuilder::new().schema_type(Type::Boolean),
        Kind::Date => known(KnownFormat::Date),
        Kind::Instant => known(KnownFormat::DateTime),
        Kind::Choice(choices) => text().enum_values(Some(choices.iter().map(|choice| choice.code))),
        _ => text(),
    }
}

/// The schemas of a register's record and pages, and those they refer to.
pub(super) fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
    for register in REGISTERS {
        let record = name_of(register, "record");
        schemas.push((record.clone(), self::record(register).into()));
        let page = ObjectBuilder::new()
            .description(Some(format!("{}: una página", register.title)))
            .property(
                "items",
                ArrayBuilder::new().items(Ref::from_schema_name(&record)),
            )
            .property("next_cursor", nullable(text()))
            .property(
                "total",
                nullable(ObjectBuilder::new().schema_type(Type::Integer)),
            )
            .required("items")
            .required("next_cursor")
            .required("total");
        schemas.push((name_of(register, "page"), page.into()));
        let version = versioned(self::record(register));
        schemas.push((name_of(register, "version"), version.into()));
        let version = Ref::from_schema_name(name_of(register, "version"));
        let detail = ObjectBuilder::new()
            .description(Some(format!("{}: uno con su historia", register.title)))
            .property("record", Ref::from_schema_name(&record))
            .property("history", ArrayBuilder::new().items(version))
            .property("citation", Ref::from_schema_name(Citation::name()))
            .required("record")
            .required("history")
            .required("citation");
        schemas.push((name_of(register, "detail"), detail.into()));
    }
    schemas.push((Citation::name().into_owned(), Citation::schema()));
    schemas.push((OwnerOut::name().into_owned(), OwnerOut::schema()));
    schemas.push((ProofOut::name().into_owned(), ProofOut::schema()));
    schemas.push((FacetOut::name().into_owned(), FacetOut::schema()));
    schemas.push((FacetValue::name().into_owned(), FacetValue::schema()));
    schemas.push((Act::name().into_owned(), Act::schema()));
    schemas.push((
        StaffRecordOut::name().into_owned(),
        StaffRecordOut::schema(),
    ));
    schemas.push((RecordIn::name().into_owned(), RecordIn::schema()));
    schemas.push((CorrectionIn::name().into_owned(), CorrectionIn::schema()));
    schemas.push((WithdrawalIn::name().into_owned(), WithdrawalIn::schema()));
    schemas.push((Problem::name().into_owned(), Problem::schema()));
    schemas.push((
        Page::<FacetOut>::name().into_owned(),
        Page::<FacetOut>::schema(),
    ));
}

fn name_of(register: &Register, what: &str) -> String {
    format!("{}_{what}", register.id)
}

/// What every record has, and the columns of its register.
fn record(register: &'static Register) -> ObjectBuilder {
    let integer = || ObjectBuilder::new().schema_type(Type::Integer);
    let mut object = ObjectBuilder::new()
        .description(Some(register.description))
        .property("id", known(KnownFormat::Uuid))
        .property("municipality", Ref::from_schema_name(OwnerOut::name()))
        .property("version", integer())
        .property("recorded_at", known(KnownFormat::DateTime))
        .property("act", Ref::from_schema_name(Act::name()))
        .property("leaf_index", integer())
        .property("digest", text());
    for name in [
        "id",
        "municipality",
        "version",
        "recorded_at",
        "act",
        "leaf_index",
        "digest",
    ] {
        object = object.required(name);
    }
    for column in register.public_columns() {
        let described = match (column.unit, column.description) {
            ("", "") => column.label.to_owned(),
            ("", about) => format!("{}. {about}", column.label),
            (unit, "") => format!("{}, en {unit}", column.label),
            (unit, about) => format!("{}, en {unit}. {about}", column.label),
        };
        // A personal value that was erased by law is nothing afterwards.
        let schema = if column.is_required && !column.is_personal {
            written(column)
        } else {
            nullable(written(column))
        };
        let schema = schema.description(Some(described));
        object = object.property(column.name, schema).required(column.name);
        if crate::registers::is_tagged(column) {
            let about = format!(
                "{}: etiqueta que une los registros del mismo número sin mostrarlo",
                column.label
            );
            let name = format!("{}_tag", column.name);
            object = object
                .property(&name, nullable(text()).description(Some(about)))
                .required(&name);
        }
    }
    object
}

fn versioned(record: ObjectBuilder) -> ObjectBuilder {
    record
        .property("recorded_to", nullable(known(KnownFormat::DateTime)))
        .property("act_reason", nullable(text()))
        .property("proof", Ref::from_schema_name(ProofOut::name()))
        .required("recorded_to")
        .required("act_reason")
        .required("proof")
}

/// The same, or nothing.
fn nullable(builder: ObjectBuilder) -> ObjectBuilder {
    let mut object = builder.build();
    if let Some(values) = &mut object.enum_values {
        values.push(Json::Null);
    }
    if let SchemaType::Type(kind) = &object.schema_type {
        object.schema_type = SchemaType::from_iter([kind.clone(), Type::Null]);
    }
    ObjectBuilder::from(object)
}
