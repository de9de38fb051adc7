//! Where the records of a register lie: points of one municipality, counts by department over all of them.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Points of one answer.
pub const MOST_POINTS: u32 = 1_000;
/// The country between south and north, in millionths of a degree: what lies beyond was written wrongly.
pub const LATITUDES: (i64, i64) = (-18_400_000, 0);
/// The country between west and east.
pub const LONGITUDES: (i64, i64) = (-81_400_000, -68_600_000);

/// The records of a municipality that have a place, as points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct PointsOut {
    /// The newest records first, at most a thousand.
    pub items: Vec<PointOut>,
    /// How many match and have a place.
    pub placed: u64,
    /// How many match and have none, or one that is not in the country.
    pub without_place: u64,
}

/// A record as a point.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct PointOut {
    /// The record.
    pub id: Uuid,
    /// What people know it by.
    pub label: String,
    /// Millionths of a degree, negative in the south.
    #[cfg_attr(feature = "api", schema(example = -5_194_490))]
    pub latitude_e6: i64,
    /// Millionths of a degree, negative in the west.
    #[cfg_attr(feature = "api", schema(example = -80_632_820))]
    pub longitude_e6: i64,
}

/// How many records the municipalities of a department publish.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct DepartmentRecords {
    /// INEI's code, `01` to `25`.
    #[cfg_attr(feature = "api", schema(example = "20"))]
    pub code: String,
    /// Its name.
    pub name: String,
    /// How many records match.
    pub count: u64,
}

/// Where points are told, from the address of the records ([`PointsOut`]).
pub fn points_path(records: &str) -> String {
    format!("{records}/points")
}

/// Where the counts by department are told, from the address of the records of all ([`DepartmentRecords`]).
pub fn departments_path(records: &str) -> String {
    format!("{records}/departments")
}
