//! Rules of single values, as small pure functions that both sides call.

use std::borrow::Cow;

/// A rule that a value breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Stable code a program can branch on, in snake_case.
    pub code: &'static str,
    /// How to mend it, in Spanish.
    pub message: Cow<'static, str>,
}
