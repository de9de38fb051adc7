//! The public deadline calculator: where it answers and what; the count itself is in [`crate::deadline`].

pub use crate::deadline::{Deadline as DeadlineAnswer, Step as DeadlineStep};

/// Where the calculator answers.
pub const DEADLINE_PATH: &str = "/api/v1/tools/deadline";
