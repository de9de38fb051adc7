//! Checking the form of RUC and DNI. What was asked is neither kept nor logged: the number may be a person's.

use crate::http::operations::Operations;
use actix_web::{HttpResponse, get, web};
use shared::features::validators::Validation;
use shared::rules::{self, Violation, normalize_document};

use crate::http::input::{NoParams, Params};
use crate::problems;

pub(crate) fn configure(operations: &mut Operations<'_, '_>) {
    operations.service(validate_ruc).service(validate_dni);
}

/// Whether a RUC is well formed: eleven digits, a known prefix, the check digit.
#[utoipa::path(
    tag = "validators",
    security(()),
    params(("ruc" = String, Path, description = "El RUC, con o sin espacios y guiones", example = "20154477374")),
    responses((status = 200, description = "Si está bien formado, y si no, por qué", body = Validation), problems::Value)
)]
#[get("/validate/ruc/{ruc}")]
async fn validate_ruc(value: web::Path<String>, _: Params<NoParams>) -> HttpResponse {
    let normalized = normalize_document(&value);
    let outcome = rules::ruc(&normalized);
    answer(normalized, outcome)
}

/// Whether a DNI is well formed: eight digits, and the verifier where it is given.
#[utoipa::path(
    tag = "validators",
    security(()),
    params(("dni" = String, Path, description = "El DNI, solo o con su dígito verificador", example = "17801146-0")),
    responses((status = 200, description = "Si está bien formado, y si no, por qué", body = Validation), problems::Value)
)]
#[get("/validate/dni/{dni}")]
async fn validate_dni(value: web::Path<String>, _: Params<NoParams>) -> HttpResponse {
    let normalized = normalize_document(&value);
    let outcome = match (
        normalized.get(..8),
        normalized
            .get(8..)
            .map(|rest| rest.chars().collect::<Vec<_>>()),
    ) {
        (Some(number), Some(rest)) => match rest.as_slice() {
            [verifier] => rules::dni_with_check(number, *verifier),
            _ => rules::dni(&normalized),
        },
        _ => rules::dni(&normalized),
    };
    answer(normalized, outcome)
}

fn answer(normalized: String, outcome: Result<(), Violation>) -> HttpResponse {
    let view = match outcome {
        Ok(()) => Validation {
            valid: true,
            normalized: Some(normalized),
            reason: None,
        },
        Err(violation) => Validation {
            valid: false,
            normalized: None,
            reason: Some(violation.message.into_owned()),
        },
    };
    HttpResponse::Ok()
        .insert_header(("Cache-Control", "no-store"))
        .insert_header(("Access-Control-Allow-Origin", "*"))
        .insert_header(("Cross-Origin-Resource-Policy", "cross-origin"))
        .json(view)
}
