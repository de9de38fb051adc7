//! Who heads a municipality.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::optional;
use crate::rules::{self, Violation};

/// Who heads the municipality. Elected and not appointed by a grant, so the municipality enters it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Authority {
    /// The post: `Alcalde` or `Alcaldesa`.
    #[cfg_attr(
        feature = "api",
        schema(min_length = 3, max_length = 60, example = "Alcaldesa")
    )]
    pub post: String,
    /// Given and family names.
    #[cfg_attr(feature = "api", schema(min_length = 3, max_length = 120))]
    pub name: String,
    /// The act that accredits the person, as the credential of the Jurado Nacional de Elecciones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "api", schema(max_length = 120))]
    pub resolution: Option<String>,
    /// First day in office.
    pub starts_on: NaiveDate,
    /// Last day in office; a mandate lasts four years (Ley 26864).
    pub ends_on: NaiveDate,
}

impl Authority {
    /// Whether the person is in office on this day.
    pub fn on(&self, day: NaiveDate) -> bool {
        (self.starts_on..=self.ends_on).contains(&day)
    }
}

crate::checks!(Authority, |this, check| {
    let term = if this.ends_on < this.starts_on {
        Err(Violation::new(
            "before_start",
            "El mandato termina después de empezar.",
        ))
    } else {
        Ok(())
    };
    check
        .field("post", rules::length(&this.post, 3, 60))
        .field("name", rules::length(&this.name, 3, 120))
        .field(
            "resolution",
            optional(&this.resolution, |text| rules::length(text, 3, 120)),
        )
        .field("ends_on", term);
});
