//! Offices, with their place on the map.

use shared::access::Permission;
use shared::features::portal_admin::content::GeoPoint;
use shared::features::portal_admin::{ContentKind, OfficeIn};

use crate::features::portal_admin::content::fields::{Field, Input, field};
use crate::features::portal_admin::content::{Editable, Words};
use crate::i18n::t;
use crate::ui::InputWidth;

impl Editable for OfficeIn {
    const KIND: ContentKind = ContentKind::Offices;
    const PAGE: &'static str = "/admin/portal/oficinas";
    const ITEM_PAGE: &'static str = "/admin/portal/oficinas/{id}";
    const PERMISSION: Permission = Permission::ContentEdit;
    const WORDS: Words = Words {
        title: t::CONTENT_OFFICES_TITLE,
        lead: t::CONTENT_OFFICES_LEAD,
        add: t::CONTENT_OFFICES_ADD,
        icon: "map-pin",
    };
    const FIELDS: &'static [Field<Self>] = &[
        field!(name, t::CONTENT_OFFICE_NAME, Input::text(120)),
        field!(address, t::CONTACT_ADDRESS, Input::text(200)),
        field!(
            phone,
            t::CONTACT_PHONE,
            Input::Line("tel", InputWidth::Medium, 30)
        )
        .optional(),
        field!(
            email,
            t::CONTACT_EMAIL,
            Input::Line("email", InputWidth::Full, 254)
        )
        .optional(),
        field!(hours, t::CONTACT_HOURS, Input::Lines(4, 1_300))
            .hint(t::CONTACT_HOURS_HINT)
            .optional(),
        Field::<Self>::new(
            "position.latitude",
            t::CONTENT_OFFICE_LATITUDE,
            Input::Line("text", InputWidth::Medium, 12),
            |it| {
                it.position
                    .map(|point| point.latitude.to_string())
                    .unwrap_or_default()
            },
            |it, text| {
                it.position = latitude(&text);
                true
            },
        )
        .hint(t::CONTENT_OFFICE_POSITION_HINT)
        .optional(),
        Field::<Self>::new(
            "position.longitude",
            t::CONTENT_OFFICE_LONGITUDE,
            Input::Line("text", InputWidth::Medium, 12),
            |it| {
                it.position
                    .map(|point| point.longitude.to_string())
                    .unwrap_or_default()
            },
            |it, text| {
                it.position = longitude(it.position, &text);
                true
            },
        )
        .optional(),
    ];

    fn label(&self) -> String {
        self.name.clone()
    }

    fn detail(&self) -> String {
        self.address.clone()
    }
}

/// What is no number lies outside Peru, so that the rule names its field.
fn degrees(text: &str) -> f64 {
    text.replace(',', ".").parse().unwrap_or(f64::NAN)
}

/// The first half of a position; the other is missing until it is read.
fn latitude(text: &str) -> Option<GeoPoint> {
    (!text.is_empty()).then(|| GeoPoint {
        latitude: degrees(text),
        longitude: f64::NAN,
    })
}

/// A position with its second half.
fn longitude(half: Option<GeoPoint>, text: &str) -> Option<GeoPoint> {
    if half.is_none() && text.is_empty() {
        return None;
    }
    Some(GeoPoint {
        latitude: half.map_or(f64::NAN, |point| point.latitude),
        longitude: degrees(text),
    })
}

#[cfg(test)]
mod tests {
    use shared::kit::check::Check;

    use super::*;

    #[test]
    fn half_a_position_is_named_and_none_is_none() {
        let point = |north: &str, east: &str| longitude(latitude(north), east);
        let wrong = |point: Option<GeoPoint>| point.unwrap().check().first().unwrap().field.clone();
        assert_eq!(point("", ""), None);
        assert!(point("-5,1973", "-80.6266").unwrap().check().is_empty());
        assert_eq!(wrong(point("-5.1973", "")), "longitude");
        assert_eq!(wrong(point("", "-80.6266")), "latitude");
    }
}
