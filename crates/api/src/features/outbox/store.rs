//! Queries over the mails, and a mail as operators see it.

use sea_orm::sea_query::LikeExpr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use shared::features::platform::{MailListItem, MailStatus};
use shared::kit::page::{Page, PageQuery};
use uuid::Uuid;

use crate::error::{ApiError, ApiResult};
use crate::keys::Vault;
use crate::kit::{page, search};
use crate::outbox::entity::{Column, Entity, Model};
use crate::outbox::{Content, context};

/// What a list of mails is narrowed to.
#[derive(Clone, Debug, Default)]
pub(super) struct Narrowed {
    pub(super) status: Option<MailStatus>,
    /// The part of the recipient's address after the `@`.
    pub(super) domain: Option<String>,
}

/// The mails, newest first.
pub(super) async fn list(
    conn: &impl ConnectionTrait,
    narrowed: &Narrowed,
    query: &PageQuery,
) -> ApiResult<Page<Model>> {
    let mut select = Entity::find();
    if let Some(status) = narrowed.status {
        select = select.filter(Column::Status.eq(status.as_str()));
    }
    if let Some(domain) = &narrowed.domain {
        // The mask keeps the domain, so nothing has to be opened to find it.
        let pattern = search::like(&format!("@{domain}"));
        let ends = LikeExpr::new(pattern.trim_end_matches('%')).escape('\\');
        select = select.filter(Column::RecipientMask.like(ends));
    }
    page::newest(conn, select, Column::Id, |row| row.id, query).await
}

/// One mail.
///
/// # Errors
/// 404 for an unknown id.
pub(super) async fn find(conn: &impl ConnectionTrait, id: Uuid) -> ApiResult<Model> {
    let row = Entity::find_by_id(id).one(conn).await?;
    row.ok_or_else(ApiError::not_found)
}

/// What a mail says; `None` once it was delivered and its content erased.
pub(super) fn content(vault: &Vault, row: &Model) -> ApiResult<Option<Content>> {
    if row.content.is_empty() {
        return Ok(None);
    }
    let plain = vault
        .open(&context(row.id), &row.content)
        .map_err(ApiError::internal)?;
    Ok(Some(serde_json::from_slice(&plain)?))
}

/// The mail as a list shows it, with its recipient masked and without its subject.
pub(super) fn item(row: &Model) -> ApiResult<MailListItem> {
    let status = row.status.parse().map_err(|_| {
        ApiError::internal(anyhow::anyhow!("unknown status of a mail: {}", row.status))
    })?;
    Ok(MailListItem {
        id: row.id,
        template: row.template.clone(),
        to: row.recipient_mask.clone(),
        subject: None,
        status,
        attempts: u32::try_from(row.attempts).unwrap_or(0),
        last_error: row.last_error.clone(),
        created_at: row.created_at,
        sent_at: row.sent_at,
    })
}

/// The mail with what its recipient sees, as far as it is still there.
pub(super) fn opened(vault: &Vault, row: &Model) -> ApiResult<(MailListItem, Option<String>)> {
    let mut item = item(row)?;
    let content = content(vault, row)?;
    let text = content.map(|content| {
        item.to = content.to;
        item.subject = Some(content.subject);
        content.text
    });
    Ok((item, text))
}
