//! The errors of the API for whoever meets one: the list out of the code's own table, with what each means.

mod meanings;

use crate::http::operations::Operations;
use actix_web::{HttpRequest, HttpResponse, get};
use shared::features::errors::ErrorKind;
use shared::kit::page::Page;

use crate::error::{ApiResult, Code};
use crate::http::input::{NoParams, Params};
use crate::http::{DependsOn, etag};
use crate::problems;

pub(crate) fn configure(operations: &mut Operations<'_, '_>) {
    operations.service(list_errors);
}

/// Every error of the API: its code, its status, what it means and what to do.
#[utoipa::path(
    tag = "errors",
    security(()),
    responses((status = 200, description = "Los errores", body = Page<ErrorKind>), problems::Query)
)]
#[get("/errors")]
pub(super) async fn list_errors(
    request: HttpRequest,
    _: Params<NoParams>,
) -> ApiResult<HttpResponse> {
    let kinds = Code::ALL.iter().map(|code| ErrorKind {
        code: code.code().to_owned(),
        status: code.status(),
        title: code.title().to_owned(),
        meaning: meanings::of(*code).to_owned(),
    });
    etag::public(
        &request,
        &Page::complete(kinds.collect()),
        DependsOn::program(),
    )
}
