//! The Registro de Visitas en Línea at the door: who comes in, who is inside, who goes out, and the officials whom they
//! visit (Ley 28024, DS 120-2019-PCM, Directiva 001-2022-PCM/SIP).
//!
//! A visit is a record of the register kit; beside it stands what only the desk needs: clocks, group, badge, exit. Minors
//! are a number there, never a record.

mod badge;
mod check_in;
mod day_end;
mod desk;
mod entity;
mod exits;
mod forget;
mod form;
mod lookup;
mod official_file;
mod official_layout;
mod official_rows;
mod officials;
mod officials_changes;
mod practice;
mod practice_seed;
mod revise;
mod seen;
mod settings;
mod staff;
mod staff_file;
mod store;
mod view;

use crate::http::operations::Operations;

pub(crate) use day_end::{EndDay, PAGE as DAY_PAGE, count_without_exit};
pub(crate) use forget::{follow, follow_all, forget_marks, lookups_for};
pub(crate) use practice::{end_practice, practice};
pub(crate) use practice_seed::seed_practice;
pub(crate) use seen::{answer_days, official_in_post, officials_by_id, visit};
pub(crate) use settings::shows_documents;
pub(crate) use staff::{StaffRow, apply_staff, known_staff, undo_staff};

use official_layout::day;

/// Registers the operations.
pub(crate) fn configure(operations: &mut Operations<'_, '_>) {
    operations
        .service(desk::list_visit_entries)
        .service(desk::create_visit_entry)
        .service(desk::get_visit_entry)
        .service(desk::correct_visit_entry)
        .service(desk::withdraw_visit_entry)
        .service(desk::reopen_visit_entry)
        .service(desk::record_visit_exits)
        .service(desk::give_up_visit_entry)
        .service(badge::get_visit_badge)
        .service(lookup::look_visitor_up)
        .service(officials::list_officials)
        .service(officials::list_officials_in_force)
        .service(officials::create_official)
        .service(officials::get_official)
        .service(officials::correct_official)
        .service(officials::end_official)
        .service(official_file::check_official_file)
        .service(official_file::get_official_file)
        .service(staff_file::get_staff_book)
        .service(staff_file::get_staff_csv)
        .service(settings::get_visit_settings)
        .service(settings::update_visit_settings)
        .service(settings::set_full_documents);
}
