//! What administrators write: menu, pages, offices, organic units, videos, headings of transparency, events. Every kind is a list of items with an order,
//! a visibility and, for menu and units, a parent.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::kit::check::{Check, Checker};
use crate::kit::problem::FieldError;
use crate::kit::text_enum::text_enum;
use crate::rules::{self, Violation};

mod event;
mod office;
mod pte;
mod video;

pub use event::{EventIn, EventKind};
pub use office::{GeoPoint, OfficeIn};
pub use pte::{NATIONAL_PTE, Periodicity, PteItemIn, PteTheme};
pub use video::VideoIn;

text_enum! {
    /// The kinds of content, as they stand in addresses.
    ContentKind {
        /// The menu tree: [`MenuItemIn`].
        Menu = "menu",
        /// Pages: [`PageIn`].
        Pages = "pages",
        /// Offices: [`OfficeIn`].
        Offices = "offices",
        /// The organisation chart: [`OrgUnitIn`].
        OrgUnits = "org_units",
        /// Videos: [`VideoIn`].
        Videos = "videos",
        /// The headings of transparency: [`PteItemIn`].
        PteItems = "pte_items",
        /// The calendar: [`EventIn`].
        Events = "events",
    }
}

impl ContentKind {
    /// Whether its items have parents.
    pub const fn is_tree(self) -> bool {
        matches!(self, Self::Menu | Self::OrgUnits)
    }
}

/// Where a kind is listed (a whole [`crate::kit::page::Page`], with its `ETag`) and added to.
pub fn content_path(kind: ContentKind) -> String {
    format!("/api/v1/admin/content/{}", kind.as_str())
}

/// Where those who change a kind read what was done to it.
pub fn content_history_path(kind: ContentKind) -> String {
    format!("/api/v1/admin/content/{}/history", kind.as_str())
}

/// Where one item is read (with its `ETag`), replaced and removed (with `If-Match`).
pub fn content_item_path(kind: ContentKind, id: Uuid) -> String {
    format!("/api/v1/admin/content/{}/{id}", kind.as_str())
}

/// Where the order of a kind is replaced, with the `ETag` of its list in `If-Match`.
pub fn content_order_path(kind: ContentKind) -> String {
    format!("/api/v1/admin/content/{}/order", kind.as_str())
}

/// An item as staff read it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct ContentItemOut<T> {
    /// Identifier.
    pub id: Uuid,
    /// The item above it, in a tree.
    pub parent_id: Option<Uuid>,
    /// Place among its siblings, from 0.
    pub position: i32,
    /// Whether neighbours see it.
    pub is_visible: bool,
    /// What it says.
    pub value: T,
    /// When it changed last.
    pub updated_at: DateTime<Utc>,
}

/// An item as staff write it. A new one goes last among its siblings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ContentItemIn<T> {
    /// The item above it, in a tree; otherwise `null`.
    #[serde(default)]
    pub parent_id: Option<Uuid>,
    /// Whether neighbours see it.
    pub is_visible: bool,
    /// What it says.
    pub value: T,
}

impl<T: Check> Check for ContentItemIn<T> {
    fn check(&self) -> Vec<FieldError> {
        Checker::default().nested("value", &self.value).finish()
    }
}

#[cfg(feature = "api")]
impl<T: Check> validator::Validate for ContentItemIn<T> {
    fn validate(&self) -> Result<(), validator::ValidationErrors> {
        crate::kit::check::to_validation(self.check())
    }
}

/// Where one item stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OrderEntry {
    /// The item.
    pub id: Uuid,
    /// The item above it.
    pub parent_id: Option<Uuid>,
    /// Place among its siblings, from 0.
    #[cfg_attr(feature = "api", schema(minimum = 0, maximum = 999))]
    pub position: i32,
}

/// The order of all items of a kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OrderIn {
    /// Every item, once.
    #[cfg_attr(feature = "api", schema(max_items = 500))]
    pub items: Vec<OrderEntry>,
}

crate::checks!(OrderIn, |this, check| {
    check.field("items", is_forest(&this.items));
});

/// Every item once, every parent in the list, no circle.
fn is_forest(items: &[OrderEntry]) -> Result<(), Violation> {
    let parents: BTreeMap<Uuid, Option<Uuid>> =
        items.iter().map(|item| (item.id, item.parent_id)).collect();
    let ends = |from: &OrderEntry| {
        let mut above = from.parent_id;
        for _ in 0..=items.len() {
            let Some(id) = above else { return true };
            let Some(next) = parents.get(&id) else {
                return false;
            };
            above = *next;
        }
        false
    };
    if items.len() > 500 || parents.len() != items.len() {
        let message = "Cada elemento va una sola vez en la lista, de 500 como máximo.";
        return Err(Violation::new("not_unique", message));
    }
    if items.iter().all(ends) {
        Ok(())
    } else {
        let message =
            "Un elemento no puede quedar dentro de sí mismo ni de otro que no está en la lista.";
        Err(Violation::new("not_a_tree", message))
    }
}

/// An entry of the menu.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MenuItemIn {
    /// What it says.
    #[cfg_attr(
        feature = "api",
        schema(min_length = 2, max_length = 60, example = "Transparencia")
    )]
    pub label: String,
    /// `https://…`, or a page of this portal without its prefix: `transparencia`. Empty for a mere heading.
    #[serde(default)]
    #[cfg_attr(feature = "api", schema(max_length = 2000, example = "transparencia"))]
    pub href: String,
}

