//! A municipality's administrators set up their portal: checklist, appearance, contact, weather, and all that is written.

mod appearance;
mod checklist;
mod contact;
mod content;
mod image;
mod settings;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod weather;
mod widgets;

use shared::access::Permission;
use shared::features::portal_admin::{
    EventIn, MenuItemIn, OfficeIn, OrgUnitIn, PORTAL_HISTORY_PATH, PageIn, PteItemIn, VideoIn,
};

use crate::i18n::t;
use crate::shell::staff::StaffPage;
use crate::staff::OwnHistory;
use appearance::appearance;
use checklist::checklist;
use contact::contact;
use content::{item_page, list_page};
use weather::weather;
use widgets::widgets;

/// Where the set-up begins.
const PAGE: &str = "/admin/portal";

/// What was done to the portal as a whole, for those who change it without reading the whole journal.
fn own_history() -> OwnHistory {
    OwnHistory::part(Permission::ContentEdit, PORTAL_HISTORY_PATH.to_owned())
}

/// The pages of the set-up, in the order of the navigation.
pub(crate) const PAGES: &[StaffPage] = &[
    StaffPage::shown(
        PAGE,
        Some(Permission::PortalRead),
        (t::SETUP_TITLE, "list-checks"),
        checklist,
    ),
    StaffPage::shown(
        "/admin/portal/apariencia",
        Some(Permission::ThemeEdit),
        (t::LOOK_TITLE, "palette"),
        appearance,
    ),
    list_page::<MenuItemIn>(),
    item_page::<MenuItemIn>(),
    list_page::<PageIn>(),
    item_page::<PageIn>(),
    StaffPage::shown(
        "/admin/portal/contacto",
        Some(Permission::ContentEdit),
        (t::CONTACT_TITLE, "phone"),
        contact,
    ),
    list_page::<OfficeIn>(),
    item_page::<OfficeIn>(),
    list_page::<OrgUnitIn>(),
    item_page::<OrgUnitIn>(),
    list_page::<VideoIn>(),
    item_page::<VideoIn>(),
    list_page::<PteItemIn>(),
    item_page::<PteItemIn>(),
    list_page::<EventIn>(),
    item_page::<EventIn>(),
    StaffPage::shown(
        "/admin/portal/cabecera",
        Some(Permission::ContentEdit),
        (t::WIDGETS_TITLE, "banknote"),
        widgets,
    ),
    StaffPage::below(
        "/admin/portal/clima",
        Some(Permission::ContentEdit),
        weather,
    ),
];
