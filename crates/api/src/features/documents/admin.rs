//! `/admin/documents`: what a municipality issued.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use shared::access::perm;
use shared::features::documents::{DocumentIn, DocumentItem, DocumentReplaceIn, DocumentRevokeIn};
use shared::kit::page::{Page, PageQuery};
use uuid::Uuid;

use super::desk::{self, Issuer};
use crate::error::{ApiError, ApiResult};
use crate::features::municipalities;
use crate::http::input::{Params, Valid};
use crate::http::staff::Staff;
use crate::problems::{Binary, StaffRead, StaffWrite};
use crate::state::AppState;

/// Documents that the municipality issued, newest first.
#[utoipa::path(tag = "documents", security(("session" = ["documents:issue"])), params(PageQuery), responses(
    (status = 200, description = "Documentos emitidos", body = Page<DocumentItem>), StaffRead
))]
#[get("/admin/documents")]
pub(crate) async fn list_documents(
    state: web::Data<AppState>,
    staff: Staff<perm::DocumentsIssue>,
    query: Params<PageQuery>,
) -> ApiResult<HttpResponse> {
    desk::page_of(&state, staff.municipality()?, &query.0).await
}

/// Issues a document: a PDF with a code that anybody may verify.
#[utoipa::path(tag = "documents", security(("session" = ["documents:issue"])), request_body = DocumentIn,
    responses((status = 201, description = "El documento", body = DocumentItem), StaffWrite))]
#[post("/admin/documents")]
pub(crate) async fn issue_document(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Staff<perm::DocumentsIssue>,
    body: Valid<DocumentIn>,
) -> ApiResult<HttpResponse> {
    let issuer = issuer(&state, staff.municipality()?).await?;
    let caller = staff.caller_with(&request, &body);
    desk::issue(&state, caller, issuer, &body).await
}

/// Downloads a document. The look stands in the journal.
#[utoipa::path(tag = "documents", security(("session" = ["documents:issue"])), params(("code" = String, Path, description = "Código")),
    responses((status = 200, description = "El PDF", body = inline(Binary), content_type = "application/pdf"), StaffRead))]
#[get("/admin/documents/{code}/file")]
pub(crate) async fn download_document(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Staff<perm::DocumentsIssue>,
    path: web::Path<String>,
) -> ApiResult<HttpResponse> {
    let caller = staff.caller(&request);
    desk::download(&state, &request, caller, staff.municipality()?, &path).await
}

/// Takes a document back: whoever verifies it reads the reason.
#[utoipa::path(tag = "documents", security(("session" = ["documents:issue"])), request_body = DocumentRevokeIn,
    params(("code" = String, Path, description = "Código")),
    responses((status = 200, description = "Sin efecto desde ahora", body = DocumentItem), StaffWrite))]
#[post("/admin/documents/{code}/revoke")]
pub(crate) async fn revoke_document(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Staff<perm::DocumentsIssue>,
    path: web::Path<String>,
    body: Valid<DocumentRevokeIn>,
) -> ApiResult<HttpResponse> {
    let caller = staff.caller_with(&request, &body);
    desk::revoke(&state, caller, staff.municipality()?, &path, &body.reason).await
}

/// Issues a document in the place of another, which then says so.
#[utoipa::path(tag = "documents", security(("session" = ["documents:issue"])), request_body = DocumentReplaceIn,
    params(("code" = String, Path, description = "Código del que se reemplaza")),
    responses((status = 201, description = "El documento nuevo", body = DocumentItem), StaffWrite))]
#[post("/admin/documents/{code}/replace")]
pub(crate) async fn replace_document(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Staff<perm::DocumentsIssue>,
    path: web::Path<String>,
    body: Valid<DocumentReplaceIn>,
) -> ApiResult<HttpResponse> {
    let issuer = issuer(&state, staff.municipality()?).await?;
    let caller = staff.caller_with(&request, &body);
    desk::replace(&state, caller, issuer, &path, &body).await
}

/// A municipality issues under its own name.
async fn issuer(state: &AppState, municipality: Uuid) -> ApiResult<Issuer> {
    let found = municipalities::find(state.db.public(), municipality).await?;
    let name = found.ok_or_else(ApiError::not_found)?.name;
    Ok(Issuer { municipality, name })
}
