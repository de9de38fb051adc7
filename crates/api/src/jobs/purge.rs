//! Forgetting finished jobs after a while. Mails are records: they go by the term of the catalogue, see `conservation`.

use chrono::TimeDelta;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};

use super::entity::{Column, Entity, Status};
use super::{Failure, Job};
use crate::db::Scope;
use crate::error::ApiResult;
use crate::state::AppState;
use crate::write::{Bookkeeping, Books};

/// How long what ended well is kept. What was given up stays until an operator has seen to it.
const KEPT: TimeDelta = TimeDelta::days(30);

/// The daily tidying.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct PurgeFinished;

impl Job for PurgeFinished {
    const KIND: &'static str = "jobs.purge_finished";

    async fn run(&self, state: &AppState) -> Result<(), Failure> {
        state.write.bookkeep(Purge).await?;
        Ok(())
    }
}

/// Deletes the platform's notes on work that is done; the acts that caused it stand in the journal.
struct Purge;

impl Bookkeeping for Purge {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, books: &Books<'_>) -> ApiResult<()> {
        let before = books.now() - KEPT;
        Entity::delete_many()
            .filter(Column::Status.eq(Status::Done.code()))
            .filter(Column::FinishedAt.lt(before))
            .exec(books.conn())
            .await?;
        Ok(())
    }
}
