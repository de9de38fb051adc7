//! What visitors may ask of a document.

use actix_web::{HttpRequest, HttpResponse, get, web};
use shared::features::documents::{DocumentPublic, DocumentQuery, normalize_document_code};
use shared::kit::problem::Problem;

use crate::documents;
use crate::error::{ApiError, ApiResult};
use crate::http::etag;
use crate::http::input::Params;
use crate::state::AppState;

/// Verify a document by its code.
///
/// Answers who issued it, whether it still holds and its digest. With `sha256`, whether the copy at hand is the document.
#[utoipa::path(tag = "documents", security(()),
    params(("code" = String, Path, description = "El código que lleva el documento", example = "DOC-2026-7K3M-9QXU"), DocumentQuery),
    responses(
        (status = 200, description = "El documento se emitió en esta plataforma", body = DocumentPublic),
        (status = 304, description = "Ya lo tiene"),
        (status = 400, description = "Un parámetro no existe", content_type = "application/problem+json", body = Problem),
        (status = 404, description = "Ningún documento lleva ese código", content_type = "application/problem+json", body = Problem),
        (status = 422, description = "El código está mal copiado", content_type = "application/problem+json", body = Problem)
    ))]
#[get("/documents/{code}")]
pub(super) async fn verify_document(
    state: web::Data<AppState>,
    request: HttpRequest,
    code: web::Path<String>,
    query: Params<DocumentQuery>,
) -> ApiResult<HttpResponse> {
    let code = normalize_document_code(&code)
        .map_err(|violation| ApiError::violation("code", violation))?;
    let mut document = documents::verify(&state, &code).await?;
    document.digest_matches = query
        .0
        .sha256
        .as_deref()
        .map(|sha256| document.has_digest(sha256));
    etag::public(&request, &document, &[])
}
