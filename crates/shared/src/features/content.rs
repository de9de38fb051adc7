//! What a municipality publishes on its portal besides registers: pages, offices, its organisation, videos.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

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
}
