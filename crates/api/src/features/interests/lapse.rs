//! The clock's own step: who did not answer in time is shown to have said nothing.

use serde::{Deserialize, Serialize};
use shared::features::interests::ACTS;
use shared::features::interests::answers::AnswerState;
use shared::registers::Act;
use uuid::Uuid;

use super::entity::answer;
use super::links::{note, settle, state_of};
use super::store;
use crate::db::Scope;
use crate::error::ApiResult;
use crate::jobs::{Failure, Job};
use crate::registers;
use crate::state::AppState;
use crate::write::{Caller, Change, Recorded, Tx, Unrecorded};

/// Questions that one look settles.
const MOST: u64 = 100;

/// The look for terms that are over.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Lapse;

impl Job for Lapse {
    const KIND: &'static str = "interests.lapse";

    async fn run(&self, state: &AppState) -> Result<(), Failure> {
        loop {
            let read = state.db.read(Scope::Platform).await?;
            let overdue = store::overdue(&read, state.clock.now(), MOST).await?;
            drop(read);
            if overdue.is_empty() {
                return Ok(());
            }
            for row in overdue {
                let change = Silence {
                    municipality: row.municipality_id,
                    row,
                };
                state.write.run(Caller::system(Self::KIND), change).await?;
            }
        }
    }
}

struct Silence {
    municipality: Uuid,
    row: answer::Model,
}

impl Change for Silence {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Tenant(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let row = store::answer(tx.conn(), self.municipality, self.row.act_id).await?;
        // He answered at the last moment.
        if state_of(&row)? != AnswerState::Waiting || row.due_at >= tx.now() {
            return Ok(tx.unrecorded(Unrecorded::NothingToTell).with(()));
        }
        let act = registers::current(tx.conn(), self.municipality, &ACTS, row.act_id).await?;
        if act.act == Act::Withdrawn.as_str() {
            note(tx, &row, AnswerState::Void).await?;
            return Ok(tx.unrecorded(Unrecorded::NothingToTell).with(()));
        }
        Ok(settle(tx, &row, AnswerState::NoAnswer).await?.with(()))
    }
}
