//! The journal as others see it: signed heads, public keys, the history of what a screen shows.
//!
//! Every hour the heads that moved are signed and published; copies leave the machine by mail every day, and into a second
//! store where `mirror.url` is set.
//! Whoever kept a head can show later that an entry up to it was changed or taken away (see `verify`).

mod entity;
mod export;
mod history;
mod mail;
mod public;
mod sign;
mod staff;
mod store;

use crate::http::operations::Operations;

pub(crate) use entity::{Column as SignedHeadColumn, Entity as SignedHeadEntity};
pub(crate) use history::history;
pub(crate) use mail::MailHeads;
pub(crate) use public::public_keys;
pub(crate) use sign::{SignHeads, attest, sign_heads};
pub(crate) use store::{last_signed, unsigned_since};

/// Registers the public operations.
pub(crate) fn configure(operations: &mut Operations<'_, '_>) {
    operations
        .service(public::list_journal_heads)
        .service(public::list_platform_journal_heads)
        .service(public::get_journal_day)
        .service(public::list_keys)
        .service(staff::list_history)
        .service(staff::list_platform_history)
        .service(export::export_journal)
        .service(export::export_platform_journal);
}
