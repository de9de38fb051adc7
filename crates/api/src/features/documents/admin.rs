//! `/admin/documents`: what a municipality issued.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use shared::access::perm;
use shared::features::documents::{
    DocumentIn, DocumentItem, DocumentReplaceIn, DocumentRevokeIn, verification_page,
};
use shared::kit::page::{Page, PageQuery};
use uuid::Uuid;

use super::acts::{Issue, Look, Replace, Revoke, drafted};
use super::list::{code, one, page_of};
use crate::error::{ApiError, ApiResult};
use crate::features::municipalities;
use crate::files;
use crate::http::etag;
use crate::http::input::{Params, Valid};
use crate::http::staff::Staff;
use crate::problems::{StaffRead, StaffWrite};
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
    page_of(&state, staff.municipality()?, &query.0).await
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
    let municipality = staff.municipality()?;
    let draft = drafted(
        &state,
        municipality,
        issuer(&state, municipality).await?,
        &body,
    )
    .await?;
    let change = Issue {
        municipality,
        draft,
    };
    let caller = staff.caller_with(&request, &body);
    let code = state.write.run(caller, change).await?;
    Ok(HttpResponse::Created()
        .insert_header(("Location", verification_page("", &code)))
        .json(one(&state, municipality, &code).await?))
}

/// Downloads a document. The look stands in the journal.
#[utoipa::path(tag = "documents", security(("session" = ["documents:issue"])), params(("code" = String, Path, description = "Código")),
    responses((status = 200, description = "El PDF", body = Vec<u8>, content_type = "application/pdf"), StaffRead))]
#[get("/admin/documents/{code}/file")]
pub(crate) async fn download_document(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Staff<perm::DocumentsIssue>,
    path: web::Path<String>,
) -> ApiResult<HttpResponse> {
    let municipality = staff.municipality()?;
    let look = Look {
        municipality,
        code: code(&path)?,
    };
    let file = state.write.run(staff.caller(&request), look).await?;
    files::open_private(&state, &request, municipality, file).await
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
    let municipality = staff.municipality()?;
    let code = code(&path)?;
    let change = Revoke {
        municipality,
        code: code.clone(),
        reason: body.reason.trim().to_owned(),
    };
    let caller = staff.caller_with(&request, &body);
    state.write.run(caller, change).await?;
    etag::row(&one(&state, municipality, &code).await?)
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
    let municipality = staff.municipality()?;
    let replaced = one(&state, municipality, &code(&path)?).await?;
    let draft = drafted(
        &state,
        municipality,
        issuer(&state, municipality).await?,
        &body.document,
    )
    .await?;
    let change = Replace {
        municipality,
        code: replaced.code,
        reason: body.reason.trim().to_owned(),
        draft,
    };
    let caller = staff.caller_with(&request, &body);
    let new = state.write.run(caller, change).await?;
    Ok(HttpResponse::Created()
        .insert_header(("Location", verification_page("", &new)))
        .json(one(&state, municipality, &new).await?))
}

/// A municipality issues under its own name.
async fn issuer(state: &AppState, municipality: Uuid) -> ApiResult<String> {
    let found = municipalities::find(state.db.public(), municipality).await?;
    found
        .map(|found| found.name)
        .ok_or_else(ApiError::not_found)
}
