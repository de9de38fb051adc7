//! The mails of a demo installation, opened, for the staff app. Nowhere else may anybody read what was sent to others.

use chrono::{DateTime, Utc};
use sea_orm::{EntityTrait, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{Content, context, entity};
use crate::db::Scope;
use crate::error::{ApiError, ApiResult, Code};
use crate::state::AppState;

/// A mail as its recipient sees it.
#[derive(Clone, Debug)]
pub struct DemoMail {
    /// Its id, which is the left half of its `Message-ID`.
    pub id: Uuid,
    /// Recipient.
    pub to: String,
    /// Subject line.
    pub subject: String,
    /// The plain text form.
    pub text: String,
    /// The HTML form.
    pub html: String,
    /// `queued`, `sent` or `failed`.
    pub status: String,
    /// When it was queued.
    pub created_at: DateTime<Utc>,
}

/// The newest mails, newest first.
///
/// # Errors
/// 403 outside a demo; when the database does not answer.
pub async fn demo_mails(state: &AppState, limit: u64) -> ApiResult<Vec<DemoMail>> {
    if !state.settings.is_demo() {
        return Err(ApiError::new(Code::Forbidden)
            .detail("Los correos solo se pueden leer en una instalación de demostración"));
    }
    let conn = state.db.read(Scope::Platform).await?;
    let rows = entity::Entity::find()
        .order_by_desc(entity::Column::Id)
        .limit(limit)
        .all(&conn)
        .await?;
    rows.into_iter()
        .map(|row| {
            let plain = state
                .vault
                .open(&context(row.id), &row.content)
                .map_err(ApiError::internal)?;
            let content: Content = serde_json::from_slice(&plain)?;
            Ok(DemoMail {
                id: row.id,
                to: content.to,
                subject: content.subject,
                text: content.text,
                html: content.html,
                status: row.status,
                created_at: row.created_at,
            })
        })
        .collect()
}
