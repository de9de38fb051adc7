//! How a municipality's administrators set up their portal: appearance, contact, header, and what is still missing.
//!
//! Menu, pages, offices, units and videos stand in [`content`]. What neighbours see is
//! `features::portal`.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::portal::widgets::{WidgetChoice, all_widgets, each_once};
use crate::rules::{self, Violation};

mod authority;
mod checklist;
pub mod content;

pub use authority::Authority;
pub use checklist::{Checklist, ChecklistItem, ChecklistKey, DeclareReadyIn};
pub use content::{
    ContentItemIn, ContentItemOut, ContentKind, EventIn, MenuItemIn, OfficeIn, OrderEntry, OrderIn,
    OrgUnitIn, PORTAL_PAGES, PageIn, PteItemIn, VideoIn, WRITTEN_PAGES, content_history_path,
    content_item_path, content_order_path, content_path,
};

/// Where appearance and contact are read (with their `ETag`) and replaced (with `If-Match`).
pub const SETTINGS_PATH: &str = "/api/v1/admin/portal";
/// Where those who change it read what was done to it.
pub const PORTAL_HISTORY_PATH: &str = "/api/v1/admin/portal/history";
/// Where the set-up checklist is read.
pub const CHECKLIST_PATH: &str = "/api/v1/admin/checklist";
/// Where the administrator declares that the portal is complete (POST [`DeclareReadyIn`]).
pub const READY_PATH: &str = "/api/v1/admin/portal/ready";

/// Where staff send a file; `purpose` is an `UploadPurpose`: `image`, `document` or `scan`. Answers a [`StaffFile`].
pub fn staff_upload_path(purpose: &str) -> String {
    format!("/api/v1/admin/uploads/{purpose}")
}

/// Where staff look at a file of their municipality. A look at a private one is journaled.
pub fn staff_file_path(id: &str) -> String {
    format!("/api/v1/admin/files/{id}")
}

/// A file that staff sent. It is private until a form that publishes it names its id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct StaffFile {
    /// Stands for the file in forms.
    pub id: Uuid,
    /// Where the staff who sent it can look at it.
    #[cfg_attr(
        feature = "api",
        schema(example = "/api/v1/admin/files/0193a1c2-7b1e-7c3a-9f00-2a6d1f0c4b11")
    )]
    pub url: String,
    /// Its name as it is kept.
    pub name: String,
    /// What it is.
    #[cfg_attr(feature = "api", schema(example = "image/png"))]
    pub media_type: String,
    /// Bytes as they are kept; an image is written anew.
    pub size: u64,
}

/// A picture of the portal, as its administrators see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct PortalImage {
    /// The file.
    pub file_id: Uuid,
    /// What it shows, for those who do not see it.
    pub alt: String,
    /// Where it is served.
    pub url: String,
}

/// A picture of the portal, as it is set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PortalImageIn {
    /// The file, as the upload answered it or as it was before.
    pub file_id: Uuid,
    /// What it shows, for those who do not see it.
    #[cfg_attr(
        feature = "api",
        schema(
            min_length = 3,
            max_length = 160,
            example = "Escudo de la provincia de Piura"
        )
    )]
    pub alt: String,
}

crate::checks!(PortalImageIn, |this, check| {
    check.field("alt", rules::length(&this.alt, 3, 160));
});

/// How the municipality is reached. Everything may be missing; what is missing is not shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ContactIn {
    /// Street address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "api",
        schema(max_length = 200, example = "Jr. Ayacucho 377, Piura")
    )]
    pub address: Option<String>,
    /// Switchboard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "api", schema(max_length = 30, example = "073 602 000"))]
    pub phone: Option<String>,
    /// Institutional mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "api",
        schema(max_length = 254, example = "contacto@munipiura.gob.pe")
    )]
    pub email: Option<String>,
    /// Opening hours, one line each, at most ten.
    #[serde(default)]
    #[cfg_attr(feature = "api", schema(max_items = 10))]
    pub hours: Vec<String>,
}

crate::checks!(ContactIn, |this, check| {
    check
        .field(
            "address",
            optional(&this.address, |text| rules::length(text, 3, 200)),
        )
        .field("phone", optional(&this.phone, rules::phone))
        .field("email", optional(&this.email, rules::email))
        .field("hours", hours(&this.hours));
});

/// The weather of the header, entered by hand; it is hidden six hours after it was observed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Weather {
    /// What people read: `Soleado, 29 °C`.
    #[cfg_attr(
        feature = "api",
        schema(min_length = 2, max_length = 60, example = "Soleado, 29 °C")
    )]
    pub text: String,
    /// When it was observed.
    pub observed_at: DateTime<Utc>,
    /// By whom.
    #[cfg_attr(
        feature = "api",
        schema(min_length = 2, max_length = 80, example = "Senamhi")
    )]
    pub source: String,
}

