//! Records out of officials' spreadsheets: a file is read, judged and staged; somebody looks at what it would change and
//! agrees; its records are written in pieces and become public at once; and it can be taken back.
//!
//! Only that somebody agreed, that the records are public and that they were taken back stands in the journal: the records
//! of a batch have no entries of their own. Nothing of a file is kept in clear: what is staged is sealed, and the file goes
//! as soon as its records are there.

mod acts;
mod apply;
mod cells;
mod elsewhere;
mod entity;
mod handlers;
mod judge;
mod plan;
mod read;
mod stage;
mod staged;
mod store;
mod sweep;
mod undo;
mod view;

use chrono::{DateTime, Utc};
use shared::registers::Register;
use uuid::Uuid;

use crate::registers::batch::Batch;
use entity::import;
use store::by_id;

pub(crate) use apply::ApplyImport;
pub(super) use handlers::{apply, begin, discard, errors, get, left, list, map, rows, undo};
pub(crate) use read::ReadImport;
pub(crate) use sweep::SweepImports;
pub(crate) use undo::UndoImport;

/// What an import enters and corrects.
fn entering(register: &'static Register, row: &import::Model) -> Batch {
    Batch {
        register,
        municipality: row.municipality_id,
        id: row.batch_id,
        at: row.confirmed_at.unwrap_or(row.started_at),
        by: row.confirmed_by,
        reason: row.reason.clone(),
    }
}

/// What takes it back.
fn taking_back(
    register: &'static Register,
    row: &import::Model,
    at: DateTime<Utc>,
    by: Option<Uuid>,
) -> Batch {
    Batch {
        register,
        municipality: row.municipality_id,
        id: row.undo_batch_id,
        at,
        by,
        reason: row.undo_reason.clone(),
    }
}
