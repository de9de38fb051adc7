//! Who holds which role, by which resolution, since when and until when.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::accounts::PersonIn;
use crate::access::Role;
use crate::checks;
use crate::rules::{Violation, length};

/// The grants of the municipality the session works for.
pub const GRANTS_PATH: &str = "/api/v1/admin/grants";
/// The platform operators.
pub const OPERATORS_PATH: &str = "/api/v1/platform/operators";

/// The administrators of a municipality's portal, as operators see and name them.
pub fn administrators_path(municipality: &str) -> String {
    format!("/api/v1/platform/municipalities/{municipality}/administrators")
}

/// Where the public reads who answers for what in a municipality.
pub fn responsibles_path(slug: &str) -> String {
    format!("/api/v1/m/{slug}/responsibles")
}

/// The resolution that designates a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Resolution {
    /// Its number as written on it.
    #[cfg_attr(
        feature = "api",
        schema(
            example = "Resolución de Alcaldía N.° 045-2026-A/MPP",
            min_length = 3,
            max_length = 120
        )
    )]
    pub number: String,
    /// Its date.
    pub date: NaiveDate,
    /// Its scan, uploaded before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file_id: Option<Uuid>,
}

checks!(Resolution, |it, checker| {
    checker.field("number", length(&it.number, 3, 120));
});

/// Gives a person a role; the account is made, and the person invited, where there is none yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct GrantIn {
    /// The person.
    pub person: PersonIn,
    /// The role.
    pub role: Role,
    /// For an officer of a rubro of the Portal de Transparencia: which one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theme: Option<String>,
    /// By what the person is designated.
    pub resolution: Resolution,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day; `null` until it is ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_on: Option<NaiveDate>,
}

checks!(GrantIn, |it, checker| {
    let theme = match (it.role, it.theme.as_deref()) {
        (Role::ThemeOfficer, Some(theme)) => length(theme, 2, 80),
        (Role::ThemeOfficer, None) => Err(Violation::new("required", "Indique el rubro.")),
        (_, None) => Ok(()),
        (_, Some(_)) => Err(Violation::new(
            "not_applicable",
            "Solo el responsable de un rubro lleva rubro.",
        )),
    };
    let ends = match it.ends_on {
        Some(ends) if ends < it.starts_on => Err(Violation::new(
            "ends_before_start",
            "La fecha final no puede ser anterior a la inicial.",
        )),
        _ => Ok(()),
    };
    checker
        .nested("person", &it.person)
        .field("theme", theme)
        .nested("resolution", &it.resolution)
        .field("ends_on", ends);
});

/// Makes a person an operator of the platform.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OperatorIn {
    /// The person.
    pub person: PersonIn,
    /// By what the person is designated.
    pub resolution: Resolution,
    /// Last day; `null` until it is ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_on: Option<NaiveDate>,
}

checks!(OperatorIn, |it, checker| {
    checker
        .nested("person", &it.person)
        .nested("resolution", &it.resolution);
});

/// Ends a grant before its time: cessation, another resolution.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct GrantEndIn {
    /// Why.
    #[cfg_attr(
        feature = "api",
        schema(
            example = "Cese, Resolución de Alcaldía N.° 101-2026-A/MPP",
            min_length = 5,
            max_length = 300
        )
    )]
    pub reason: String,
}

checks!(GrantEndIn, |it, checker| {
    checker.field("reason", length(&it.reason, 5, 300));
});

/// How a grant stands today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum GrantStatus {
    /// Its first day has not come.
    Upcoming,
    /// In force.
    Active,
    /// Its last day has passed.
    Lapsed,
    /// Ended by an act.
    Ended,
}

/// A grant as the staff see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct GrantOut {
    /// Identifier.
    pub id: Uuid,
    /// The account that holds it.
    pub account_id: Uuid,
    /// Whose it is.
    pub name: String,
    /// Mail, masked.
    pub email: String,
    /// Document, masked.
    pub document: String,
    /// Whether the person has accepted the invitation.
    pub accepted: bool,
    /// Whether the account was disabled: the person does not sign in, whatever roles there are.
    #[serde(default)]
    pub disabled: bool,
    /// Whether the account has a second factor.
    #[serde(default)]
    pub second_factor: bool,
    /// The role.
    pub role: Role,
    /// The rubro, for an officer of one.
    pub theme: Option<String>,
    /// By what it was given.
    pub resolution: Resolution,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day.
    pub ends_on: Option<NaiveDate>,
    /// How it stands today.
    pub status: GrantStatus,
    /// When it was ended by an act.
    pub ended_at: Option<DateTime<Utc>>,
    /// Why it was ended.
    pub end_reason: Option<String>,
}

/// Somebody who answers for something, as the public sees it (Ley 27806, art. 5; DS 072-2003-PCM, art. 4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct Responsible {
    /// What for.
    pub role: Role,
    /// The rubro, for an officer of one.
    pub theme: Option<String>,
    /// Who.
    pub name: String,
    /// The resolution that designates the person.
    pub resolution: String,
    /// Its date.
    pub resolution_date: NaiveDate,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day; `null` until further notice.
    pub ends_on: Option<NaiveDate>,
}

impl Responsible {
    /// Whether the person answers on this day.
    pub fn on(&self, day: NaiveDate) -> bool {
        self.starts_on <= day && self.ends_on.is_none_or(|ends| day <= ends)
    }
}

/// Who answers for what in a municipality.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct Responsibles {
    /// By role, then by name.
    pub items: Vec<Responsible>,
}
