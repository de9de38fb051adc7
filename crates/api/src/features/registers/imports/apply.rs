//! Writing the records of an import, piece by piece out of everybody's sight, and showing them all at once.

use sea_orm::ActiveValue::Set;
use serde::{Deserialize, Serialize};
use serde_json::json;
use shared::registers::import::{ImportAction, ImportState, Verdict};
use shared::registers::{Record, Register};
use uuid::Uuid;

use super::acts::SUBJECT;
use super::elsewhere;
use super::entity::{chunk, import};
use super::staged::{self, Row};
use super::store;
use crate::bus::Topic;
use crate::db::Scope;
use crate::error::{ApiError, ApiResult, Code};
use crate::features::visits;
use crate::jobs::{Failure, Job};
use crate::registers::Prepared;
use crate::registers::batch::{self, Batch, Replacement};
use crate::state::AppState;
use crate::write::{Bookkeeping, Books, Caller, Change, Entry, Recorded, Tx};

/// Applies one import.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ApplyImport {
    pub(super) municipality: Uuid,
    pub(super) id: Uuid,
}

impl Job for ApplyImport {
    const KIND: &'static str = "registers.apply_import";

    async fn run(&self, state: &AppState) -> Result<(), Failure> {
        // While a piece is written, the one behind it is made.
        let mut ahead: Option<(i64, Vec<Prepared>)> = None;
        loop {
            let conn = state.db.read(Scope::Tenant(self.municipality)).await?;
            let found = super::by_id(&conn, self.municipality, self.id).await?;
            let Some((register, row)) = found else {
                return Ok(());
            };
            // Twice is once: what is public already is not written again.
            if row.state != ImportState::Applying.as_str() {
                return Ok(());
            }
            if elsewhere::is_elsewhere(register) {
                drop(conn);
                return Ok(elsewhere::apply(state, row).await?);
            }
            if row.done == row.chunks {
                drop(conn);
                return Ok(show(state, register, row).await?);
            }
            drop(conn);
            let rows = match ahead.take() {
                Some((number, rows)) if number == row.done => rows,
                _ => piece(state, register, &row, row.done).await?,
            };
            let write = state.write.bookkeep(Write {
                of: super::entering(register, &row),
                seen: row.clone(),
                rows,
            });
            let next = row.done + 1;
            if next < row.chunks {
                let (written, rows) = tokio::join!(write, piece(state, register, &row, next));
                written?;
                ahead = Some((next, rows?));
            } else {
                write.await?;
            }
        }
    }
}

/// The rows of a piece that are new records.
async fn piece(
    state: &AppState,
    register: &'static Register,
    row: &import::Model,
    number: i64,
) -> ApiResult<Vec<Prepared>> {
    let conn = state.db.read(Scope::Tenant(row.municipality_id)).await?;
    let piece = store::piece(&conn, row, number).await?;
    drop(conn);
    match piece {
        Some(piece) if piece.added > 0 => {
            entered(state, super::entering(register, row), piece).await
        }
        _ => Ok(Vec::new()),
    }
}

/// Makes the rows of the new records of a piece.
async fn entered(state: &AppState, of: Batch, piece: chunk::Model) -> ApiResult<Vec<Prepared>> {
    let vault = state.vault.clone();
    let made = tokio::task::spawn_blocking(move || {
        let rows = staged::rows(&vault, &piece)?;
        let added = rows.iter().filter(|row| row.verdict == Verdict::Added);
        let records = added.map(|row| record(of.register, row));
        of.entered(&vault, &records.collect::<ApiResult<Vec<_>>>()?)
    });
    made.await.map_err(ApiError::internal)?
}

fn record(register: &'static Register, row: &Row) -> ApiResult<Record> {
    Record::of(register, &row.values)
        .map_err(|errors| ApiError::internal(anyhow::anyhow!("a staged row: {errors:?}")))
}

/// Writes a piece. The platform's own work on what somebody agreed with: nobody sees its rows before [`Show`], which is the
/// act.
struct Write {
    of: Batch,
    seen: import::Model,
    rows: Vec<Prepared>,
}

