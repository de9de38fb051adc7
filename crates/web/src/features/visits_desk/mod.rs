//! The desk of visits in the staff app: the door, the day, the officials, the settings.

mod badge;
mod correct;
mod day;
mod door;
mod enter;
mod fields;
mod inside;
mod official;
mod officials;
mod offline;
mod settings;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod upload;
mod when;

use shared::access::Permission;

pub(crate) use door::cut_off;
pub(crate) use fields::{activity, choices, label};
pub(crate) use offline::Device;
pub(crate) use when::WhenFields;

use crate::i18n::t;
use crate::shell::staff::StaffPage;

/// The door.
const DOOR: &str = "/admin/visitas/puerta";
/// The visits of a day.
const DAY: &str = "/admin/visitas/dia";
/// The file for the national register.
const UPLOAD: &str = "/admin/visitas/archivo-oficial";
/// The officials.
pub(crate) const OFFICIALS: &str = "/admin/visitas/funcionarios";

/// The pages of the visitor register, in the order of the navigation.
pub(crate) const PAGES: &[StaffPage] = &[
    StaffPage::shown(
        DOOR,
        Some(Permission::VisitsRecord),
        (t::DOOR_TITLE, "user-plus"),
        door::page,
    ),
    StaffPage::shown(
        DAY,
        Some(Permission::VisitsRecord),
        (t::VISIT_DAY_TITLE, "calendar-days"),
        day::page,
    ),
    StaffPage::below(
        "/admin/visitas/dia/{id}",
        Some(Permission::VisitsRecord),
        correct::page,
    ),
    StaffPage::below(
        "/admin/visitas/fotocheck/{id}",
        Some(Permission::VisitsRecord),
        badge::page,
    ),
    StaffPage::shown(
        UPLOAD,
        Some(Permission::VisitsCorrect),
        (t::VISIT_UPLOAD_TITLE, "upload"),
        upload::page,
    ),
    StaffPage::shown(
        OFFICIALS,
        Some(Permission::VisitsManage),
        (t::OFFICIALS_TITLE, "users"),
        officials::page,
    ),
    StaffPage::below(
        "/admin/visitas/funcionarios/nuevo",
        Some(Permission::VisitsManage),
        official::new,
    ),
    StaffPage::below(
        "/admin/visitas/funcionarios/{id}",
        Some(Permission::VisitsManage),
        official::edit,
    ),
    StaffPage::shown(
        "/admin/visitas/ajustes",
        Some(Permission::VisitsManage),
        (t::VISIT_SETTINGS_TITLE, "scale"),
        settings::page,
    ),
];
