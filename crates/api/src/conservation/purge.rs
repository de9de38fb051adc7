//! What only serves the running of the platform goes by itself.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;

use crate::db::{PLATFORM, Scope};
use crate::error::ApiResult;
use crate::state::AppState;
use crate::write::{Caller, Change, Entry, Recorded, Tx, idempotency_record as record};

/// How long a request may be repeated.
const KEPT: TimeDelta = TimeDelta::hours(24);

/// Removes answers that were kept for repeated requests for a day. Meant to run daily; returns how many went.
///
/// # Errors
/// When the database does not answer.
pub async fn purge_idempotency(state: &AppState) -> anyhow::Result<u64> {
    let before = state.clock.now() - KEPT;
    let read = state.db.read(Scope::Platform).await?;
    let old = record::Entity::find().filter(record::Column::CreatedAt.lt(before));
    if old.count(&read).await? == 0 {
        return Ok(0);
    }
    drop(read);
    let caller = Caller::system("purge_idempotency");
    Ok(state.write.run(caller, Purge { before }).await?)
}

struct Purge {
    before: DateTime<Utc>,
}

impl Change for Purge {
    type Output = u64;

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<u64>> {
        let gone = record::Entity::delete_many()
            .filter(record::Column::CreatedAt.lt(self.before))
            .exec(tx.conn())
            .await?
            .rows_affected;
        let entry = Entry::new(PLATFORM, "idempotency.purged", "idempotency_records", "all")
            .after(json!({"rows": gone, "before": self.before}));
        Ok(tx.record(entry).await?.with(gone))
    }
}
