//! The public deadline calculator: the wire shape of `GET /api/v1/tools/deadline`.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// Where the calculator answers.
pub const DEADLINE_PATH: &str = "/api/v1/tools/deadline";

/// When something falls due, and how the days were counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct DeadlineAnswer {
    /// The day on which the act counts as received: the next working day when it fell on one that is not.
    pub received_on: NaiveDate,
    /// The last day, in Lima.
    pub due_on: NaiveDate,
    /// The last instant: 23:59:59 of `due_on` in Lima for terms in days, the exact instant for terms in hours.
    pub due_at: DateTime<Utc>,
    /// Day by day, from the receipt to the last day.
    pub steps: Vec<DeadlineStep>,
}

/// One day of the count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct DeadlineStep {
    /// The day, in Lima.
    pub date: NaiveDate,
    /// Whether it counts towards the term.
    pub counts: bool,
    /// Why, in Spanish: `Sábado`, `Inmaculada Concepción`.
    pub reason: String,
    /// The norm or decree behind it; empty when none is needed.
    pub source: Option<String>,
}
