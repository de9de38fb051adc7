//! What an issuer's staff does with its documents: the same for a municipality and for the platform.

use actix_web::{HttpRequest, HttpResponse};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use shared::features::documents::{
    DocumentIn, DocumentItem, DocumentReplaceIn, DocumentState, SignatureState,
    normalize_document_code, verification_page,
};
use shared::kit::page::PageQuery;
use uuid::Uuid;

use super::acts::{Issue, Look, Replace, Revoke, drafted};
use crate::db::Scope;
use crate::documents::entity::issued;
use crate::documents::find;
use crate::error::{ApiError, ApiResult};
use crate::files;
use crate::http::etag;
use crate::kit::page;
use crate::state::AppState;
use crate::write::Caller;

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

/// Who issues: under which name, and whose the documents are.
pub(super) struct Issuer {
    pub(super) municipality: Uuid,
    pub(super) name: String,
}

/// Issues what somebody wrote.
pub(super) async fn issue(
    state: &AppState,
    caller: Caller,
    issuer: Issuer,
    body: &DocumentIn,
) -> ApiResult<HttpResponse> {
    let municipality = issuer.municipality;
    let change = Issue {
        municipality,
        draft: drafted(state, municipality, issuer.name, body).await?,
    };
    let code = state.write.run(caller, change).await?;
    created(state, municipality, &code).await
}

/// Hands out the PDF; the look stands in the journal.
pub(super) async fn download(
    state: &AppState,
    request: &HttpRequest,
    caller: Caller,
    municipality: Uuid,
    typed: &str,
) -> ApiResult<HttpResponse> {
    let look = Look {
        municipality,
        code: code(typed)?,
    };
    let file = state.write.run(caller, look).await?;
    files::open_private(state, request, municipality, file).await
}

/// Takes a document back.
pub(super) async fn revoke(
    state: &AppState,
    caller: Caller,
    municipality: Uuid,
    typed: &str,
    reason: &str,
) -> ApiResult<HttpResponse> {
    let code = code(typed)?;
    let change = Revoke {
        municipality,
        code: code.clone(),
        reason: reason.trim().to_owned(),
    };
    state.write.run(caller, change).await?;
    etag::row(&one(state, municipality, &code).await?)
}

/// Issues what somebody wrote in the place of another document.
pub(super) async fn replace(
    state: &AppState,
    caller: Caller,
    issuer: Issuer,
    typed: &str,
    body: &DocumentReplaceIn,
) -> ApiResult<HttpResponse> {
    let municipality = issuer.municipality;
    let replaced = one(state, municipality, &code(typed)?).await?;
    let change = Replace {
        municipality,
        code: replaced.code,
        reason: body.reason.trim().to_owned(),
        draft: drafted(state, municipality, issuer.name, &body.document).await?,
    };
    let new = state.write.run(caller, change).await?;
    created(state, municipality, &new).await
}

async fn created(state: &AppState, municipality: Uuid, code: &str) -> ApiResult<HttpResponse> {
    Ok(HttpResponse::Created()
        .insert_header(("Location", verification_page("", code)))
        .json(one(state, municipality, code).await?))
}

async fn one(state: &AppState, municipality: Uuid, code: &str) -> ApiResult<DocumentItem> {
    let conn = state.db.read(Scope::of(municipality)).await?;
    item(find(&conn, municipality, code).await?)
}

/// A code of the address as it is stored.
fn code(typed: &str) -> ApiResult<String> {
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
