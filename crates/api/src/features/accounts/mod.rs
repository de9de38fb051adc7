//! Staff accounts: one per natural person, whatever the number of municipalities he works for.
//!
//! An account begins with an invitation by mail, is active from its acceptance, and does nothing before the declaration of
//! personal use is accepted. There is no default account: the first operator comes from [`bootstrap`].

mod bootstrap;
mod changes;
pub(crate) mod declaration;
pub(crate) mod entity;
mod handlers;
pub(crate) mod links;
mod people;
pub(crate) mod store;

use crate::http::operations::Operations;

pub use bootstrap::create_operator;
pub(crate) use changes::disable_left_over;
pub(crate) use people::{Invitations, find_or_create, invite};
pub(crate) use store::{by_ids, find, mail_of};

/// Registers the operations.
pub(crate) fn configure(operations: &mut Operations<'_, '_>) {
    operations
        .service(handlers::get_invitation)
        .service(handlers::accept_invitation)
        .service(handlers::get_declaration)
        .service(handlers::accept_declaration)
        .service(handlers::disable_account)
        .service(handlers::enable_account);
}
