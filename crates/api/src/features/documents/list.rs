//! The documents of one issuer, newest first.

use actix_web::HttpResponse;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use shared::features::documents::{
    DocumentItem, DocumentState, SignatureState, normalize_document_code,
};
use shared::kit::page::PageQuery;
use uuid::Uuid;

use crate::db::Scope;
use crate::documents::entity::issued;
use crate::documents::find;
use crate::error::{ApiError, ApiResult};
use crate::http::etag;
use crate::kit::page;
use crate::state::AppState;

/// A page of the documents of a municipality, or of the platform.
pub(super) async fn page_of(
    state: &AppState,
    municipality: Uuid,
    query: &PageQuery,
) -> ApiResult<HttpResponse> {
    let select = issued::Entity::find().filter(issued::Column::MunicipalityId.eq(municipality));
    let conn = state.db.read(Scope::of(municipality)).await?;
    let found = page::newest(&conn, select, issued::Column::Id, |row| row.id, query).await?;
    etag::row(&found.try_map(item)?)
}

/// One document, by its code.
pub(super) async fn one(
    state: &AppState,
    municipality: Uuid,
    code: &str,
) -> ApiResult<DocumentItem> {
    let conn = state.db.read(Scope::of(municipality)).await?;
    item(find(&conn, municipality, code).await?)
}

/// A code of the address as it is stored.
pub(super) fn code(typed: &str) -> ApiResult<String> {
    normalize_document_code(typed).map_err(|_| ApiError::not_found())
}

fn item(row: issued::Model) -> ApiResult<DocumentItem> {
    let unknown = |what: &str| ApiError::internal(anyhow::anyhow!("unknown code «{what}»"));
    Ok(DocumentItem {
        id: row.id,
        state: DocumentState::from_code(&row.state).ok_or_else(|| unknown(&row.state))?,
        signature: SignatureState::from_code(&row.signature)
            .ok_or_else(|| unknown(&row.signature))?,
        code: row.code,
        kind: row.kind,
        title: row.title,
        issued_at: row.issued_at,
        ended_at: row.ended_at,
        reason: row.reason,
        replaced_by: row.replaced_by,
        sha256: row.sha256,
    })
}
