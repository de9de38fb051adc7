//! Erasure of what registers tell of a person (Ley 29733, derecho de cancelación): found by the number of the document,
//! erased by a norm, with its reason.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::checks;
use crate::rules::{Violation, length};

/// Where the records of a person are looked for (POST [`PersonIn`]); each look stands in the journal.
pub const PERSON_RECORDS_PATH: &str = "/api/v1/admin/privacy/records/search";
/// Where what they tell of the person is erased (POST [`ErasureIn`]).
pub const ERASURES_PATH: &str = "/api/v1/admin/privacy/records/erasures";
/// Most records that one act erases.
pub const MAX_ERASED: usize = 100;

/// What stands in the place of what was erased: `suprimido (Ley 29733, art. 20; 22/11/2026)`.
pub fn erasure_mark(norm: &str, on: NaiveDate) -> String {
    format!("suprimido ({}; {})", norm.trim(), on.format("%d/%m/%Y"))
}

/// Whose records are looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PersonIn {
    /// The number of the document.
    #[cfg_attr(
        feature = "api",
        schema(min_length = 5, max_length = 20, example = "40123456")
    )]
    pub document: String,
}

/// The records that hold it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct PersonRecords {
    /// The records, the last day first; at most [`MAX_ERASED`].
    pub items: Vec<PersonRecord>,
    /// How many more there are; they come when these are erased.
    pub more: u32,
    /// Looks at the door for this document, whose number is kept: they are erased with the records.
    pub lookups: u32,
}

/// A record that tells of the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct PersonRecord {
    /// The register's name in addresses.
    #[cfg_attr(feature = "api", schema(example = "visits"))]
    pub register: String,
    /// The record.
    pub id: Uuid,
    /// Its day, as the register has it.
    #[cfg_attr(feature = "api", schema(example = "2026-11-21"))]
    pub date: String,
    /// How many versions it has; all are erased.
    pub versions: i64,
    /// Whether the public reads it.
    pub is_published: bool,
    /// Whether it was withdrawn.
    pub is_withdrawn: bool,
}

/// What is erased, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ErasureIn {
    /// The number of the document, again: only records that hold it are erased.
    #[cfg_attr(
        feature = "api",
        schema(min_length = 5, max_length = 20, example = "40123456")
    )]
    pub document: String,
    /// Which records.
    #[cfg_attr(feature = "api", schema(min_items = 1, max_items = 100))]
    pub records: Vec<RecordNamed>,
    /// The norm with its article; the public reads it.
    #[cfg_attr(
        feature = "api",
        schema(min_length = 5, max_length = 120, example = "Ley 29733, art. 20")
    )]
    pub norm: String,
    /// Why: the request it answers. Nobody outside reads it.
    #[cfg_attr(feature = "api", schema(min_length = 5, max_length = 500))]
    pub reason: String,
}

/// A record by its register and its identifier.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RecordNamed {
    /// The register's name in addresses.
    #[cfg_attr(feature = "api", schema(example = "visits"))]
    pub register: String,
    /// The record.
    pub id: Uuid,
}

/// What was erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct ErasedOut {
    /// Records.
    pub records: u32,
    /// Sealed values, those of looks at the door too.
    pub values: u64,
}

checks!(PersonIn, |this, check| {
    check.field("document", length(&this.document, 5, 20));
});

checks!(ErasureIn, |this, check| {
    check
        .field("document", length(&this.document, 5, 20))
        .field("records", some(this.records.len()))
        .field("norm", length(&this.norm, 5, 120))
        .field("reason", length(&this.reason, 5, 500));
});

fn some(records: usize) -> Result<(), Violation> {
    match records {
        0 => Err(Violation::new("required", "Elija al menos un registro.")),
        1..=MAX_ERASED => Ok(()),
        _ => Err(Violation::new(
            "too_many",
            "Elija como máximo 100 registros.",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::erasure_mark;

    #[test]
    fn what_was_erased_says_by_which_norm_and_when() {
        let day = "2026-11-22".parse().unwrap();
        assert_eq!(
            erasure_mark(" Ley 29733, art. 20 ", day),
            "suprimido (Ley 29733, art. 20; 22/11/2026)"
        );
    }
}
