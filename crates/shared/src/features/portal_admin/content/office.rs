//! A place where neighbours are attended, and where it lies.

use serde::{Deserialize, Serialize};

use crate::features::portal_admin::{hours, optional};
use crate::rules::{self, Violation};

/// A place where neighbours are attended.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OfficeIn {
    /// What it is called.
    #[cfg_attr(
        feature = "api",
        schema(min_length = 3, max_length = 120, example = "Palacio Municipal")
    )]
    pub name: String,
    /// Street address.
    #[cfg_attr(feature = "api", schema(min_length = 3, max_length = 200))]
    pub address: String,
    /// Phone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "api", schema(max_length = 30))]
    pub phone: Option<String>,
    /// Mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "api", schema(max_length = 254))]
    pub email: Option<String>,
    /// Opening hours, one line each, at most ten.
    #[serde(default)]
    #[cfg_attr(feature = "api", schema(max_items = 10))]
    pub hours: Vec<String>,
    /// Where it lies (WGS 84).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<GeoPoint>,
}

crate::checks!(OfficeIn, |this, check| {
    check
        .field("name", rules::length(&this.name, 3, 120))
        .field("address", rules::length(&this.address, 3, 200))
        .field("phone", optional(&this.phone, rules::phone))
        .field("email", optional(&this.email, rules::email))
        .field("hours", hours(&this.hours));
    if let Some(position) = &this.position {
        check.nested("position", position);
    }
});

/// A point in Peru, in degrees (WGS 84).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct GeoPoint {
    /// Degrees north; negative in Peru.
    #[cfg_attr(feature = "api", schema(minimum = -18.5, maximum = 0.0, example = -5.1973))]
    pub latitude: f64,
    /// Degrees east; negative in Peru.
    #[cfg_attr(feature = "api", schema(minimum = -81.5, maximum = -68.5, example = -80.6266))]
    pub longitude: f64,
}

crate::checks!(GeoPoint, |this, check| {
    let within = |holds: bool, message: &'static str| {
        if holds {
            Ok(())
        } else {
            Err(Violation::new("outside_peru", message))
        }
    };
    check
        .field(
            "latitude",
            within(
                (-18.5..=0.0).contains(&this.latitude),
                "En el Perú la latitud va de -18.5 a 0, por ejemplo -5.1973.",
            ),
        )
        .field(
            "longitude",
            within(
                (-81.5..=-68.5).contains(&this.longitude),
                "En el Perú la longitud va de -81.5 a -68.5, por ejemplo -80.6266.",
            ),
        );
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::check::Check;

    fn fields(value: &impl Check) -> Vec<String> {
        value.check().into_iter().map(|error| error.field).collect()
    }

    #[test]
    fn an_office_lies_in_peru() {
        let mut office = OfficeIn {
            name: "Palacio Municipal".into(),
            address: "Jr. Ayacucho 377".into(),
            position: Some(GeoPoint {
                latitude: -5.1973,
                longitude: -80.6266,
            }),
            ..OfficeIn::default()
        };
        assert!(office.check().is_empty());
        office.position = Some(GeoPoint {
            latitude: 40.4,
            longitude: f64::NAN,
        });
        assert_eq!(fields(&office), ["position.latitude", "position.longitude"]);
    }
}
