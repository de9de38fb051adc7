//! What staff do with the records.

use shared::access::Permission;
use shared::registers::Register;
use shared::registers::wire::{
    CorrectionIn, RecordIn, StaffRecordOut, WithdrawalIn, WithdrawalsIn, WithdrawnOut,
};
use utoipa::ToSchema;
use utoipa::openapi::path::{HttpMethod, OperationBuilder, ParameterBuilder, ParameterIn};
use utoipa::openapi::request_body::{RequestBody, RequestBodyBuilder};
use utoipa::openapi::schema::KnownFormat;
use utoipa::openapi::{ContentBuilder, Ref, Required, security::SecurityRequirement};

use super::{answered, answers, operation, path_parameter, text};
use crate::problems::{StaffEdit, StaffRead, StaffWrite};

/// What staff do with the records.
pub(super) fn operations(
    register: &'static Register,
) -> [(HttpMethod, String, OperationBuilder); 5] {
    let (id, title) = (register.id, register.title);
    let (enter, correct) = (register.entered_by, register.amended_by);
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
        (
            HttpMethod::Post,
            format!("/admin/registers/{id}/withdrawals"),
            of_staff(
                "withdraw_many",
                "retirar varios con un motivo: todos o ninguno",
                correct,
            )
            .request_body(Some(body(&WithdrawalsIn::name())))
            .responses(answers::<StaffWrite>("Retirados", &WithdrawnOut::name())),
        ),
    ]
}

pub(super) fn body(schema: &str) -> RequestBody {
    let content = ContentBuilder::new()
        .schema(Some(Ref::from_schema_name(schema)))
        .build();
    RequestBodyBuilder::new()
        .content("application/json", content)
        .required(Some(Required::True))
        .build()
}
