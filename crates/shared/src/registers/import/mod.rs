//! The import of records from a spreadsheet: its states, and what travels of it.

mod procedure;
mod wire;

pub use procedure::{ImportAction, ImportState, next};
pub use wire::{
    ApplyIn, ColumnPlan, HeadingOut, ImportIn, ImportOptions, ImportOut, ImportRowOut,
    ImportsQuery, LeftOut, MappingIn, RowNote, RowsQuery, UndoIn, ValueOut, Verdict, import_path,
    imports_path, left_path,
};

use serde_json::{Map, Value as Json};

/// Most records that one file may correct: they change within one short act.
pub const MOST_CHANGED: i64 = 10_000;

/// What a register knows of how files tell its records, beside its columns.
#[derive(Debug)]
pub struct Reading {
    /// Values proposed for columns that a file does not have, by column.
    pub defaults: &'static [(&'static str, &'static str)],
    /// Completes the values of a row from each other, and says what is odd about them: it is shown to whoever imports, and
    /// rejects nothing.
    pub imply: fn(&mut Map<String, Json>) -> Vec<&'static str>,
}

impl Reading {
    /// Nothing beside the columns.
    pub const PLAIN: Self = Self {
        defaults: &[],
        imply: |_| Vec::new(),
    };
}
