//! What a code leads to, for anybody.

use anyhow::Context;
use sea_orm::EntityTrait;
use shared::features::documents::{DocumentPublic, DocumentState, SignatureState};

use super::entity::verifiable;
use crate::error::{ApiError, ApiResult};
use crate::state::AppState;

/// Finds a document by its normalized code.
///
/// # Errors
/// 404 when no document has it.
pub(crate) async fn verify(state: &AppState, code: &str) -> ApiResult<DocumentPublic> {
    let row = verifiable::Entity::find_by_id(code)
        .one(state.db.public())
        .await?
        .ok_or_else(ApiError::not_found)?;
    Ok(DocumentPublic {
        state: DocumentState::from_code(&row.state)
            .context("unknown document state")
            .map_err(ApiError::internal)?,
        signature: SignatureState::from_code(&row.signature)
            .context("unknown signature state")
            .map_err(ApiError::internal)?,
        code: row.code,
        title: row.title,
        issuer: row.issuer,
        issued_at: row.issued_at,
        ended_at: row.ended_at,
        reason: row.reason,
        replaced_by: row.replaced_by,
        sha256: row.sha256,
        signed_sha256: row.signed_sha256,
        digest_matches: None,
    })
}
