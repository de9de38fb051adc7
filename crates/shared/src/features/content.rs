//! What a municipality publishes on its portal besides registers: pages, offices, its organisation, videos,
//! its calendar, and where its transparency stands.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Where the published pages of a municipality are listed ([`PageSummaryPublic`], by title).
pub fn pages_path(slug: &str) -> String {
    format!("/api/v1/m/{slug}/pages")
}

/// Where one published page is read ([`PagePublic`]); `page` is its name in addresses.
pub fn page_path(slug: &str, page: &str) -> String {
    format!("/api/v1/m/{slug}/pages/{page}")
}

/// Where the offices of a municipality are listed ([`OfficePublic`], the main one first).
pub fn offices_path(slug: &str) -> String {
    format!("/api/v1/m/{slug}/offices")
}

/// Where the organisation of a municipality is read ([`OrgUnitPublic`], the highest units with those below them).
pub fn org_units_path(slug: &str) -> String {
    format!("/api/v1/m/{slug}/org-units")
}

/// Where the videos of a municipality are listed ([`VideoPublic`], in the order the municipality gave them).
pub fn videos_path(slug: &str) -> String {
    format!("/api/v1/m/{slug}/videos")
}

/// A published page, as lists and the search show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct PageSummaryPublic {
    /// Its name in addresses.
    #[cfg_attr(feature = "api", schema(example = "historia"))]
    pub slug: String,
    /// What it is called.
    pub title: String,
    /// What it tells, in one or two sentences.
    pub summary: Option<String>,
}

/// A published page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct PagePublic {
    /// Its name in addresses.
    #[cfg_attr(feature = "api", schema(example = "historia"))]
    pub slug: String,
    /// What it is called.
    pub title: String,
    /// What it tells, in one or two sentences.
    pub summary: Option<String>,
    /// Its content as HTML, reduced by the API to harmless elements: browsers show it as it is.
    pub body_html: String,
    /// When it changed last.
    pub updated_at: DateTime<Utc>,
}

/// A place where the municipality attends people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct OfficePublic {
    /// What it is called.
    #[cfg_attr(feature = "api", schema(example = "Mesa de partes"))]
    pub name: String,
    /// Street address.
    pub address: Option<String>,
    /// Institutional phone.
    pub phone: Option<String>,
    /// Institutional mail.
    pub email: Option<String>,
    /// Opening hours, one line each.
    #[serde(default)]
    pub hours: Vec<String>,
    /// Millionths of a degree, north positive.
    #[cfg_attr(feature = "api", schema(example = -5_194_490))]
    pub latitude_e6: Option<i32>,
    /// Millionths of a degree, east positive.
    #[cfg_attr(feature = "api", schema(example = -80_632_820))]
    pub longitude_e6: Option<i32>,
}

/// A unit of the municipality's organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct OrgUnitPublic {
    /// Its siglas.
    #[cfg_attr(feature = "api", schema(example = "GAT"))]
    pub siglas: String,
    /// What it is called.
    #[cfg_attr(
        feature = "api",
        schema(example = "Gerencia de Administración Tributaria")
    )]
    pub name: String,
    /// The units below it, in the order of the organisation.
    #[serde(default)]
    #[cfg_attr(feature = "api", schema(no_recursion))]
    pub children: Vec<OrgUnitPublic>,
}

/// A video of the municipality.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct VideoPublic {
    /// What it is called.
    pub title: String,
    /// Where it is seen; always `https://`.
    pub url: String,
    /// What it shows.
    pub description: Option<String>,
    /// The day it was published.
    #[serde(default)]
    pub published_on: Option<NaiveDate>,
    /// Whether it has captions.
    #[serde(default)]
    pub has_captions: bool,
    /// What is said and seen in it, as HTML that the API reduced to harmless elements.
    #[serde(default)]
    pub transcript_html: Option<String>,
}

/// Where the headings of transparency of a municipality are read ([`PteThemePublic`], in the order of the PTE).
pub fn transparency_path(slug: &str) -> String {
    format!("/api/v1/m/{slug}/transparency")
}

/// Where the calendar of a municipality is read ([`AgendaPublic`]).
pub fn agenda_path(slug: &str) -> String {
    format!("/api/v1/m/{slug}/agenda")
}

/// Where the calendar of a municipality is subscribed to (RFC 5545).
pub fn agenda_feed_path(slug: &str) -> String {
    format!("/api/v1/m/{slug}/agenda.ics")
}

/// A theme of the Portal de Transparencia Estándar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct PteThemePublic {
    /// Its official name.
    #[cfg_attr(feature = "api", schema(example = "Datos generales"))]
    pub title: String,
    /// Its headings, in the order the municipality gave them.
    pub items: Vec<PteItemPublic>,
}

/// A heading of the Portal de Transparencia Estándar, and where it is published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct PteItemPublic {
    /// What it is called.
    pub title: String,
    /// The kinds of documents in it.
    pub detail: Option<String>,
    /// How often it is brought up to date.
    #[cfg_attr(feature = "api", schema(example = "Cada trimestre"))]
    pub periodicity: String,
    /// The norm that asks for it.
    pub legal_basis: String,
    /// Where this portal publishes it, one of its pages or `https://…`; `null` when it does not.
    pub href: Option<String>,
    /// When what is published here was brought up to date.
    pub updated_on: Option<NaiveDate>,
    /// Where it stands on the national portal.
    pub national_url: String,
    /// Why there is nothing, and since when.
    pub notice: Option<String>,
}

/// A municipality's calendar as of today.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct AgendaPublic {
    /// Today and later, the next one first.
    pub upcoming: Vec<EventPublic>,
    /// Before today, the last one first; at most twenty.
    pub past: Vec<EventPublic>,
}

/// An entry of a municipality's calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct EventPublic {
    /// Identifier, the same in the feed.
    pub id: Uuid,
    /// What it is, in words.
    #[cfg_attr(feature = "api", schema(example = "Sesión de concejo"))]
    pub kind: String,
    /// What it is called.
    pub title: String,
    /// Its day, or the first one.
    pub starts_on: NaiveDate,
    /// Its last day; the same where it has one day.
    pub ends_on: NaiveDate,
    /// The hour in Lima at which it begins, `HH:MM`; `null` for the whole day.
    pub time: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// What for, and who may come.
    pub description: Option<String>,
    /// The norm it rests on.
    pub legal_basis: Option<String>,
    /// When the entry changed last.
    pub updated_at: DateTime<Utc>,
}
