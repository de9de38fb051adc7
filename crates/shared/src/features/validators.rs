//! Checking the form of a number: format and check digit only; no identity is looked up.

use serde::{Deserialize, Serialize};

/// Whether a number is well formed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct Validation {
    /// Whether format and check digit hold. It says nothing about whether the number was ever issued.
    pub valid: bool,
    /// The number without spaces, dots and hyphens, where it is valid.
    #[cfg_attr(feature = "api", schema(example = "20154477374"))]
    pub normalized: Option<String>,
    /// Why it is not valid, in Spanish.
    pub reason: Option<String>,
}
