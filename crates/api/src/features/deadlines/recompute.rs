//! Which open cases have another term by the calendar of today, and moving them to it.

use serde_json::json;
use shared::features::deadlines::{RecomputeIn, RecomputePreview};
use uuid::Uuid;

use crate::db::{PLATFORM, Scope};
use crate::error::{ApiError, ApiResult};
use crate::features::portal_requests;
use crate::http::etag::Expected;
use crate::write::{Change, Entry, Recorded, Tx};

/// What recomputing would change, as the connection sees cases and calendar.
pub(super) async fn preview(conn: &impl sea_orm::ConnectionTrait) -> ApiResult<RecomputePreview> {
    let (open, changes) = portal_requests::changes_of_calendar(conn).await?;
    Ok(RecomputePreview { open, changes })
}

/// Moves the open cases to the terms that were shown.
pub(super) struct Recompute {
    /// What was shown; when cases or calendar changed since, nothing is moved.
    pub(super) expected: Expected,
    pub(super) body: RecomputeIn,
    pub(super) public_url: String,
}

impl Change for Recompute {
    type Output = RecomputePreview;

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<RecomputePreview>> {
        let shown = preview(tx.conn()).await?;
        self.expected.check(&shown)?;
        if shown.changes.is_empty() {
            return Err(ApiError::conflict(
                "Ningún plazo abierto cambia con el calendario de hoy",
            ));
        }
        let reason = self.body.reason.trim();
        for change in &shown.changes {
            portal_requests::move_deadline(tx, change, reason, &self.public_url).await?;
            let entry = Entry::new(
                PLATFORM,
                "deadline.recomputed",
                change.kind.as_str(),
                change.id,
            )
            .before(json!({ "due_at": change.due_at }))
            .after(json!({ "due_at": change.new_due_at, "reason": reason }))
            .basis("TUO de la Ley 27444, arts. 145 y 146");
            let _receipt = tx.record(entry).await?;
        }
        let all = Entry::new(
            PLATFORM,
            "deadlines.recomputed",
            "deadlines",
            Uuid::now_v7(),
        )
        .after(json!({ "reason": reason, "open": shown.open, "moved": shown.changes.len() }));
        Ok(tx.record(all).await?.with(shown))
    }
}
