//! Imports on the wire.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::ImportState;
use crate::kit::text_enum::text_enum;
use crate::registers::{Act, Register};
use crate::rules;

/// Where imports of a register are listed and begun.
pub fn imports_path(register: &Register) -> String {
    format!("/api/v1/admin/imports/{}", register.id)
}

/// Where one is followed; its acts stand below it (`mapping`, `apply`, `undo`, `discard`), its rows (`rows`) and the list of
/// what is wrong with them (`errors.csv`).
pub fn import_path(register: &Register, id: Uuid) -> String {
    format!("{}/{id}", imports_path(register))
}

text_enum! {
    /// What an import does with a row of its file.
    Verdict {
        /// It is a new record.
        Added = "added",
        /// It corrects a record that is there.
        Changed = "changed",
        /// The record is there already and says the same.
        Same = "same",
        /// An earlier row of the file is the same record.
        Ignored = "ignored",
        /// It cannot be a record, and says why.
        Rejected = "rejected",
    }
}

impl Verdict {
    /// As people read it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Added => "Nuevos",
            Self::Changed => "Corregidos",
            Self::Same => "Sin cambios",
            Self::Ignored => "Repetidos",
            Self::Rejected => "Rechazados",
        }
    }
}

/// How a file is read where what was found out is wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ImportOptions {
    /// The sheet of a workbook; the first that is not hidden when there is none.
    #[serde(default)]
    #[cfg_attr(feature = "api", schema(max_length = 100))]
    pub sheet: Option<String>,
}

/// A file to be imported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ImportIn {
    /// The file, sent before with the purpose `sheet`.
    pub file_id: Uuid,
    /// How it is read.
    #[serde(default)]
    pub options: ImportOptions,
}

/// Where the values of a column come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ColumnPlan {
    /// The column of the register.
    pub column: String,
    /// The column of the file, counted from 0; none when the file does not have it.
    pub position: Option<u32>,
    /// What a new record has where the file says nothing, as forms write it. «now» in a column of instants is the moment of
    /// the import.
    #[cfg_attr(feature = "api", schema(max_length = 500))]
    pub fixed: Option<String>,
}

/// What the columns of the file mean. The file is read again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MappingIn {
    /// How the file is read.
    #[serde(default)]
    pub options: ImportOptions,
    /// Columns that the file has or that new records shall have; the others stay empty.
    #[cfg_attr(feature = "api", schema(max_items = 200))]
    pub columns: Vec<ColumnPlan>,
}

/// That what an import would change is right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ApplyIn {
    /// Which reading of the file was looked at ([`ImportOut::staging`]).
    pub staging: i64,
    /// Why records are corrected, which the public reads; needed where the file corrects any.
    #[cfg_attr(feature = "api", schema(min_length = 5, max_length = 300))]
    pub reason: Option<String>,
}

/// That an import is taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct UndoIn {
    /// Why; the public reads it in the history of each record.
    #[cfg_attr(feature = "api", schema(min_length = 5, max_length = 300))]
    pub reason: String,
}

/// Which imports are listed.
pub type ImportsQuery = crate::kit::page::PageQuery;

/// Which rows are listed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "api", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct RowsQuery {
    /// Those of which verdict.
    #[cfg_attr(feature = "api", param(inline))]
    pub verdict: Verdict,
    /// Rows of the page.
    #[cfg_attr(feature = "api", param(minimum = 1, maximum = 100, default = 20))]
    pub limit: Option<u32>,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// A heading of the file, and what stands below it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct HeadingOut {
    /// Its place, counted from 0.
    pub position: u32,
    /// Its letters in the spreadsheet.
    #[cfg_attr(feature = "api", schema(example = "C"))]
    pub letters: String,
    /// As it stands in the file.
    pub heading: String,
    /// The first values below it.
    pub samples: Vec<String>,
    /// Whether its meaning is a guess that somebody has to look at.
    pub is_guess: bool,
}

