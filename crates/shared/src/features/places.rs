//! The places of Peru by the codes of INEI: departments, provinces and districts, for choosing one by name.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::rules;
use crate::ubigeo::{Level, Ubigeo};

/// Where places are searched.
pub const PLACES_PATH: &str = "/api/v1/places";
/// Where operators list places, also those that ceased to exist: `?q&level&parent&cursor&limit`.
pub const PLACES_STAFF_PATH: &str = "/api/v1/platform/places";

/// Where a place of a code of INEI is added (POST [`PlaceIn`]), read with its `ETag`, and changed (PUT [`PlaceIn`]).
pub fn place_path(code: &str) -> String {
    format!("{PLACES_STAFF_PATH}/{code}")
}

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

/// What a law says of a place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PlaceIn {
    /// Its name.
    #[cfg_attr(
        feature = "api",
        schema(min_length = 1, max_length = 100, example = "Veintiséis de Octubre")
    )]
    pub name: String,
    /// Its capital, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "api", schema(max_length = 100))]
    pub capital: Option<String>,
    /// First day it exists, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<NaiveDate>,
    /// Last day it existed, when it was closed or merged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<NaiveDate>,
    /// The law that creates, renames or closes it.
    #[cfg_attr(
        feature = "api",
        schema(min_length = 3, max_length = 300, example = "Ley 29991")
    )]
    pub legal_basis: String,
}

crate::checks!(PlaceIn, |this, check| {
    let ends = match this.valid_from.zip(this.valid_to) {
        Some((from, to)) if to < from => Err(rules::Violation::new(
            "before_start",
            "El último día no puede ser anterior al primero.",
        )),
        _ => Ok(()),
    };
    check
        .field("name", rules::length(&this.name, 1, 100))
        .field(
            "capital",
            this.capital
                .as_deref()
                .map_or(Ok(()), |name| rules::length(name, 1, 100)),
        )
        .field("valid_to", ends)
        .field("legal_basis", rules::length(&this.legal_basis, 3, 300));
});
