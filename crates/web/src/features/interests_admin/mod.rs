//! Gestión de intereses in the staff app: who decides, an act that is recorded, the official agenda.

mod act;
mod act_fields;
mod agenda;
mod agenda_item;
mod agenda_new;
mod capacities;
mod capacity;
mod slot;
#[cfg(all(test, feature = "ssr"))]
mod tests;

use shared::access::Permission;
use shared::features::visits::officials::OfficialChoice;

use crate::i18n::t;
use crate::shell::staff::StaffPage;
use crate::ui::Choice;

/// The subjects with decision capacity.
const CAPACITIES: &str = "/admin/intereses/sujetos";
/// The official agenda.
const AGENDA: &str = "/admin/intereses/agenda";
/// Where an act is recorded.
pub(crate) const NEW_ACT: &str = "/admin/intereses/actos/nuevo";

/// The pages, in the order of the navigation.
pub(crate) const PAGES: &[StaffPage] = &[
    StaffPage::shown(
        NEW_ACT,
        Some(Permission::VisitsRecord),
        (t::ACTS_NEW, "file-check"),
        act::page,
    ),
    StaffPage::shown(
        AGENDA,
        Some(Permission::VisitsManage),
        (t::AGENDA_ITEMS_TITLE, "calendar-clock"),
        agenda::page,
    ),
    StaffPage::below(
        "/admin/intereses/agenda/nueva",
        Some(Permission::VisitsManage),
        agenda_new::page,
    ),
    StaffPage::below(
        "/admin/intereses/agenda/{id}",
        Some(Permission::VisitsManage),
        agenda_item::page,
    ),
    StaffPage::shown(
        CAPACITIES,
        Some(Permission::VisitsManage),
        (t::CAPACITIES_TITLE, "users"),
        capacities::page,
    ),
    StaffPage::below(
        "/admin/intereses/sujetos/nuevo",
        Some(Permission::VisitsManage),
        capacity::new,
    ),
    StaffPage::below(
        "/admin/intereses/sujetos/{id}",
        Some(Permission::VisitsManage),
        capacity::one,
    ),
];

/// Officials as the choices of a field.
fn officials(all: Vec<OfficialChoice>) -> Vec<Choice> {
    let all = all.into_iter();
    all.map(|it| Choice::new(it.id.to_string(), format!("{} – {}", it.name, it.post)))
        .collect()
}
