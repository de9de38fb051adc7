//! The one error shape of the API: a problem document of RFC 9457.

use serde::{Deserialize, Serialize};

/// What went wrong with one field of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// Path of the field as it stands in the request: `responsible.dni`, `menu[2].label`.
    pub field: String,
    /// Stable code a program can branch on, in snake_case.
    pub code: String,
    /// What to do about it, in Spanish.
    pub message: String,
}

impl FieldError {
    /// Builds the error of one field.
    pub fn new(
        field: impl Into<String>,
        code: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            field: field.into(),
            code: code.into(),
            message: message.into(),
        }
    }
}

/// The body of every answer that is not a success (`application/problem+json`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct Problem {
    /// Address of the explanation of this kind of problem.
    #[serde(rename = "type")]
    pub kind: String,
    /// What happened, in Spanish, for a person.
    pub title: String,
    /// The HTTP status, repeated.
    pub status: u16,
    /// Stable code a program can branch on, in snake_case.
    pub code: String,
    /// The request, to quote when asking for help.
    pub request_id: String,
    /// What is particular to this occurrence, in Spanish.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// One entry per field that breaks a rule; only with status 422.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
}
