//! Rows of the effective-dated catalogues: UIT, names of years, document types, links of the State, retention terms.
//!
//! Only their common form and how one is chosen for a day; the rows are data of the API, edited by the operator.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A row of a catalogue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CatalogRow {
    /// What the row is about, stable within its catalogue: `2026`, `dni`.
    pub code: String,
    /// First day it holds; `null` when it holds since ever or the day is not known.
    pub valid_from: Option<NaiveDate>,
    /// Last day it holds; `null` while it does.
    pub valid_to: Option<NaiveDate>,
    /// What the catalogue says; its members depend on the catalogue.
    pub value: Value,
    /// The norm behind it.
    pub legal_basis: Option<String>,
    /// Where it was read.
    pub source: Option<String>,
    /// How sure it is.
    pub confidence: Confidence,
}

// What a row may hold is declared by its catalogue, which knows its columns.
crate::checks!(CatalogRow, |_this, _check| {});

/// How sure a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Read in a published source.
    Found,
    /// Believed right; to be confirmed by the operator.
    Knowledge,
    /// From the documents the platform was ordered with.
    Seed,
}

impl CatalogRow {
    /// Whether the row holds on a day.
    pub fn is_in_force(&self, on: NaiveDate) -> bool {
        self.valid_from.is_none_or(|from| from <= on) && self.valid_to.is_none_or(|to| on <= to)
    }
}

/// The rows that hold on a day. Between the end of one row and the start of the next there is none: an old value is
/// never carried on silently.
pub fn in_force(rows: &[CatalogRow], on: NaiveDate) -> impl Iterator<Item = &CatalogRow> {
    rows.iter().filter(move |row| row.is_in_force(on))
}
