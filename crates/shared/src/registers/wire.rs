//! Registers on the wire: their declarations as data, and what every record carries beside its columns.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use uuid::Uuid;

use super::{Act, Column, Kind, Privacy, Register};
use crate::rules;

/// Where the registers of a municipality are listed ([`RegisterOut`]).
pub fn registers_path(slug: &str) -> String {
    format!("/api/v1/m/{slug}/registers")
}

/// Where the records of a register are listed ([`RecordsPage`]).
pub fn records_path(slug: &str, register: &Register) -> String {
    format!("/api/v1/m/{slug}/registers/{}", register.id)
}

/// Where the same are listed over all municipalities.
pub fn all_records_path(register: &Register) -> String {
    format!("/api/v1/registers/{}", register.id)
}

/// A register, as programs read its declaration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct RegisterOut {
    /// Its name in addresses.
    #[cfg_attr(feature = "api", schema(example = "visits"))]
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What one record is called.
    pub record: String,
    /// What it tells.
    pub description: String,
    /// The norm that orders it.
    pub legal_basis: String,
    /// How often its source is read.
    pub periodicity: String,
    /// Name of the licence.
    pub licence: String,
    /// Text of the licence.
    pub licence_url: String,
    /// The column by which `from` and `to` narrow and lists are ordered.
    pub date: String,
    /// Its public columns, in the order in which people read them.
    pub columns: Vec<ColumnOut>,
    /// How many records count; only where one municipality is asked.
    pub records: Option<u64>,
    /// When a version was published last; `null` where none was.
    pub updated_at: Option<DateTime<Utc>>,
    /// Whether that is longer ago than its rhythm allows.
    pub is_stale: bool,
    /// Whether its records are published; not while the municipality is still on its way to production.
    pub is_in_production: bool,
}

/// A column, as the data dictionary explains it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct ColumnOut {
    /// Its name in JSON and addresses.
    #[cfg_attr(feature = "api", schema(example = "visit_date"))]
    pub name: String,
    /// What people read above it.
    pub label: String,
    /// What it tells, where the label does not say it.
    pub description: String,
    /// `text`, `choice`, `integer`, `money`, `percent`, `date`, `time`, `instant`, `bool`, `document`, `ruc`, `degrees` or
    /// `url`.
    pub kind: String,
    /// Unit of its values; empty where they have none.
    pub unit: String,
    /// A value.
    pub example: String,
    /// Whether it is shown masked.
    pub is_masked: bool,
    /// Whether every record has it.
    pub is_required: bool,
    /// Whether the search looks into it.
    pub is_searchable: bool,
    /// Whether lists are narrowed by it.
    pub is_filterable: bool,
    /// Whether lists are ordered by it.
    pub is_sortable: bool,
    /// Whether its values are counted.
    pub is_facet: bool,
    /// The values of a closed list.
    pub choices: Vec<ChoiceOut>,
}

/// A value of a closed list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct ChoiceOut {
    /// Its code.
    pub code: String,
    /// What people read.
    pub label: String,
}

/// Whose record it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct OwnerOut {
    /// Its name in addresses.
    pub slug: String,
    /// Its full name.
    pub name: String,
}

/// A record of any register: what all have, and its columns beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordOut {
    /// The record.
    pub id: Uuid,
    /// Whose it is.
    pub municipality: Option<OwnerOut>,
    /// Its version, from 1.
    pub version: i64,
    /// When this version was recorded.
    pub recorded_at: DateTime<Utc>,
    /// What was done then.
    pub act: Act,
    /// The place of the version in the register's Merkle tree.
    pub leaf_index: i64,
    /// The hash of its leaf.
    pub digest: String,
    /// That its personal values were erased, by which norm and when, in words: «suprimido (…)». They are `null` then; leaf and
    /// digest stay what they were. Absent everywhere else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erased: Option<String>,
    /// The columns, by name.
    #[serde(flatten)]
    pub values: Map<String, Json>,
}

/// A page of records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordsPage {
    /// The records, in the order asked for.
    pub items: Vec<RecordOut>,
    /// Where the next page begins; `null` on the last one.
    pub next_cursor: Option<String>,
    /// How many match, where that was asked for or something was searched.
    pub total: Option<u64>,
}

/// A record with its past.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordDetail {
    /// The version asked for: that of now, or of `as_of`.
    pub record: RecordOut,
    /// Every version, the first one first.
    pub history: Vec<VersionOut>,
    /// How to cite it.
    pub citation: Citation,
}

/// A version of a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionOut {
    /// The version.
    #[serde(flatten)]
    pub record: RecordOut,
    /// When another version took its place.
    pub recorded_to: Option<DateTime<Utc>>,
    /// Why it was corrected or withdrawn.
    pub act_reason: Option<String>,
    /// What it takes to repeat the leaf.
    pub proof: ProofOut,
}

/// What stands for personal values in the leaf of a version.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct ProofOut {
    /// The commitment of each personal value, by column; also after the value was erased.
    pub commitments: BTreeMap<String, String>,
    /// The salts of those that are public, as 64 hexadecimal digits.
    pub salts: BTreeMap<String, String>,
}

/// A citation that leads to the same content whatever comes later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct Citation {
    /// The address of the record as it stood at that moment.
    pub url: String,
    /// The moment.
    pub as_of: DateTime<Utc>,
    /// The hash of the cited version's leaf.
    pub digest: String,
    /// Ready to paste.
    pub text: String,
}

