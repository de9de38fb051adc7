//! Questions of municipalities to the operator of the platform, each a thread, of whatever feature: `topic` names it and
//! `subject` a thing of it.
//!
//! What is written stands sealed under the id of its message, since it may say anything of anybody; the journal has its
//! commitment.

mod admin;
mod changes;
mod desk;
mod entity;
mod letters;
mod store;
mod view;

use crate::http::operations::Operations;

pub(crate) use store::{answered, to_answer};

/// Registers the operations.
pub(crate) fn configure(operations: &mut Operations<'_, '_>) {
    operations
        .service(admin::list_tickets)
        .service(admin::create_ticket)
        .service(admin::get_ticket)
        .service(admin::write_to_ticket)
        .service(admin::close_ticket)
        .service(desk::list_municipality_tickets)
        .service(desk::get_municipality_ticket)
        .service(desk::answer_ticket);
}
