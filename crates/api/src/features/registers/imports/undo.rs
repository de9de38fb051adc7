//! Taking an import back, piece by piece: what it entered is withdrawn, what it corrected says again what it said before,
//! and what was corrected since stays.

use sea_orm::ActiveValue::Set;
use serde::{Deserialize, Serialize};
use serde_json::json;
use shared::registers::import::{ImportAction, ImportState};
use uuid::Uuid;

use super::acts::SUBJECT;
use super::elsewhere;
use super::entity::import;
use super::store;
use crate::bus::Topic;
use crate::db::Scope;
use crate::error::{ApiError, ApiResult, Code};
use crate::features::visits;
use crate::jobs::{Failure, Job};
use crate::registers::batch::{self, Batch, Replacement};
use crate::registers::version;
use crate::state::AppState;
use crate::write::{Caller, Change, Entry, Recorded, Tx};

/// Takes one import back.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct UndoImport {
    pub(super) municipality: Uuid,
    pub(super) id: Uuid,
    /// Who asked for it.
    pub(super) by: Option<Uuid>,
}

impl Job for UndoImport {
    const KIND: &'static str = "registers.undo_import";

    async fn run(&self, state: &AppState) -> Result<(), Failure> {
        loop {
            let conn = state.db.read(Scope::Tenant(self.municipality)).await?;
            let found = super::by_id(&conn, self.municipality, self.id).await?;
            let Some((register, row)) = found else {
                return Ok(());
            };
            if row.state != ImportState::Undoing.as_str() {
                return Ok(());
            }
            if elsewhere::is_elsewhere(register) {
                drop(conn);
                return Ok(elsewhere::undo(state, row).await?);
            }
            let limit = u64::from(state.settings.server.import_chunk);
            let of = (self.municipality, row.batch_id);
            let rows = batch::rows_after(&conn, of, row.undo_after, limit).await?;
            let caller = Caller::system(Self::KIND);
            let Some(last) = rows.last() else {
                drop(conn);
                let of = super::taking_back(register, &row, state.clock.now(), self.by);
                return Ok(state.write.run(caller, End { of, seen: row }).await?);
            };
            let of = super::taking_back(register, &row, state.clock.now(), self.by);
            let (after, asked) = (last.leaf, rows.len());
            let still = counting(rows);
            let rows = of.taking_back(&conn, &state.vault, &still).await?;
            drop(conn);
            let piece = Piece {
                of,
                seen: row,
                rows,
                after,
                left: asked - still.len(),
            };
            state.write.run(caller, piece).await?;
        }
    }
}

/// Those that nobody corrected or withdrew since.
fn counting(rows: Vec<version::Model>) -> Vec<version::Model> {
    let mut rows = rows;
    rows.retain(|row| row.recorded_to.is_none());
    rows
}

/// Takes a piece back. Each is an act, since everybody sees it.
struct Piece {
    of: Batch,
    seen: import::Model,
    rows: Vec<Replacement>,
    after: Option<i64>,
    /// Records that others changed before.
    left: usize,
}

impl Change for Piece {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Tenant(self.of.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let (of, seen) = (&self.of, &self.seen);
        let chain = seen.digest.as_deref().unwrap_or_default();
        let written = batch::replace(tx.conn(), of, &self.rows, chain, of.at).await?;
        visits::follow_all(tx, (of.register, of.municipality), &written.replaced).await?;
        let number = |count: usize| i64::try_from(count).map_err(ApiError::internal);
        let left = number(written.left + self.left)?;
        let change = import::ActiveModel {
            done: Set(seen.done + number(written.rows)? + left),
            left_alone: Set(seen.left_alone + left),
            digest: Set(Some(written.chain.clone())),
            undo_after: Set(self.after),
            ..Default::default()
        };
        if !store::update(tx.conn(), seen, change).await? {
            return Err(ApiError::new(Code::Conflict));
        }
        tx.touch(Topic::Tenant(of.municipality));
        let entry = Entry::new(
            of.municipality,
            "register_import.withdrawn",
            SUBJECT,
            seen.id,
        );
        let entry = entry.after(json!({
            "register": of.register.id, "batch": of.id, "records": written.rows, "left_alone": left,
            "commitments": hex::encode(&written.chain), "act_reason": of.reason,
        }));
        Ok(tx.record(entry).await?.with(()))
    }
}

/// All of it is taken back.
struct End {
    of: Batch,
    seen: import::Model,
}

impl Change for End {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Tenant(self.of.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let (of, seen, now) = (&self.of, &self.seen, tx.now());
        let to = store::step(seen, ImportAction::Withdraw)?;
        let change = import::ActiveModel {
            state: Set(to.as_str().to_owned()),
            undone_at: Set(Some(now)),
            digest: Set(None),
            ..Default::default()
        };
        if !store::update(tx.conn(), seen, change).await? {
            return Err(ApiError::new(Code::Conflict));
        }
        let (size, root) = batch::tree(tx.conn(), of, now).await?;
        let entry = Entry::new(of.municipality, "register_import.undone", SUBJECT, seen.id);
        let entry = entry.after(json!({
            "register": of.register.id, "records": seen.done - seen.left_alone,
            "left_alone": seen.left_alone, "tree_size": size, "tree_root": root,
        }));
        Ok(tx.record(entry).await?.with(()))
    }
}
