//! What a municipality decides about its visitor register.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::features::interests::answers::{DEFAULT_ANSWER_DAYS, MAX_ANSWER_DAYS};
use crate::rules::{self, Violation};

/// Where the settings are read, and replaced (PUT [`VisitSettingsIn`] with `If-Match`).
pub const VISIT_SETTINGS_PATH: &str = "/api/v1/admin/visits/settings";
/// Where it is decided whether the public reads whole document numbers (POST [`FullDocumentsIn`]).
pub const FULL_DOCUMENTS_PATH: &str = "/api/v1/admin/visits/settings/full-documents";

/// Longest limit: a visit of yesterday is never on time.
pub const MAX_LIMIT_MINUTES: u16 = 240;
/// Most places or gates.
const MAX_NAMES: usize = 100;

/// What a municipality decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct VisitSettingsIn {
    /// Minutes after which an entry is late.
    #[cfg_attr(feature = "api", schema(minimum = 1, maximum = 240, example = 15))]
    pub limit_minutes: u16,
    /// Places that the desk offers.
    #[cfg_attr(feature = "api", schema(max_items = 100))]
    pub places: Vec<String>,
    /// Gates that the desk offers.
    #[cfg_attr(feature = "api", schema(max_items = 100))]
    pub gates: Vec<String>,
    /// Working days in which an official confirms or rejects an act of interest management.
    #[serde(default = "default_answer_days")]
    #[cfg_attr(feature = "api", schema(minimum = 1, maximum = 30, example = 5))]
    pub answer_days: u16,
}

/// The settings in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct VisitSettings {
    /// Minutes after which an entry is late.
    pub limit_minutes: u16,
    /// Places that the desk offers.
    pub places: Vec<String>,
    /// Gates that the desk offers.
    pub gates: Vec<String>,
    /// Whether the public reads whole document numbers on list and record, as the municipality reads Ley 28024.
    pub is_full_document: bool,
    /// Whether what is entered is published; until the register is in production the desk works in training only. A device
    /// that kept its seat before this was said was in production.
    #[serde(default = "yes")]
    pub is_in_production: bool,
    /// Working days in which an official confirms or rejects an act of interest management.
    pub answer_days: u16,
    /// When they were changed last; `null` where they never were.
    pub updated_at: Option<DateTime<Utc>>,
}

const fn yes() -> bool {
    true
}

/// Whether the public reads whole document numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FullDocumentsIn {
    /// Whether it does.
    pub is_full_document: bool,
    /// Who decided so and on which reading of the norms.
    #[cfg_attr(feature = "api", schema(min_length = 10, max_length = 300))]
    pub reason: String,
}

const fn default_answer_days() -> u16 {
    DEFAULT_ANSWER_DAYS
}

fn names(names: &[String]) -> Result<(), Violation> {
    if names.len() > MAX_NAMES {
        return Err(Violation::new("too_many", "Son más de 100 líneas."));
    }
    names.iter().try_for_each(|name| rules::length(name, 1, 60))
}

crate::checks!(VisitSettingsIn, |this, check| {
    let limit = if (1..=MAX_LIMIT_MINUTES).contains(&this.limit_minutes) {
        Ok(())
    } else {
        Err(Violation::new("range", "Escriba de 1 a 240 minutos."))
    };
    let days = if (1..=MAX_ANSWER_DAYS).contains(&this.answer_days) {
        Ok(())
    } else {
        Err(Violation::new("range", "Escriba de 1 a 30 días hábiles."))
    };
    check
        .field("answer_days", days)
        .field("limit_minutes", limit)
        .field("places", names(&this.places))
        .field("gates", names(&this.gates));
});

crate::checks!(FullDocumentsIn, |this, check| {
    check.field("reason", rules::length(&this.reason, 10, 300));
});
