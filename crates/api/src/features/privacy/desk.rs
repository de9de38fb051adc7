//! What whoever answers for personal data does with the record: the same for a municipality and for the platform.

use actix_web::HttpResponse;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_ENCODING};
use shared::kit::page::PageQuery;
use uuid::Uuid;

use super::changes::{Correct, Record};
use super::look::Look;
use super::notices::Take;
use super::{evidence, store};
use crate::db::Scope;
use crate::error::ApiResult;
use crate::http::etag;
use crate::state::AppState;
use crate::write::Caller;

/// A page of the incidents of a municipality, or of the platform.
pub(super) async fn page_of(
    state: &AppState,
    municipality: Uuid,
    query: &PageQuery,
) -> ApiResult<HttpResponse> {
    let conn = state.db.read(Scope::of(municipality)).await?;
    let found = store::list(&conn, municipality, query).await?;
    etag::row(&found.try_map(|row| store::item(&row))?)
}

/// Records one; it is then found below `path`.
pub(super) async fn record(
    state: &AppState,
    caller: Caller,
    path: &str,
    change: Record,
) -> ApiResult<HttpResponse> {
    let view = state.write.run(caller, change).await?;
    Ok(HttpResponse::Created()
        .insert_header(("Location", format!("{path}/{}", view.item.id)))
        .json(view))
}

/// One of them, with the line in the journal that says who looked.
pub(super) async fn one(
    state: &AppState,
    caller: Caller,
    municipality: Uuid,
    id: Uuid,
) -> ApiResult<HttpResponse> {
    etag::row(&state.write.run(caller, Look { municipality, id }).await?)
}

/// Corrects what is known.
pub(super) async fn correct(
    state: &AppState,
    caller: Caller,
    change: Correct,
) -> ApiResult<HttpResponse> {
    etag::row(&state.write.run(caller, change).await?)
}

/// Notes what was done about it.
pub(super) async fn take(
    state: &AppState,
    caller: Caller,
    change: Take,
) -> ApiResult<HttpResponse> {
    etag::row(&state.write.run(caller, change).await?)
}

/// Hands out the sealed evidence.
pub(super) async fn export(
    state: &AppState,
    caller: Caller,
    municipality: Uuid,
    id: Uuid,
) -> ApiResult<HttpResponse> {
    let (code, bytes) = evidence::export(state, caller, municipality, id).await?;
    Ok(HttpResponse::Ok()
        .insert_header((CACHE_CONTROL, "no-store"))
        .insert_header((CONTENT_ENCODING, "identity"))
        .insert_header((
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"{code}-evidencia.tar.zst\""),
        ))
        .content_type("application/zstd")
        .body(bytes))
}
