//! Roles by resolution: who holds which one, where, since when and until when.
//!
//! A grant counts from its first day to its last, in Lima, or until it is ended by an act; nothing has to run for it to
//! lapse, because every request reads the grants in force on its day. From the grants the public page "quién responde de
//! qué" is drawn (Ley 27806, art. 5; DS 072-2003-PCM).

mod admin;
mod administrators;
mod changes;
mod due;
pub(crate) mod entity;
mod give;
mod handle;
mod holders;
mod labels;
mod operators;
pub(crate) mod places;
mod public;
mod publish;
mod rules;
pub(crate) mod store;
mod tell;
mod ways_in;

use crate::http::operations::Operations;

pub(crate) use due::{RemindEnding, ending, invited};
pub(crate) use give::{Gift, give};
pub(crate) use public::answering;
pub(crate) use publish::DOCUMENT as RESPONSIBLES;
pub(crate) use store::{held_by, holders, is_resolution, only_here, unended_count};
pub(crate) use tell::tell_holders;
pub use ways_in::WayIn;
pub(crate) use ways_in::ways_in;

/// Registers the operations.
pub(crate) fn configure(operations: &mut Operations<'_, '_>) {
    operations
        .service(admin::list_grants)
        .service(admin::create_grant)
        .service(admin::end_grant)
        .service(admin::resend_invitation)
        .service(admin::end_holder_sessions)
        .service(admin::reset_holder_factor)
        .service(public::get_responsibles)
        .service(operators::list_operators)
        .service(operators::create_operator)
        .service(operators::end_operator)
        .service(operators::resend_operator_invitation)
        .service(operators::end_operator_sessions)
        .service(operators::reset_operator_factor)
        .service(administrators::list_administrators)
        .service(administrators::create_administrator)
        .service(administrators::end_administrator)
        .service(administrators::resend_administrator_invitation)
        .service(administrators::end_administrator_sessions)
        .service(administrators::reset_administrator_factor);
}
