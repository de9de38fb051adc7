//! Notices: what happened that somebody of the staff has to know, written in the transaction of what caused it.
//!
//! A change says [`Tx::notify`](crate::write::Tx::notify); each person gets a row of his own in the place where he works,
//! and marks it as read. What has to reach somebody outside the staff app is a mail.

mod entity;
mod handlers;
mod store;

use crate::http::operations::Operations;
use shared::access::Role;
use shared::features::notices::NoticeKind;
use uuid::Uuid;

pub(crate) use store::{is_told, unread, write};

/// Who is told.
#[derive(Clone, Copy, Debug)]
pub(crate) enum To {
    /// Everybody who holds the role today.
    Role(Role),
    /// The same without the one who did it.
    Others(Role, Uuid),
    /// One person.
    Account(Uuid),
}

/// Something to tell.
#[derive(Clone, Debug)]
pub(crate) struct Notice {
    /// Where the person works when he reads it, or the platform.
    pub(crate) municipality: Uuid,
    /// Who is told.
    pub(crate) to: To,
    /// What happened.
    pub(crate) kind: NoticeKind,
    /// To what, in words. No personal data of citizens.
    pub(crate) about: String,
    /// The page of the staff app that shows it.
    pub(crate) link: String,
}

/// Registers the operations.
pub(crate) fn configure(operations: &mut Operations<'_, '_>) {
    operations
        .service(handlers::list_notices)
        .service(handlers::read_all_notices)
        .service(handlers::read_notice);
}
