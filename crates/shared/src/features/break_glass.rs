//! An operator's timed and reasoned access to a municipality's private data.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::checks;
use crate::rules::{Violation, length};

/// Where accesses are opened and listed.
pub const BREAK_GLASS_PATH: &str = "/api/v1/platform/break-glass";

/// Longest access, in minutes.
pub const MAX_MINUTES: i64 = 240;

/// Opens an access.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BreakGlassIn {
    /// Which municipality.
    pub municipality_id: Uuid,
    /// Why; the municipality reads it.
    #[cfg_attr(
        feature = "api",
        schema(
            example = "Atención del ticket 2026-114: no aparecen los roles",
            min_length = 20,
            max_length = 500
        )
    )]
    pub reason: String,
    /// For how long, at most four hours.
    #[cfg_attr(feature = "api", schema(minimum = 5, maximum = 240, example = 60))]
    pub minutes: i64,
}

checks!(BreakGlassIn, |it, checker| {
    let minutes = if (5..=MAX_MINUTES).contains(&it.minutes) {
        Ok(())
    } else {
        Err(Violation::new(
            "minutes_range",
            "Elija entre 5 minutos y 4 horas.",
        ))
    };
    checker
        .field("reason", length(&it.reason, 20, 500))
        .field("minutes", minutes);
});

/// An access as operators and the municipality see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct BreakGlassOut {
    /// Identifier.
    pub id: Uuid,
    /// Which municipality.
    pub municipality_id: Uuid,
    /// Which operator.
    pub operator: String,
    /// The reason that was given.
    pub reason: String,
    /// When it was opened.
    pub opened_at: DateTime<Utc>,
    /// When it ends by itself.
    pub until: DateTime<Utc>,
    /// When it was closed before.
    pub closed_at: Option<DateTime<Utc>>,
}
