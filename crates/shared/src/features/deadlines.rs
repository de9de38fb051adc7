//! Recomputing the terms of open cases after the calendar changed: never by itself, always an act that is journaled.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::kit::text_enum::text_enum;
use crate::rules;

/// Where the open cases whose term would change are read (GET), and moved to it (POST [`RecomputeIn`] with `If-Match`).
pub const RECOMPUTE_PATH: &str = "/api/v1/platform/deadlines/recompute";

text_enum! {
    /// What has a term.
    CaseKind {
        /// A request for a portal.
        PortalRequest = "portal_request",
    }
}

/// An open case whose term is another one by the calendar of today.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct DeadlineChange {
    /// What it is.
    pub kind: CaseKind,
    /// Identifier of the case.
    pub id: Uuid,
    /// Code for people.
    #[cfg_attr(feature = "api", schema(example = "POR-2026-000123"))]
    pub code: String,
    /// Whose case it is.
    pub title: String,
    /// From when the term runs.
    pub counted_from: DateTime<Utc>,
    /// When it ends as it was counted.
    pub due_at: DateTime<Utc>,
    /// When it ends by the calendar of today.
    pub new_due_at: DateTime<Utc>,
}

/// What recomputing would change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct RecomputePreview {
    /// Open cases with a term.
    pub open: u64,
    /// Those whose term would change, by code.
    pub changes: Vec<DeadlineChange>,
}

/// Moves the open cases to their new terms.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RecomputeIn {
    /// Why, with the norm: the people concerned read it.
    #[cfg_attr(
        feature = "api",
        schema(
            min_length = 10,
            max_length = 300,
            example = "El DS 151-2026-PCM declaró no laborable el 27 de noviembre"
        )
    )]
    pub reason: String,
}

crate::checks!(RecomputeIn, |this, check| {
    check.field("reason", rules::length(&this.reason, 10, 300));
});
