//! Imports that nobody goes on with: what is staged holds document numbers, and is not kept for a decision that does not come.

use chrono::TimeDelta;
use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use shared::registers::Register;
use shared::registers::import::ImportState;
use uuid::Uuid;

use super::acts::Discard;
use super::entity::{chunk, import};
use super::store;
use crate::db::Scope;
use crate::error::{ApiResult, Code};
use crate::jobs::{Failure, Job};
use crate::state::AppState;
use crate::write::{Bookkeeping, Books, Caller};

/// How long an import waits for somebody to agree with it.
const WAITS: TimeDelta = TimeDelta::days(14);
/// How long the list of what was wrong can be had once an import has ended.
const LISTED: TimeDelta = TimeDelta::days(30);

/// The daily sweep.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct SweepImports;

impl Job for SweepImports {
    const KIND: &'static str = "registers.sweep_imports";

    async fn run(&self, state: &AppState) -> Result<(), Failure> {
        let now = state.clock.now();
        let read = state.db.read(Scope::Platform).await?;
        let waiting = [
            ImportState::Reading,
            ImportState::Ready,
            ImportState::Unreadable,
        ];
        let abandoned = import::Entity::find()
            .filter(import::Column::State.is_in(waiting.map(ImportState::as_str)))
            .filter(import::Column::StartedAt.lt(now - WAITS))
            .all(&read)
            .await?;
        let over = Condition::any()
            .add(import::Column::UndoneAt.lt(now - LISTED))
            .add(
                Condition::all()
                    .add(import::Column::UndoneAt.is_null())
                    .add(import::Column::AppliedAt.lt(now - LISTED)),
            );
        let ended = [ImportState::Applied, ImportState::Undone];
        let ended = import::Entity::find()
            .filter(import::Column::State.is_in(ended.map(ImportState::as_str)))
            .filter(over)
            .filter(import::Column::Id.in_subquery(staged()))
            .all(&read)
            .await?;
        drop(read);
        for row in abandoned {
            let Some(register) = Register::find(&row.register) else {
                continue;
            };
            let give_up = Discard {
                register,
                municipality: row.municipality_id,
                id: row.id,
            };
            match state.write.run(Caller::system(Self::KIND), give_up).await {
                // Somebody went on with it at this moment.
                Err(error) if error.code == Code::Conflict => {}
                other => other?,
            }
        }
        for row in ended {
            let forget = Forget {
                municipality: row.municipality_id,
                id: row.id,
            };
            state.write.bookkeep(forget).await?;
        }
        Ok(())
    }
}

/// The imports of which something is staged still.
fn staged() -> SelectStatement {
    Query::select()
        .column(chunk::Column::ImportId)
        .from(chunk::Entity)
        .to_owned()
}

/// Nobody's act: what was wrong with the rows of an import that ended long ago goes.
struct Forget {
    municipality: Uuid,
    id: Uuid,
}

impl Bookkeeping for Forget {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Tenant(self.municipality)
    }

    async fn apply(&self, books: &Books<'_>) -> ApiResult<()> {
        store::clear(books.conn(), self.municipality, [self.id]).await
    }
}