/// An import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct ImportOut {
    /// The import.
    pub id: Uuid,
    /// Into which register.
    pub register: String,
    /// How far it has come.
    pub state: ImportState,
    /// Name of the file.
    pub file_name: String,
    /// Its digest (SHA-256).
    pub sha256: String,
    /// What the file was found to be, in words; empty before it was read.
    pub format: String,
    /// The row of the headings, as the spreadsheet counts.
    pub header_row: Option<u32>,
    /// The sheets of a workbook.
    pub sheets: Vec<String>,
    /// How it is read.
    pub options: ImportOptions,
    /// The headings of the file.
    pub headings: Vec<HeadingOut>,
    /// What they mean.
    pub columns: Vec<ColumnPlan>,
    /// Columns that every record has and the file does not.
    pub missing: Vec<String>,
    /// Which reading of the file this is, from 1.
    pub staging: i64,
    /// Rows of the file.
    pub total: i64,
    /// Rows that were read, written or taken back so far.
    pub done: i64,
    /// New records.
    pub added: i64,
    /// Records that are corrected.
    pub changed: i64,
    /// Records that say the same already.
    pub same: i64,
    /// Rows that repeat an earlier one.
    pub ignored: i64,
    /// Rows that cannot be records.
    pub rejected: i64,
    /// Rows that are odd, which does not reject them.
    pub flagged: i64,
    /// Rows of which something was mended while they were read.
    pub mended: i64,
    /// Rows that were not written in the end, since somebody entered or changed the same record in the meantime.
    pub overtaken: i64,
    /// Records that were corrected since, and stayed when the import was taken back.
    pub left_alone: i64,
    /// Why the file cannot be read.
    pub failure: Option<String>,
    /// Why records were corrected.
    pub reason: Option<String>,
    /// Why it was taken back.
    pub undo_reason: Option<String>,
    /// Who began it.
    pub started_by: Option<String>,
    /// When.
    pub started_at: DateTime<Utc>,
    /// When somebody agreed with what it would change.
    pub confirmed_at: Option<DateTime<Utc>>,
    /// When its records became public.
    pub applied_at: Option<DateTime<Utc>>,
    /// When they were taken back.
    pub undone_at: Option<DateTime<Utc>>,
    /// Whether the list of what is wrong can still be had.
    pub has_rows: bool,
}

/// Where the records are listed that stayed when an import was taken back ([`LeftOut`]).
pub fn left_path(register: &Register, id: Uuid) -> String {
    format!("{}/left", import_path(register, id))
}

/// A record that stayed when the import that entered or corrected it was taken back, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct LeftOut {
    /// The record.
    pub id: Uuid,
    /// The version that the import wrote.
    pub version: i64,
    /// What was done to the record since.
    pub act: Act,
    /// When.
    pub changed_at: DateTime<Utc>,
    /// Why, where whoever did it said so.
    pub reason: Option<String>,
}

/// A value of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct ValueOut {
    /// The column of the register.
    pub column: String,
    /// What the record will say, as people read it; document numbers are masked.
    pub value: String,
    /// What it says now, where that is something else.
    pub before: Option<String>,
}

/// Something to be said of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct RowNote {
    /// The column of the register; none when the whole row is meant.
    pub column: Option<String>,
    /// The letters of the column in the spreadsheet.
    pub letters: Option<String>,
    /// What.
    pub message: String,
    /// Whether it rejects the row.
    pub is_error: bool,
}

/// A row of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct ImportRowOut {
    /// Its number in the spreadsheet.
    pub line: u32,
    /// What becomes of it.
    pub verdict: Verdict,
    /// The record that it corrects or repeats.
    pub record: Option<Uuid>,
    /// Its values that say something.
    pub values: Vec<ValueOut>,
    /// What was mended, what is odd, what is wrong.
    pub notes: Vec<RowNote>,
}

crate::checks!(ImportIn, |_this, _check| {});
crate::checks!(MappingIn, |this, check| {
    for (at, plan) in this.columns.iter().enumerate() {
        if let Some(fixed) = &plan.fixed {
            let field = format!("columns[{at}].fixed");
            check.field(&field, rules::length(fixed, 0, 500));
        }
    }
});
crate::checks!(ApplyIn, |this, check| {
    if let Some(reason) = &this.reason {
        check.field("reason", rules::length(reason, 5, 300));
    }
});
crate::checks!(UndoIn, |this, check| {
    check.field("reason", rules::length(&this.reason, 5, 300));
});
