//! The public directory of municipalities: who they are, and whether they have a portal.

use serde::{Deserialize, Serialize};

use crate::kit::text_enum::text_enum;

/// Where the list is read.
pub const MUNICIPALITIES_PATH: &str = "/api/v1/municipalities";
/// Where the totals are read.
pub const TOTALS_PATH: &str = "/api/v1/municipalities/totals";

text_enum! {
    /// The level of a municipality (Ley 27972, art. 3).
    MunicipalityKind {
        /// Municipalidad provincial.
        Provincial = "provincial",
        /// Municipalidad distrital.
        District = "district",
        /// Municipalidad de centro poblado.
        PopulatedCenter = "populated_center",
    }
}

text_enum! {
    /// How far a municipality has come with its portal.
    PortalStatus {
        /// Known from the State's registers; nobody has asked for a portal yet.
        WithoutPortal = "without_portal",
        /// The portal was created; its administrator has not signed in yet.
        Created = "created",
        /// The administrator is setting it up.
        Configuring = "configuring",
        /// Complete, served under the platform's address.
        ReadyForDomain = "ready_for_domain",
        /// Served under the municipality's own domain.
        DomainActive = "domain_active",
        /// Served under its own domain, which now stands in the municipality's own account at the registrar.
        Transferred = "transferred",
        /// Not served for the time being.
        Suspended = "suspended",
    }
}

impl PortalStatus {
    /// What people call it, on screens and in mails.
    pub const fn label(self) -> &'static str {
        match self {
            Self::WithoutPortal => "Sin portal",
            Self::Created => "Portal creado",
            Self::Configuring => "En preparación",
            Self::ReadyForDomain => "En servicio",
            Self::DomainActive => "Con dominio propio",
            Self::Transferred => "Transferido",
            Self::Suspended => "Suspendido",
        }
    }

    /// Whether a neighbour who follows the link finds a portal.
    pub const fn has_portal(self) -> bool {
        !matches!(self, Self::WithoutPortal | Self::Suspended)
    }

    /// Whether somebody answers for a portal, be it served or not.
    pub const fn is_granted(self) -> bool {
        !matches!(self, Self::WithoutPortal)
    }
}

/// One municipality, as the directory lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct MunicipalityListItem {
    /// Stable name in addresses: `munipiura`.
    #[cfg_attr(feature = "api", schema(example = "munipiura"))]
    pub slug: String,
    /// Full name: `Municipalidad Provincial de Piura`.
    #[cfg_attr(feature = "api", schema(example = "Municipalidad Provincial de Piura"))]
    pub name: String,
    /// Its level.
    pub kind: MunicipalityKind,
    /// Eleven digits, where known.
    #[cfg_attr(feature = "api", schema(example = "20154477374"))]
    pub ruc: Option<String>,
    /// Six digits, INEI.
    #[cfg_attr(feature = "api", schema(example = "200101"))]
    pub ubigeo: String,
    /// Name of the department.
    #[cfg_attr(feature = "api", schema(example = "Piura"))]
    pub department: String,
    /// Name of the province.
    #[cfg_attr(feature = "api", schema(example = "Piura"))]
    pub province: String,
    /// Name of the district.
    #[cfg_attr(feature = "api", schema(example = "Piura"))]
    pub district: String,
    /// How far it has come with its portal.
    pub status: PortalStatus,
    /// When its portal was created, `YYYY-MM-DD`.
    pub created_on: Option<chrono::NaiveDate>,
    /// Address of its portal, absolute or on this origin; `null` without one.
    #[cfg_attr(feature = "api", schema(example = "/m/munipiura"))]
    pub url: Option<String>,
    /// Its own domain once active.
    #[cfg_attr(feature = "api", schema(example = "www.munipiura.gob.pe"))]
    pub domain: Option<String>,
    /// Address of its coat of arms, where it has one.
    #[serde(default)]
    pub coat_of_arms: Option<String>,
}

/// How many municipalities there are, and how many have a portal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct DirectoryTotals {
    /// All municipalities of the directory.
    pub total: u64,
    /// Those with a portal.
    pub with_portal: u64,
    /// By department, in the order of their codes.
    pub departments: Vec<DepartmentTotals>,
    /// Portals created by month, oldest first.
    pub periods: Vec<PeriodTotals>,
    /// When it was counted.
    pub counted_at: chrono::DateTime<chrono::Utc>,
}

/// The totals of one department.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct DepartmentTotals {
    /// Two digits, INEI.
    pub code: String,
    /// Its name.
    pub name: String,
    /// All municipalities.
    pub total: u64,
    /// Those with a portal.
    pub with_portal: u64,
}

/// The portals created in one month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct PeriodTotals {
    /// `YYYY-MM`.
    pub period: String,
    /// How many portals were created.
    pub created: u64,
}
