//! The operators' view of the mails: which ones left, which failed, and sending a failed one again.
//!
//! Queueing and sending is `crate::outbox`. What a mail says is shown in a demo only: mails carry links that open accounts.

mod changes;
mod handlers;
mod store;

use crate::http::operations::Operations;

/// Registers the operations.
pub(crate) fn configure(operations: &mut Operations<'_, '_>) {
    operations
        .service(handlers::list_mails)
        .service(handlers::get_mail)
        .service(handlers::resend_mail);
}