impl Bookkeeping for Write {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Tenant(self.of.municipality)
    }

    async fn apply(&self, books: &Books<'_>) -> ApiResult<()> {
        let (conn, now) = (books.conn(), books.now());
        let chain = self.seen.digest.as_deref().unwrap_or_default();
        let written = batch::enter(conn, &self.of, &self.rows, chain, now).await?;
        let overtaken = i64::try_from(written.left).map_err(ApiError::internal)?;
        let change = import::ActiveModel {
            done: Set(self.seen.done + 1),
            overtaken: Set(self.seen.overtaken + overtaken),
            digest: Set(Some(written.chain)),
            ..Default::default()
        };
        if !store::update(conn, &self.seen, change).await? {
            // Another process wrote the same piece: this one is taken back.
            return Err(ApiError::new(Code::Conflict));
        }
        store::clear_done(conn, &self.seen, Some(self.seen.done)).await
    }
}

/// Makes what was written public, with the corrections that were made of the file.
async fn show(state: &AppState, register: &'static Register, row: import::Model) -> ApiResult<()> {
    let of = super::entering(register, &row);
    let mut corrections = Vec::new();
    if row.changed > 0 {
        let mut from = 0;
        loop {
            let conn = state.db.read(Scope::Tenant(of.municipality)).await?;
            let piece = store::piece_with(&conn, &row, Verdict::Changed, from).await?;
            drop(conn);
            let Some(piece) = piece else { break };
            from = piece.number + 1;
            corrections.extend(corrected(state, of.clone(), piece).await?);
        }
    }
    let change = Show {
        of,
        seen: row,
        corrections,
    };
    let caller = Caller::system(ApplyImport::KIND);
    state.write.run(caller, change).await
}

/// Makes the rows of the corrected records of a piece.
async fn corrected(
    state: &AppState,
    of: Batch,
    piece: chunk::Model,
) -> ApiResult<Vec<Replacement>> {
    let vault = state.vault.clone();
    let made = tokio::task::spawn_blocking(move || {
        let rows = staged::rows(&vault, &piece)?;
        let changed = rows.iter().filter(|row| row.verdict == Verdict::Changed);
        let records = changed.filter_map(|row| {
            let (id, version) = row.record?;
            Some(record(of.register, row).map(|record| (id, version, record)))
        });
        of.corrected(&vault, &records.collect::<ApiResult<Vec<_>>>()?)
    });
    made.await.map_err(ApiError::internal)?
}

/// The act by which an import becomes public.
struct Show {
    of: Batch,
    seen: import::Model,
    corrections: Vec<Replacement>,
}

impl Change for Show {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Tenant(self.of.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let (of, seen, now) = (&self.of, &self.seen, tx.now());
        let to = store::step(seen, ImportAction::Show)?;
        let chain = seen.digest.as_deref().unwrap_or_default();
        let written = batch::replace(tx.conn(), of, &self.corrections, chain, now).await?;
        batch::show(tx.conn(), of.id, now).await?;
        visits::follow_all(tx, (of.register, of.municipality), &written.replaced).await?;
        let left = i64::try_from(written.left).map_err(ApiError::internal)?;
        let overtaken = seen.overtaken + left;
        let change = import::ActiveModel {
            state: Set(to.as_str().to_owned()),
            plan: Set(None),
            overtaken: Set(overtaken),
            applied_at: Set(Some(now)),
            digest: Set(None),
            ..Default::default()
        };
        if !store::update(tx.conn(), seen, change).await? {
            return Err(ApiError::new(Code::Conflict));
        }
        store::clear_done(tx.conn(), seen, None).await?;
        store::drop_file(tx, seen).await?;
        let (size, root) = batch::tree(tx.conn(), of, now).await?;
        tx.touch(Topic::Tenant(of.municipality));
        let entry = Entry::new(of.municipality, "register_import.applied", SUBJECT, seen.id);
        let entry = entry.basis(of.register.legal_basis).after(json!({
            "register": of.register.id, "batch": of.id, "sha256": seen.sha256,
            "added": seen.added - seen.overtaken, "changed": written.rows, "overtaken": overtaken,
            "commitments": hex::encode(&written.chain), "tree_size": size, "tree_root": root,
        }));
        Ok(tx.record(entry).await?.with(()))
    }
}
