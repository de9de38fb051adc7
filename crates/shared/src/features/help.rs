//! The manuals, one per role, as people read them.

use serde::{Deserialize, Serialize};

use crate::access::Role;

/// Where the manuals are listed.
pub const HELP_PATH: &str = "/api/v1/help";

/// Where the manual of a role is read.
pub fn help_path(role: &str) -> String {
    format!("{HELP_PATH}/{role}")
}

/// The public page of a role's manual.
pub fn manual_page(role: Role) -> String {
    format!("/ayuda/{}", role.code())
}

/// A manual in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct ManualSummary {
    /// Whose it is. Roles that do the same share one: then the list names the first.
    pub role: Role,
    /// Its title.
    #[cfg_attr(
        feature = "api",
        schema(example = "Manual del operador de la plataforma")
    )]
    pub title: String,
}

/// A manual.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct Manual {
    /// Whose it is.
    pub role: Role,
    /// Its title.
    pub title: String,
    /// Its text, harmless HTML that begins below the title.
    pub body_html: String,
}
