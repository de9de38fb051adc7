//! The manuals, one per role, as people read them.

use serde::{Deserialize, Serialize};

use crate::access::Role;

/// Where the manuals are listed.
pub const HELP_PATH: &str = "/api/v1/help";

/// Where the manual of a role is read.
pub fn help_path(role: &str) -> String {
    format!("{HELP_PATH}/{role}")
}

/// Who shares a manual: each line is one, and stands under the name of its first role.
const SHARED_BY: &[&[Role]] = &[
    &[Role::PortalAdmin],
    &[Role::PlatformOperator],
    &[Role::Communications],
    &[Role::DataProtectionOfficer],
    &[Role::InternalAuditor],
    &[Role::TransparencyOfficer],
    &[Role::VisitsAdmin, Role::VisitsRecorder],
    &[
        Role::UnitStaff,
        Role::ThemeOfficer,
        Role::AccessOfficer,
        Role::InformationHolder,
        Role::ComplaintsOfficer,
        Role::ComplaintsDeputy,
        Role::DocumentDesk,
    ],
    &[Role::Citizen],
];

/// The roles under whose names the manuals stand, one each.
pub fn manual_roles() -> impl Iterator<Item = Role> {
    SHARED_BY.iter().filter_map(|roles| roles.first().copied())
}

/// The role under whose name the manual of a role stands; `None` for programs, which have none.
pub fn manual_role(role: Role) -> Option<Role> {
    let shared = SHARED_BY.iter().find(|roles| roles.contains(&role))?;
    shared.first().copied()
}

/// The one public page of a role's manual, whoever it is shared with.
pub fn manual_page(role: Role) -> String {
    format!("/ayuda/{}", manual_role(role).unwrap_or(role).code())
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
    /// The heading under which the words of a search stand; `null` without a search, or where they stand far apart.
    #[serde(default)]
    #[cfg_attr(feature = "api", schema(example = "3. Responder a tiempo"))]
    pub section: Option<String>,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_that_share_a_manual_share_its_page() {
        assert_eq!(manual_page(Role::DocumentDesk), "/ayuda/unit_staff");
        assert_eq!(manual_page(Role::UnitStaff), "/ayuda/unit_staff");
        assert_eq!(manual_role(Role::ApiClient), None);
        let pages: Vec<_> = manual_roles().map(manual_page).collect();
        assert_eq!(pages.len(), 9, "{pages:?}");
    }

    #[test]
    fn every_role_of_a_person_has_one_manual() {
        for role in Role::ALL.iter().filter(|role| **role != Role::ApiClient) {
            let shared = SHARED_BY.iter().filter(|roles| roles.contains(role));
            assert_eq!(shared.count(), 1, "{}", role.code());
        }
    }
}
