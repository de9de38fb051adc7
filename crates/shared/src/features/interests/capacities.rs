//! Subjects with decision capacity: the officials before whom interests are managed, by resolution and for a time
//! (DS 120-2019-PCM). Acts of that time name them; others cannot.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::rules::{self, Violation};

/// Where they are listed (`?on&cursor&limit`) and added (POST [`CapacityIn`]).
pub const CAPACITIES_PATH: &str = "/api/v1/admin/interests/capacities";
/// Where the forms read those in force on a day (`?on`), all at once.
pub const CAPACITIES_IN_FORCE_PATH: &str = "/api/v1/admin/interests/capacities-in-force";

/// Where one is read with its `ETag`.
pub fn capacity_path(id: Uuid) -> String {
    format!("{CAPACITIES_PATH}/{id}")
}

/// Where one ends (POST [`CapacityEndIn`] with `If-Match`).
pub fn capacity_end_path(id: Uuid) -> String {
    format!("{CAPACITIES_PATH}/{id}/end")
}

/// An official is given decision capacity.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CapacityIn {
    /// The official in his post.
    pub official_id: Uuid,
    /// The resolution that says so.
    #[cfg_attr(
        feature = "api",
        schema(
            min_length = 3,
            max_length = 200,
            example = "Resolución de Alcaldía N.° 051-2026-A"
        )
    )]
    pub resolution: String,
    /// First day.
    pub valid_from: NaiveDate,
    /// Last day; none while that is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<NaiveDate>,
    /// His institutional mail: there he is asked to confirm or reject each act. Nobody reads it again.
    #[cfg_attr(feature = "api", schema(example = "obras@municastilla.example"))]
    pub email: String,
}

/// It ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CapacityEndIn {
    /// The last day.
    pub valid_to: NaiveDate,
    /// The resolution that ends it.
    #[cfg_attr(feature = "api", schema(min_length = 3, max_length = 200))]
    pub resolution: String,
}

/// Decision capacity as staff see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct CapacityOut {
    /// This capacity.
    pub id: Uuid,
    /// The official in his post.
    pub official_id: Uuid,
    /// Surnames and names.
    pub official_name: String,
    /// The post.
    pub post: String,
    /// The office.
    pub office: String,
    /// The resolution that gave it.
    pub resolution: String,
    /// First day.
    pub valid_from: NaiveDate,
    /// Last day; `null` while that is open.
    pub valid_to: Option<NaiveDate>,
    /// The resolution that ended it.
    pub end_resolution: Option<String>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

impl CapacityOut {
    /// Whether it counts on a day.
    pub fn is_in_force(&self, day: NaiveDate) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }
}

fn chosen(id: Uuid) -> Result<(), Violation> {
    if id.is_nil() {
        return Err(Violation::new("required", "Elija a un funcionario."));
    }
    Ok(())
}

fn not_before(last: Option<NaiveDate>, first: NaiveDate) -> Result<(), Violation> {
    if last.is_some_and(|last| last < first) {
        let message = "No puede ser anterior al primer día.";
        return Err(Violation::new("before_start", message));
    }
    Ok(())
}

crate::checks!(CapacityIn, |this, check| {
    check
        .field("official_id", chosen(this.official_id))
        .field("resolution", rules::length(&this.resolution, 3, 200))
        .field("valid_to", not_before(this.valid_to, this.valid_from))
        .field("email", rules::email(&this.email));
});

crate::checks!(CapacityEndIn, |this, check| {
    check.field("resolution", rules::length(&this.resolution, 3, 200));
});
