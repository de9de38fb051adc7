//! What anyone may read: the signed heads and the keys to check them with.

use actix_web::{HttpRequest, HttpResponse, get, web};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::NaiveDate;
use shared::features::journal::{KeyPurpose, PublicKey, SignedHead};
use shared::kit::page::{Page, PageQuery};
use shared::kit::problem::Problem;
use uuid::Uuid;

use super::sign::day_published;
use super::store;
use crate::db::PLATFORM;
use crate::error::{ApiError, ApiResult};
use crate::http::etag;
use crate::http::input::{NoParams, Params};
use crate::http::tenant::Tenant;
use crate::keys::{Keyring, Purpose};
use crate::problems::{Named, Query};
use crate::state::AppState;

/// Signed heads of a municipality's journal, newest first.
#[utoipa::path(tag = "journal", security(()), params(("slug" = String, Path, description = "Nombre de la municipalidad en las direcciones"), PageQuery), responses(
    (status = 200, description = "Cabezas firmadas", body = Page<SignedHead>),
    (status = 400, description = "Un parámetro no es válido", content_type = "application/problem+json", body = Problem),
    (status = 404, description = "No existe esa municipalidad", content_type = "application/problem+json", body = Problem)
))]
#[get("/m/{slug}/journal/heads")]
pub(crate) async fn list_journal_heads(
    state: web::Data<AppState>,
    request: HttpRequest,
    tenant: Tenant,
    query: Params<PageQuery>,
) -> ApiResult<HttpResponse> {
    etag::public(&request, &page(&state, tenant.id, &query.0).await?, &[])
}

/// Signed heads of the platform's own journal, newest first.
#[utoipa::path(tag = "journal", security(()), params(PageQuery), responses(
    (status = 200, description = "Cabezas firmadas", body = Page<SignedHead>),
    (status = 400, description = "Un parámetro no es válido", content_type = "application/problem+json", body = Problem)
))]
#[get("/journal/heads")]
pub(crate) async fn list_platform_journal_heads(
    state: web::Data<AppState>,
    request: HttpRequest,
    query: Params<PageQuery>,
) -> ApiResult<HttpResponse> {
    etag::public(&request, &page(&state, PLATFORM, &query.0).await?, &[])
}

/// The heads of all journals that were signed on a day in Lima: the file that goes to the mirror, one head a line.
#[utoipa::path(tag = "journal", security(()), params(("day" = NaiveDate, Path, description = "Día en Lima, como 2026-11-21")), responses(
    (status = 200, description = "Una cabeza firmada por línea", body = String, content_type = "application/x-ndjson"), Named
))]
#[get("/journal/heads/{day}")]
pub(crate) async fn get_journal_day(
    state: web::Data<AppState>,
    request: HttpRequest,
    day: web::Path<NaiveDate>,
    _: Params<NoParams>,
) -> ApiResult<HttpResponse> {
    let bytes = day_published(&state, *day).await;
    let bytes = bytes.map_err(ApiError::unavailable)?;
    let bytes = bytes.ok_or_else(ApiError::not_found)?;
    Ok(etag::public_body(
        &request,
        "application/x-ndjson",
        bytes,
        &[],
    ))
}

/// Public keys with which anyone checks what the platform signed.
#[utoipa::path(tag = "journal", security(()), responses(
    (status = 200, description = "Llaves públicas, también las que ya no firman", body = Page<PublicKey>), Query
))]
#[get("/keys")]
pub(crate) async fn list_keys(
    state: web::Data<AppState>,
    request: HttpRequest,
    _: Params<NoParams>,
) -> ApiResult<HttpResponse> {
    etag::public(&request, &Page::complete(public_keys(&state.keys)), &[])
}

/// The public half of every signing key of a ring, oldest first within a purpose.
pub(crate) fn public_keys(ring: &Keyring) -> Vec<PublicKey> {
    let purposes = [
        (Purpose::Head, KeyPurpose::Head),
        (Purpose::Session, KeyPurpose::Session),
    ];
    purposes
        .into_iter()
        .flat_map(|(own, purpose)| ring.all(own).into_iter().map(move |key| (key, purpose)))
        .map(|(key, purpose)| PublicKey {
            public_key: STANDARD.encode(key.signing().verifying_key().to_bytes()),
            id: key.id,
            purpose,
            algorithm: "Ed25519".to_owned(),
            created_at: key.created_at,
        })
        .collect()
}

async fn page(
    state: &AppState,
    municipality: Uuid,
    query: &PageQuery,
) -> ApiResult<Page<SignedHead>> {
    let found = store::heads_of(state.db.public(), municipality, query).await?;
    Ok(found.map(SignedHead::from))
}