crate::checks!(Weather, |this, check| {
    check
        .field("text", rules::length(&this.text, 2, 60))
        .field("source", rules::length(&this.source, 2, 80));
});

/// Appearance and contact of a portal, as its administrators read them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct PortalSettings {
    /// `#rrggbb`.
    #[cfg_attr(feature = "api", schema(example = "#1d4ed8"))]
    pub brand_color: String,
    /// One sentence about the municipality.
    pub summary: Option<String>,
    /// How it is reached.
    pub contact: ContactIn,
    /// Its coat of arms.
    pub coat_of_arms: Option<PortalImage>,
    /// The image of its header.
    pub header_image: Option<PortalImage>,
    /// The weather that was entered last, also when it is too old to be shown.
    pub weather: Option<Weather>,
    /// Every value of the header, in its order.
    pub widgets: Vec<WidgetChoice>,
    /// Who heads the municipality.
    pub authority: Option<Authority>,
    /// When any of this changed last.
    pub updated_at: DateTime<Utc>,
}

/// Appearance and contact of a portal, as they should be; replaces everything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PortalSettingsIn {
    /// `#rrggbb`, readable on light paper (WCAG 2.2 AA); the dark theme makes a tint of it (`shared::color::tints`).
    #[cfg_attr(
        feature = "api",
        schema(pattern = "^#[0-9a-fA-F]{6}$", example = "#1d4ed8")
    )]
    pub brand_color: String,
    /// One sentence about the municipality.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "api", schema(max_length = 300))]
    pub summary: Option<String>,
    /// How it is reached.
    pub contact: ContactIn,
    /// Its coat of arms.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coat_of_arms: Option<PortalImageIn>,
    /// The image of its header.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub header_image: Option<PortalImageIn>,
    /// The weather of the header.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weather: Option<Weather>,
    /// Every value of the header once, in its order.
    #[serde(default = "all_widgets")]
    #[cfg_attr(feature = "api", schema(min_items = 4, max_items = 4))]
    pub widgets: Vec<WidgetChoice>,
    /// Who heads the municipality.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authority: Option<Authority>,
}

crate::checks!(PortalSettingsIn, |this, check| {
    check
        .field("brand_color", rules::brand_color(&this.brand_color))
        .field("widgets", each_once(&this.widgets))
        .field(
            "summary",
            optional(&this.summary, |text| rules::length(text, 10, 300)),
        )
        .nested("contact", &this.contact);
    if let Some(image) = &this.coat_of_arms {
        check.nested("coat_of_arms", image);
    }
    if let Some(image) = &this.header_image {
        check.nested("header_image", image);
    }
    if let Some(weather) = &this.weather {
        check.nested("weather", weather);
    }
    if let Some(authority) = &this.authority {
        check.nested("authority", authority);
    }
});

impl From<PortalSettings> for PortalSettingsIn {
    fn from(now: PortalSettings) -> Self {
        let image = |image: PortalImage| PortalImageIn {
            file_id: image.file_id,
            alt: image.alt,
        };
        Self {
            brand_color: now.brand_color,
            summary: now.summary,
            contact: now.contact,
            coat_of_arms: now.coat_of_arms.map(image),
            header_image: now.header_image.map(image),
            weather: now.weather,
            widgets: now.widgets,
            authority: now.authority,
        }
    }
}

/// The outcome of a rule where there is a value.
fn optional(
    value: &Option<String>,
    rule: impl Fn(&str) -> Result<(), Violation>,
) -> Result<(), Violation> {
    value.as_deref().map_or(Ok(()), rule)
}

/// At most ten lines of at most 120 characters, none of them empty.
fn hours(lines: &[String]) -> Result<(), Violation> {
    if lines.len() > 10 {
        return Err(Violation::new("too_many", "Escriba como máximo 10 líneas."));
    }
    lines
        .iter()
        .try_for_each(|line| rules::length(line, 1, 120))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::check::Check;

    fn settings() -> PortalSettingsIn {
        PortalSettingsIn {
            brand_color: "#1d4ed8".into(),
            summary: None,
            contact: ContactIn::default(),
            coat_of_arms: None,
            header_image: None,
            weather: None,
            widgets: all_widgets(),
            authority: None,
        }
    }

    #[test]
    fn a_portal_may_start_with_a_colour_alone() {
        assert!(settings().check().is_empty());
    }

    #[test]
    fn every_mistake_is_named_by_the_path_of_its_field() {
        let mut wrong = settings();
        wrong.brand_color = "azul".into();
        wrong.contact.email = Some("sin arroba".into());
        wrong.contact.hours = vec![String::new()];
        wrong.coat_of_arms = Some(PortalImageIn {
            file_id: Uuid::nil(),
            alt: String::new(),
        });
        let fields: Vec<_> = wrong.check().into_iter().map(|error| error.field).collect();
        assert_eq!(
            fields,
            [
                "brand_color",
                "contact.email",
                "contact.hours",
                "coat_of_arms.alt"
            ]
        );
    }
}
