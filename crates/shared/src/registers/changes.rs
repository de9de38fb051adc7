//! What became of a register between two moments, on the wire.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::wire::RecordOut;
use crate::kit::text_enum::text_enum;

text_enum! {
    /// How a record stands to an earlier moment.
    Difference {
        /// It was not there.
        Added = "added",
        /// It was open, and what was missing has been filled in.
        Completed = "completed",
        /// It said something else.
        Corrected = "corrected",
        /// It counted then, and no longer.
        Withdrawn = "withdrawn",
    }
}

/// A record that stands otherwise than before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeOut {
    /// The record.
    pub id: Uuid,
    /// How.
    pub change: Difference,
    /// Since when it stands so.
    pub changed_at: DateTime<Utc>,
    /// Why it was corrected or withdrawn.
    pub reason: Option<String>,
    /// As it stood at the first moment; `null` where it was not there.
    pub before: Option<RecordOut>,
    /// As it stands at the second moment; `null` where it no longer counts.
    pub after: Option<RecordOut>,
}

/// A page of differences.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangesPage {
    /// The first moment, left out.
    pub from: DateTime<Utc>,
    /// The second moment.
    pub to: DateTime<Utc>,
    /// The differences, in the order in which they came about.
    pub items: Vec<ChangeOut>,
    /// Where the next page begins; `null` on the last one.
    pub next_cursor: Option<String>,
    /// Not counted.
    pub total: Option<u64>,
}
