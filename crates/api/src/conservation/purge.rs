//! What only serves the running of the platform goes by itself.

use chrono::TimeDelta;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};

use crate::db::Scope;
use crate::error::ApiResult;
use crate::jobs::{Failure, Job};
use crate::state::AppState;
use crate::write::{Bookkeeping, Books, idempotency_record as record};

/// How long a request may be repeated.
const KEPT: TimeDelta = TimeDelta::hours(24);

/// Removes the answers that were kept for repeated requests, a day after.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct PurgeAnswers;

impl Job for PurgeAnswers {
    const KIND: &'static str = "idempotency.purge";

    async fn run(&self, state: &AppState) -> Result<(), Failure> {
        state.write.bookkeep(Purge).await?;
        Ok(())
    }
}

/// Deletes copies of answers; the acts they answered stand in the journal.
struct Purge;

impl Bookkeeping for Purge {
    type Output = u64;

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, books: &Books<'_>) -> ApiResult<u64> {
        let old =
            record::Entity::delete_many().filter(record::Column::CreatedAt.lt(books.now() - KEPT));
        Ok(old.exec(books.conn()).await?.rows_affected)
    }
}