/// How often the values of the columns that are counted occur among what matches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct FacetOut {
    /// The column.
    pub column: String,
    /// What people read above it.
    pub label: String,
    /// Its values, the most frequent first, at most twenty.
    pub values: Vec<FacetValue>,
}

/// A value and how often it occurs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct FacetValue {
    /// The value; `null` where records have none.
    pub value: Option<String>,
    /// What people read.
    pub label: String,
    /// How many records.
    pub count: u64,
}

impl RegisterOut {
    /// The declaration, without what depends on its records.
    pub fn of(register: &'static Register) -> Self {
        Self {
            id: register.id.to_owned(),
            title: register.title.to_owned(),
            record: register.record.to_owned(),
            description: register.description.to_owned(),
            legal_basis: register.legal_basis.to_owned(),
            periodicity: register.periodicity.title().to_owned(),
            licence: register.licence.title().to_owned(),
            licence_url: register.licence.url().to_owned(),
            date: register.date().to_owned(),
            columns: register.public_columns().map(ColumnOut::of).collect(),
            records: None,
            updated_at: None,
            is_stale: false,
            is_in_production: true,
        }
    }
}

impl ColumnOut {
    fn of(column: &Column) -> Self {
        let choices = match column.kind {
            Kind::Choice(choices) => choices,
            _ => &[],
        };
        Self {
            name: column.name.to_owned(),
            label: column.label.to_owned(),
            description: column.description.to_owned(),
            kind: column.kind.code().to_owned(),
            unit: column.unit.to_owned(),
            example: column.example.to_owned(),
            is_masked: column.privacy == Privacy::Masked,
            is_required: column.is_required,
            is_searchable: column.is_searchable,
            is_filterable: column.is_filterable,
            is_sortable: column.is_sortable,
            is_facet: column.is_facet,
            choices: choices
                .iter()
                .map(|choice| ChoiceOut {
                    code: choice.code.to_owned(),
                    label: choice.label.to_owned(),
                })
                .collect(),
        }
    }
}

/// Where staff enter records of a register.
pub fn staff_records_path(register: &Register) -> String {
    format!("/api/v1/admin/registers/{}", register.id)
}

/// A record as staff work with it: also what the public does not read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct StaffRecordOut {
    /// The record.
    pub id: Uuid,
    /// Its version, from 1.
    pub version: i64,
    /// What was done last.
    pub act: Act,
    /// Why, where it was corrected or withdrawn.
    pub act_reason: Option<String>,
    /// The place of the version in the register's Merkle tree; `null` where it is not public.
    pub leaf_index: Option<i64>,
    /// The columns, by name.
    #[cfg_attr(feature = "api", schema(value_type = Object))]
    pub values: Map<String, Json>,
}

/// A record to be entered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RecordIn {
    /// The columns, by name; what is missing is empty.
    #[cfg_attr(feature = "api", schema(value_type = Object))]
    pub values: Map<String, Json>,
}

/// A record as it should have been.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CorrectionIn {
    /// All columns, by name.
    #[cfg_attr(feature = "api", schema(value_type = Object))]
    pub values: Map<String, Json>,
    /// Why; the public reads it beside both versions.
    #[cfg_attr(feature = "api", schema(min_length = 5, max_length = 300))]
    pub reason: String,
}

/// That a record counts no longer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct WithdrawalIn {
    /// Why; the public reads it in the record's history.
    #[cfg_attr(feature = "api", schema(min_length = 5, max_length = 300))]
    pub reason: String,
}

/// How many records one request withdraws at most: as many as a page of the staff app shows.
pub const MAX_WITHDRAWALS: usize = 100;

/// That several records count no longer, for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct WithdrawalsIn {
    /// The records, as they were seen.
    #[cfg_attr(feature = "api", schema(min_items = 1, max_items = 100))]
    pub records: Vec<RecordSeen>,
    /// Why; the public reads it in the history of each.
    #[cfg_attr(feature = "api", schema(min_length = 5, max_length = 300))]
    pub reason: String,
}

/// A record as somebody saw it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RecordSeen {
    /// The record.
    pub id: Uuid,
    /// The version that was seen.
    #[cfg_attr(feature = "api", schema(minimum = 1))]
    pub version: i64,
}

/// What was withdrawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct WithdrawnOut {
    /// How many records.
    pub withdrawn: u32,
}

/// Where several records are withdrawn at once.
pub fn staff_withdrawals_path(register: &Register) -> String {
    format!("{}/withdrawals", staff_records_path(register))
}

// What the columns may hold is declared by the register.
crate::checks!(RecordIn, |_this, _check| {});
crate::checks!(CorrectionIn, |this, check| {
    check.field("reason", rules::length(&this.reason, 5, 300));
});
crate::checks!(WithdrawalIn, |this, check| {
    check.field("reason", rules::length(&this.reason, 5, 300));
});
crate::checks!(WithdrawalsIn, |this, check| {
    check
        .field("records", some(&this.records))
        .field("reason", rules::length(&this.reason, 5, 300));
});

fn some(records: &[RecordSeen]) -> Result<(), rules::Violation> {
    match records.len() {
        0 => Err(rules::Violation::new(
            "required",
            "Elija al menos un registro.",
        )),
        1..=MAX_WITHDRAWALS => Ok(()),
        _ => Err(rules::Violation::new(
            "too_many",
            "Elija como máximo 100 registros.",
        )),
    }
}
