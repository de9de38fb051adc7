//! The errors of the API, as its documentation lists them.

use serde::{Deserialize, Serialize};

/// Where the list is read.
pub const ERRORS_PATH: &str = "/api/v1/errors";

/// Where people read about them; an error's `type` leads to the page of its code below this one.
pub const ERRORS_PAGE: &str = "/docs/errors";

/// Where people read about one error.
pub fn error_page(code: &str) -> String {
    format!("{ERRORS_PAGE}/{code}")
}

/// A kind of error.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct ErrorKind {
    /// Stable code, for programs.
    #[cfg_attr(feature = "api", schema(example = "invalid"))]
    pub code: String,
    /// HTTP status of the answer.
    #[cfg_attr(feature = "api", schema(example = 422, minimum = 400, maximum = 599))]
    pub status: u16,
    /// What a person reads.
    #[cfg_attr(feature = "api", schema(example = "Hay datos por corregir"))]
    pub title: String,
    /// When it occurs and what to do then.
    pub meaning: String,
}
