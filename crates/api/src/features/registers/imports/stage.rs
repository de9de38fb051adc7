//! What the reading of a file notes: nobody decided anything, and nothing of it is a record yet.

use sea_orm::ActiveValue::Set;
use shared::registers::import::{ImportAction, ImportState, next};

use super::entity::{chunk, import};
use super::store;
use crate::db::Scope;
use crate::error::{ApiError, ApiResult};
use crate::write::{Bookkeeping, Books};

/// A note on how far the reading of a file has come. The platform's own work, before anybody agrees with its outcome.
pub(super) struct Stage {
    pub(super) seen: import::Model,
    pub(super) note: Note,
}

/// What is noted.
pub(super) enum Note {
    /// It begins: what an earlier try left goes.
    Begin {
        /// The sealed plan.
        plan: Vec<u8>,
        /// Rows of the file.
        total: i64,
    },
    /// A piece was judged.
    Piece {
        piece: chunk::Model,
        flagged: i64,
        mended: i64,
    },
    /// The file was read to its end.
    Finish,
    /// It cannot be read.
    Refuse(String),
}

impl Bookkeeping for Stage {
    /// The row after the note; none when somebody else took over.
    type Output = Option<import::Model>;

    fn scope(&self) -> Scope {
        Scope::Tenant(self.seen.municipality_id)
    }

    async fn apply(&self, books: &Books<'_>) -> ApiResult<Option<import::Model>> {
        let mut row = self.seen.clone();
        match &self.note {
            Note::Begin { plan, total } => {
                store::clear(books.conn(), row.municipality_id, [row.id]).await?;
                row = import::Model {
                    plan: Some(plan.clone()),
                    failure: None,
                    total: *total,
                    ..blank(row)
                };
            }
            Note::Piece {
                piece,
                flagged,
                mended,
            } => {
                row.done +=
                    piece.added + piece.changed + piece.same + piece.ignored + piece.rejected;
                row.chunks += 1;
                row.added += piece.added;
                row.changed += piece.changed;
                row.same += piece.same;
                row.ignored += piece.ignored;
                row.rejected += piece.rejected;
                row.flagged += flagged;
                row.mended += mended;
            }
            Note::Finish => row.state = after(ImportAction::Finish)?,
            Note::Refuse(why) => {
                row.state = after(ImportAction::Refuse)?;
                row.failure = Some(why.clone());
            }
        }
        let change = changed(&row);
        if !store::update(books.conn(), &self.seen, change).await? {
            return Ok(None);
        }
        if let Note::Piece { piece, .. } = &self.note {
            store::insert_piece(books, piece.clone()).await?;
        }
        Ok(Some(row))
    }
}

/// Where a step of the reading leads.
fn after(action: ImportAction) -> ApiResult<String> {
    let to = next(ImportState::Reading, action);
    let to = to.ok_or_else(|| ApiError::internal(anyhow::anyhow!("no step {action:?}")))?;
    Ok(to.as_str().to_owned())
}

/// An import of which nothing was read yet.
pub(super) fn blank(row: import::Model) -> import::Model {
    import::Model {
        total: 0,
        done: 0,
        chunks: 0,
        added: 0,
        changed: 0,
        same: 0,
        ignored: 0,
        rejected: 0,
        flagged: 0,
        mended: 0,
        ..row
    }
}

/// What of a row the reading changes.
pub(super) fn changed(row: &import::Model) -> import::ActiveModel {
    import::ActiveModel {
        state: Set(row.state.clone()),
        plan: Set(row.plan.clone()),
        failure: Set(row.failure.clone()),
        staging: Set(row.staging),
        total: Set(row.total),
        done: Set(row.done),
        chunks: Set(row.chunks),
        added: Set(row.added),
        changed: Set(row.changed),
        same: Set(row.same),
        ignored: Set(row.ignored),
        rejected: Set(row.rejected),
        flagged: Set(row.flagged),
        mended: Set(row.mended),
        ..Default::default()
    }
}
