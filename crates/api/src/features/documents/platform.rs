//! `/platform/documents`: what the platform issued, such as receipts and certificates of portals.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use shared::access::perm;
use shared::features::documents::{DocumentItem, DocumentReplaceIn, DocumentRevokeIn};
use shared::kit::page::{Page, PageQuery};

use super::desk::{self, Issuer};
use crate::db::PLATFORM;
use crate::documents::PLATFORM_ISSUER;
use crate::error::ApiResult;
use crate::http::input::{Params, Valid};
use crate::http::staff::Staff;
use crate::problems::{Binary, StaffRead, StaffWrite};
use crate::state::AppState;

/// Documents that the platform issued, newest first.
#[utoipa::path(tag = "documents", security(("session" = ["platform_documents:manage"])), params(PageQuery), responses(
    (status = 200, description = "Documentos emitidos", body = Page<DocumentItem>), StaffRead
))]
#[get("/platform/documents")]
pub(crate) async fn list_platform_documents(
    state: web::Data<AppState>,
    _staff: Staff<perm::PlatformDocumentsManage>,
    query: Params<PageQuery>,
) -> ApiResult<HttpResponse> {
    desk::page_of(&state, PLATFORM, &query.0).await
}

/// Downloads a document. The look stands in the journal.
#[utoipa::path(tag = "documents", security(("session" = ["platform_documents:manage"])), params(("code" = String, Path, description = "Código")),
    responses((status = 200, description = "El PDF", body = inline(Binary), content_type = "application/pdf"), StaffRead))]
#[get("/platform/documents/{code}/file")]
pub(crate) async fn download_platform_document(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Staff<perm::PlatformDocumentsManage>,
    path: web::Path<String>,
) -> ApiResult<HttpResponse> {
    let caller = staff.caller(&request);
    desk::download(&state, &request, caller, PLATFORM, &path).await
}

/// Takes a document back: whoever verifies it reads the reason.
#[utoipa::path(tag = "documents", security(("session" = ["platform_documents:manage"])), request_body = DocumentRevokeIn,
    params(("code" = String, Path, description = "Código")),
    responses((status = 200, description = "Sin efecto desde ahora", body = DocumentItem), StaffWrite))]
#[post("/platform/documents/{code}/revoke")]
pub(crate) async fn revoke_platform_document(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Staff<perm::PlatformDocumentsManage>,
    path: web::Path<String>,
    body: Valid<DocumentRevokeIn>,
) -> ApiResult<HttpResponse> {
    let caller = staff.caller_with(&request, &body);
    desk::revoke(&state, caller, PLATFORM, &path, &body.reason).await
}

/// Issues a document in the place of another, which then says so.
#[utoipa::path(tag = "documents", security(("session" = ["platform_documents:manage"])), request_body = DocumentReplaceIn,
    params(("code" = String, Path, description = "Código del que se reemplaza")),
    responses((status = 201, description = "El documento nuevo", body = DocumentItem), StaffWrite))]
#[post("/platform/documents/{code}/replace")]
pub(crate) async fn replace_platform_document(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Staff<perm::PlatformDocumentsManage>,
    path: web::Path<String>,
    body: Valid<DocumentReplaceIn>,
) -> ApiResult<HttpResponse> {
    let issuer = Issuer {
        municipality: PLATFORM,
        name: PLATFORM_ISSUER.to_owned(),
    };
    let caller = staff.caller_with(&request, &body);
    desk::replace(&state, caller, issuer, &path, &body).await
}
