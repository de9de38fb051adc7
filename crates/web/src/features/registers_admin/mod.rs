//! What staff do with any register, drawn from its declaration: find records, enter, correct and withdraw them, one by one
//! or several at once. Nothing here knows any register by name.

mod fields;
mod form;
mod import;
mod import_mapping;
mod import_one;
mod import_rows;
mod index;
mod list;
mod selection;
#[cfg(test)]
#[cfg(feature = "ssr")]
mod tests;
mod typed;
mod withdraw;

use shared::access::Permission;
use shared::features::auth::Me;
use shared::features::visits::staff::STAFF;
use shared::registers::Register;
use uuid::Uuid;

use crate::features::visits_desk;
use crate::i18n::t;
use crate::routes::Params;
use crate::session::{allows, use_session};
use crate::shell::staff::StaffPage;

/// Where the registers are listed.
const PAGE: &str = "/admin/registros";

/// Its pages.
pub const PAGES: &[StaffPage] = &[
    StaffPage::shown(
        PAGE,
        Some(Permission::RegistersEdit),
        (t::RECORDS_TITLE, "database"),
        index::page,
    )
    .or(Permission::VisitsCorrect),
    StaffPage::below(
        "/admin/registros/{register}",
        Some(Permission::RegistersEdit),
        list::page,
    )
    .or(Permission::VisitsCorrect),
    StaffPage::below(
        "/admin/registros/{register}/nuevo",
        Some(Permission::RegistersEdit),
        form::new,
    )
    .or(Permission::VisitsCorrect),
    StaffPage::below(
        "/admin/registros/{register}/importar",
        Some(Permission::RegistersEdit),
        import::page,
    )
    .or(Permission::VisitsCorrect),
    StaffPage::below(
        "/admin/registros/{register}/importar/{id}",
        Some(Permission::RegistersEdit),
        import_one::page,
    )
    .or(Permission::VisitsCorrect),
    StaffPage::below(
        "/admin/registros/{register}/{id}",
        Some(Permission::RegistersEdit),
        form::edit,
    )
    .or(Permission::VisitsCorrect),
];

/// Where the records of a register are listed.
fn list_page(register: &Register) -> String {
    format!("{PAGE}/{}", register.path)
}

/// Where one is seen and corrected.
fn record_page(register: &Register, id: Uuid) -> String {
    format!("{PAGE}/{}/{id}", register.path)
}

/// The register that an address names, for whoever may enter its records.
fn named(params: &Params) -> Option<&'static Register> {
    let register = Register::named(&params.get("register"))?;
    use_session().can(register.entered_by).then_some(register)
}

/// The registers whose records a person may enter.
fn open_to(me: &Me) -> impl Iterator<Item = &'static Register> + use<> {
    let open: Vec<_> = shared::registers::REGISTERS
        .iter()
        .copied()
        .filter(|register| allows(me, register.entered_by))
        .collect();
    open.into_iter()
}

/// The way back from a page below a register.
fn above(register: &Register) -> Vec<(String, String)> {
    if register.id == STAFF.id {
        // No register: its people are the officials.
        let page = visits_desk::OFFICIALS.to_owned();
        return vec![(t::OFFICIALS_TITLE.s().to_owned(), page)];
    }
    vec![
        (t::RECORDS_TITLE.s().to_owned(), PAGE.to_owned()),
        (register.title.to_owned(), list_page(register)),
    ]
}
