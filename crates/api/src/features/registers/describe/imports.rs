//! What staff do with imports.

use shared::kit::page::PageQuery;
use shared::registers::Register;
use shared::registers::import::{
    ApplyIn, ImportIn, ImportOut, ImportRowOut, LeftOut, MappingIn, UndoIn, Verdict,
};
use utoipa::openapi::path::{HttpMethod, OperationBuilder};
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::{ContentBuilder, ResponseBuilder, Responses, security::SecurityRequirement};
use utoipa::{IntoParams, IntoResponses, ToSchema};

use super::staff::body;
use super::{answered, answers, operation, page_name, path_parameter, query, text};
use crate::problems::{StaffRead, StaffWrite};

/// What staff do with imports.
pub(super) fn operations(
    register: &'static Register,
) -> Vec<(HttpMethod, String, OperationBuilder)> {
    let (id, title) = (register.id, register.title);
    let correct = register.amended_by;
    let all = format!("/admin/imports/{id}");
    let one = format!("{all}/{{id}}");
    let import = || path_parameter("id", "La importación", Some(KnownFormat::Uuid));
    let of_staff = |name: &str, summary: &str| {
        operation(format!("{name}_{id}"), format!("{title}: {summary}")).securities(Some([
            SecurityRequirement::new("session", [correct.code()]),
        ]))
    };
    let whole = ImportOut::name();
    let act = |name: &str, summary: &str| of_staff(name, summary).parameters(Some([import()]));
    let accepted = |about: &str| answered::<StaffWrite>("202", about, &whole);
    let verdicts = Verdict::ALL.iter().map(|verdict| verdict.as_str());
    let verdict = text().enum_values(Some(verdicts));
    let paging = PageQuery::into_params(|| None);
    let mut verdict = query("verdict", "Qué filas", verdict);
    verdict.required = utoipa::openapi::Required::True;
    vec![
        (
            HttpMethod::Get,
            all.clone(),
            of_staff("list_imports", "importaciones, la más nueva primero")
                .parameters(Some(paging.clone()))
                .responses(answers::<StaffRead>(
                    "Importaciones",
                    &page_name::<ImportOut>(),
                )),
        ),
        (
            HttpMethod::Post,
            all,
            of_staff(
                "begin_import",
                "importar un archivo; nada cambia hasta que se acepta",
            )
            .request_body(Some(body(&ImportIn::name())))
            .responses(accepted("Se está leyendo")),
        ),
        (
            HttpMethod::Get,
            one.clone(),
            act("get_import", "una importación, hasta donde llegó")
                .responses(answers::<StaffRead>("La importación", &whole)),
        ),
        (
            HttpMethod::Get,
            format!("{one}/rows"),
            act(
                "list_import_rows",
                "qué hace una importación con las filas de su archivo",
            )
            .parameter(verdict)
            .parameters(Some(paging))
            .responses(answers::<StaffRead>("Filas", &page_name::<ImportRowOut>())),
        ),
        (
            HttpMethod::Get,
            format!("{one}/left"),
            act(
                "list_import_left",
                "registros que quedaron al deshacer una importación, con lo que se hizo después",
            )
            .parameters(Some(PageQuery::into_params(|| None)))
            .responses(answers::<StaffRead>("Registros", &page_name::<LeftOut>())),
        ),
        (
            HttpMethod::Get,
            format!("{one}/errors.csv"),
            act(
                "get_import_errors",
                "los errores de una importación, por fila y columna",
            )
            .responses(csv()),
        ),
        (
            HttpMethod::Post,
            format!("{one}/mapping"),
            act(
                "map_import",
                "decir qué es cada columna; el archivo se lee otra vez",
            )
            .request_body(Some(body(&MappingIn::name())))
            .responses(accepted("Se está leyendo")),
        ),
        (
            HttpMethod::Post,
            format!("{one}/apply"),
            act("apply_import", "aceptar lo que cambia una importación")
                .request_body(Some(body(&ApplyIn::name())))
                .responses(accepted("Se está importando")),
        ),
        (
            HttpMethod::Post,
            format!("{one}/undo"),
            act(
                "undo_import",
                "deshacer una importación; lo corregido después queda",
            )
            .request_body(Some(body(&UndoIn::name())))
            .responses(accepted("Se está deshaciendo")),
        ),
        (
            HttpMethod::Post,
            format!("{one}/discard"),
            act(
                "discard_import",
                "descartar una importación antes de aceptarla",
            )
            .responses(answered::<StaffWrite>("200", "Descartada", &whole)),
        ),
    ]
}

fn csv() -> Responses {
    let bytes = ObjectBuilder::new()
        .schema_type(Type::String)
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::Binary)));
    let content = ContentBuilder::new().schema(Some(bytes)).build();
    let found = ResponseBuilder::new()
        .description("Los errores")
        .content("text/csv", content)
        .build();
    let mut responses = Responses::new();
    responses.responses.insert("200".to_owned(), found.into());
    responses.responses.extend(StaffRead::responses());
    responses
}
