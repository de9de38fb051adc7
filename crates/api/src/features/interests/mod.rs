//! Gestión de intereses: who decides, what is managed before him and what he says of it, and the official agenda (Ley
//! 28024, DL 1353, DL 1415, DS 120-2019-PCM).
//!
//! Acts and activities are records of the register kit; beside them stands what only this feature needs: whose they are, to
//! whom a question went, and until when it waits. The answer is written by the official's link or by the clock, and by
//! nothing else.

mod acts;
mod agenda;
mod agenda_changes;
mod agenda_view;
mod answers;
mod capacities;
mod capacities_changes;
mod deciders;
mod entity;
mod lapse;
mod letters;
mod links;
mod record;
mod store;

use crate::http::operations::Operations;

pub(crate) use agenda_view::{Slot, in_agenda};
pub(crate) use deciders::{Deciders, require_decider};
pub(crate) use lapse::Lapse;
pub(crate) use store::deciding;

/// Registers the operations.
pub(crate) fn configure(operations: &mut Operations<'_, '_>) {
    operations
        .service(capacities::list_capacities)
        .service(capacities::list_capacities_in_force)
        .service(capacities::create_capacity)
        .service(capacities::get_capacity)
        .service(capacities::end_capacity)
        .service(acts::create_interest_act)
        .service(answers::get_interest_answer)
        .service(answers::confirm_interest_act)
        .service(answers::reject_interest_act)
        .service(agenda::list_agenda_items)
        .service(agenda::create_agenda_item)
        .service(agenda::get_agenda_item)
        .service(agenda::move_agenda_item)
        .service(agenda::cancel_agenda_item)
        .service(agenda::hold_agenda_item);
}
