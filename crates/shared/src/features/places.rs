//! The places of Peru by the codes of INEI: departments, provinces and districts, for choosing one by name.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ubigeo::{Level, Ubigeo};

/// Where places are searched.
pub const PLACES_PATH: &str = "/api/v1/places";

/// A place, as the search lists it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct PlacePublic {
    /// Two, four or six digits, INEI.
    pub code: Ubigeo,
    /// What it is.
    pub level: Level,
    /// Its name.
    #[cfg_attr(feature = "api", schema(example = "Castilla"))]
    pub name: String,
    /// Its name after those of its department and province.
    #[cfg_attr(feature = "api", schema(example = "Piura, Piura, Castilla"))]
    pub path: String,
    /// The place it lies in; `null` for a department.
    pub parent: Option<Ubigeo>,
    /// Its capital, where known.
    pub capital: Option<String>,
    /// The code RENIEC uses for it, where it has one. Never to be compared with codes of INEI.
    #[cfg_attr(feature = "api", schema(example = "190104"))]
    pub reniec: Option<String>,
    /// Degrees north, where known.
    #[cfg_attr(feature = "api", schema(example = -5.2))]
    pub latitude: Option<f64>,
    /// Degrees east, where known.
    #[cfg_attr(feature = "api", schema(example = -80.6))]
    pub longitude: Option<f64>,
    /// First day it exists, where known.
    pub valid_from: Option<NaiveDate>,
    /// Last day it existed; `null` while it does.
    pub valid_to: Option<NaiveDate>,
}
