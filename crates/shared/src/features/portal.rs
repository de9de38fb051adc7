//! A municipality's public portal: what its shell and its home page need, in one answer.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::directory::{MunicipalityKind, PortalStatus};
use crate::kit::text_enum::text_enum;

pub mod lifecycle;
pub mod widgets;

/// Where the portal of a municipality is read.
pub fn portal_path(slug: &str) -> String {
    format!("/api/v1/m/{slug}")
}

/// Where the notice of a suspended portal is read.
pub fn suspension_path(slug: &str) -> String {
    format!("/api/v1/m/{slug}/suspension")
}

text_enum! {
    /// What a public page says it is.
    PortalMode {
        /// The municipality answers for it.
        Official = "official",
        /// Invented or borrowed data, to show the platform.
        Demo = "demo",
        /// Staff are practising.
        Training = "training",
    }
}

/// Why a portal is not served for the time being, for the notice in its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct SuspensionPublic {
    /// Full name of the municipality.
    pub name: String,
    /// Since when.
    pub since: DateTime<Utc>,
    /// Why.
    pub reason: String,
    /// Number of the document that orders it.
    #[cfg_attr(feature = "api", schema(example = "Oficio N.° 21-2026-A/MPP"))]
    pub resolution_number: String,
    /// Its date.
    pub resolution_date: NaiveDate,
    /// How to reach the municipality meanwhile.
    pub contact: Contact,
}

/// One municipality as its own portal shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct PortalPublic {
    /// Stable name in addresses.
    pub slug: String,
    /// Full name.
    pub name: String,
    /// Its level.
    pub kind: MunicipalityKind,
    /// How far its portal has come.
    pub status: PortalStatus,
    /// What the page says it is.
    pub mode: PortalMode,
    /// Eleven digits, where known.
    pub ruc: Option<String>,
    /// Six digits, INEI.
    pub ubigeo: String,
    /// Name of the department.
    pub department: String,
    /// Name of the province.
    pub province: String,
    /// Name of the district.
    pub district: String,
    /// Its own domain once active.
    pub domain: Option<String>,
    /// The stylesheet with its colours.
    pub theme_url: Option<String>,
    /// Its coat of arms.
    pub coat_of_arms: Option<Image>,
    /// The image of its header.
    pub header_image: Option<Image>,
    /// One sentence about the municipality.
    pub summary: Option<String>,
    /// The menu, only what is visible, in order.
    pub menu: Vec<MenuNode>,
    /// Header widgets that are not stale.
    pub widgets: Vec<Widget>,
    /// How to reach it.
    pub contact: Contact,
    /// What comes next in its agenda, at most three.
    #[serde(default)]
    pub next_events: Vec<NextEvent>,
    /// How much of its transparency stands in this portal.
    #[serde(default)]
    pub transparency: TransparencyShare,
    /// Who answers for what in this portal, by post.
    pub officers: Vec<Officer>,
    /// Links to the State that the footer carries.
    pub state_links: Vec<Link>,
    /// When any of this changed last.
    pub updated_at: DateTime<Utc>,
}

/// A picture with its size, so that nothing jumps when it arrives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct Image {
    /// Where it is served.
    pub url: String,
    /// What it shows, for those who do not see it.
    pub alt: String,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
}

/// An entry of the menu tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct MenuNode {
    /// What it says.
    pub label: String,
    /// `https://…`, or a page of this portal without its prefix: `transparencia`. Empty for a mere heading.
    pub href: String,
    /// Entries below it.
    #[serde(default)]
    #[cfg_attr(feature = "api", schema(no_recursion))]
    pub children: Vec<MenuNode>,
}

/// A value with its date and its source: UIT, exchange rate, weather, name of the year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct Widget {
    /// What it is.
    pub kind: WidgetKind,
    /// The value as people read it: `S/ 5,500`.
    pub value: String,
    /// The day it holds for.
    pub valid_on: NaiveDate,
    /// Where it comes from.
    pub source: String,
    /// Official name of the decade, beside that of the year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decade: Option<String>,
}

/// The kinds of header widgets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum WidgetKind {
    /// Official name of the year.
    YearName,
    /// Unidad Impositiva Tributaria.
    Uit,
    /// Soles for a dollar, buying and selling.
    ExchangeRate,
    /// Weather, entered by the municipality.
    Weather,
}

/// How to reach the municipality.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct Contact {
    /// Street address.
    pub address: Option<String>,
    /// Switchboard.
    pub phone: Option<String>,
    /// Institutional mail.
    pub email: Option<String>,
    /// Opening hours, one line each.
    #[serde(default)]
    pub hours: Vec<String>,
}

/// An entry of the agenda, as the home page announces it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct NextEvent {
    /// What it is called.
    #[cfg_attr(feature = "api", schema(example = "Sesión ordinaria de concejo"))]
    pub title: String,
    /// Its first day.
    pub starts_on: NaiveDate,
    /// `HH:MM` in Lima, where it has an hour.
    #[cfg_attr(feature = "api", schema(example = "18:00"))]
    pub time: Option<String>,
    /// Where.
    pub place: Option<String>,
}

/// How many headings of the Portal de Transparencia Estándar a portal answers itself, with what it publishes or with a
/// notice why there is nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct TransparencyShare {
    /// Answered here.
    pub answered: u32,
    /// All of them.
    pub headings: u32,
    /// When one of them was brought up to date last.
    pub updated_on: Option<NaiveDate>,
}

/// A post that answers for something in the portal, and who holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct Officer {
    /// What for: `Portal de Transparencia`.
    pub subject: String,
    /// Who.
    pub name: String,
    /// The resolution that designates the person.
    pub resolution: Option<String>,
}

/// A link with its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct Link {
    /// What it says.
    pub label: String,
    /// Where it goes.
    pub url: String,
}