crate::checks!(MenuItemIn, |this, check| {
    let href = this.href.trim();
    let outcome = if href.is_empty() { Ok(()) } else { link(href) };
    check
        .field("label", rules::length(&this.label, 2, 60))
        .field("href", outcome);
});

/// The pages that every portal has, as links of its menu name them.
pub const PORTAL_PAGES: &[&str] = &[
    "acerca",
    "ubicacion",
    "oficinas",
    "responsables",
    "organigrama",
    "videos",
    "transparencia",
    "agenda",
    "privacidad",
    "buscar",
    "registro-publico",
    "registros",
    "registros/pagos/titular",
];

/// What stands before the address of a page that the municipality wrote.
pub const WRITTEN_PAGES: &str = "paginas/";

/// A page with its own address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PageIn {
    /// Its address: `historia` for `/m/{slug}/paginas/historia`.
    #[cfg_attr(
        feature = "api",
        schema(min_length = 1, max_length = 80, example = "historia")
    )]
    pub slug: String,
    /// Its title.
    #[cfg_attr(feature = "api", schema(min_length = 3, max_length = 120))]
    pub title: String,
    /// One or two sentences for lists and search engines.
    #[cfg_attr(feature = "api", schema(min_length = 10, max_length = 300))]
    pub summary: String,
    /// Its text, in Markdown without HTML.
    #[cfg_attr(feature = "api", schema(min_length = 1, max_length = 40000))]
    pub body: String,
}

crate::checks!(PageIn, |this, check| {
    check
        .field("slug", slug(this.slug.trim()))
        .field("title", rules::length(&this.title, 3, 120))
        .field("summary", rules::length(&this.summary, 10, 300))
        .field("body", rules::length(&this.body, 1, 40_000));
});

/// An organic unit of the organisation chart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OrgUnitIn {
    /// Unique in the municipality, as its documents carry them.
    #[cfg_attr(
        feature = "api",
        schema(min_length = 1, max_length = 20, example = "GGATR-GR")
    )]
    pub siglas: String,
    /// Its full name.
    #[cfg_attr(
        feature = "api",
        schema(min_length = 3, max_length = 160, example = "Gerencia de Recaudación")
    )]
    pub name: String,
}

crate::checks!(OrgUnitIn, |this, check| {
    check
        .field("siglas", rules::siglas(&this.siglas))
        .field("name", rules::length(&this.name, 3, 160));
});

fn slug(value: &str) -> Result<(), Violation> {
    let part = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    if (1..=80).contains(&value.len()) && value.split('-').all(part) {
        Ok(())
    } else {
        Err(Violation::new(
            "slug_format",
            "Use letras minúsculas sin tilde, números y guiones, por ejemplo historia-del-distrito.",
        ))
    }
}

/// A page of this portal or a secure address elsewhere.
fn link(value: &str) -> Result<(), Violation> {
    if value.contains(':') {
        rules::https_url(value)
    } else {
        own_page(value)
    }
}

fn own_page(value: &str) -> Result<(), Violation> {
    if value.len() <= 200 && value.split('/').all(|part| slug(part).is_ok()) {
        Ok(())
    } else {
        Err(Violation::new(
            "href_format",
            "Escriba una página de este portal, como transparencia o paginas/historia, o una dirección https://.",
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(value: &impl Check) -> Vec<String> {
        value.check().into_iter().map(|error| error.field).collect()
    }

    #[test]
    fn a_menu_leads_to_own_pages_to_secure_addresses_or_nowhere() {
        for href in [
            "",
            "transparencia",
            "paginas/historia",
            "https://www.gob.pe/munipiura",
        ] {
            let item = MenuItemIn {
                label: "Uno".into(),
                href: href.into(),
            };
            assert!(item.check().is_empty(), "{href}");
        }
        for href in [
            "/acerca",
            "javascript:alert(1)",
            "http://x.pe",
            "a b",
            "//x.pe",
            "Página",
        ] {
            let item = MenuItemIn {
                label: "Uno".into(),
                href: href.into(),
            };
            assert_eq!(fields(&item), ["href"], "{href}");
        }
    }

    #[test]
    fn the_fields_of_an_item_are_named_by_their_path() {
        let item = ContentItemIn {
            parent_id: None,
            is_visible: true,
            value: PageIn::default(),
        };
        assert_eq!(
            fields(&item),
            ["value.slug", "value.title", "value.summary", "value.body"]
        );
    }

    #[test]
    fn an_order_is_a_tree_of_every_item_once() {
        let id = Uuid::from_u128;
        let entry = |at: u128, parent: Option<u128>| OrderEntry {
            id: id(at),
            parent_id: parent.map(id),
            position: 0,
        };
        let order = |items: Vec<OrderEntry>| fields(&OrderIn { items });
        assert!(order(vec![entry(1, None), entry(2, Some(1)), entry(3, Some(2))]).is_empty());
        for wrong in [
            vec![entry(1, None), entry(1, None)],
            vec![entry(1, Some(9))],
            vec![entry(1, Some(1))],
            vec![entry(1, Some(2)), entry(2, Some(1))],
        ] {
            assert_eq!(order(wrong), ["items"]);
        }
    }
}
