//! Watches of registers: whoever names a part of a register is told what changes in it, by mail or by a call to a program.
//!
//! Mails go only to who confirmed that he wants them (Ley 29733, art. 5; Ley 28493, art. 6), each ends them with one click,
//! and the end erases the address. Everybody is told what the public reads, masked as it reads it. Nothing is scanned watch
//! by watch: equal watches that were told up to the same moment are one question to the register.

mod ask;
mod deliver;
mod desk;
mod entity;
mod hooks;
mod keep;
mod lapse;
mod letters;
mod lines;
mod links;
mod owner;
mod public;
mod settle;
mod store;
mod tell;
mod watched;

use uuid::Uuid;

use crate::error::{ApiError, ApiResult};
use crate::http::operations::Operations;
use crate::keys::Vault;

pub(crate) use deliver::Deliver;
pub(crate) use lapse::Lapse;
pub(crate) use tell::Tell;

/// Registers the operations.
pub(crate) fn configure(operations: &mut Operations<'_, '_>) {
    operations
        .service(public::request_watch)
        .service(public::get_watch_link)
        .service(public::confirm_watch)
        .service(public::end_watch)
        .service(hooks::list_webhooks)
        .service(hooks::create_webhook)
        .service(hooks::get_webhook)
        .service(hooks::resume_webhook)
        .service(hooks::pause_webhook)
        .service(hooks::try_webhook)
        .service(hooks::end_webhook)
        .service(hooks::list_webhook_deliveries);
}

/// The token of the link that ends a watch: it stands in every notice, so it follows from the watch and the key instead of
/// being kept. Its hash stands in the row.
fn end_token(vault: &Vault, id: Uuid) -> ApiResult<String> {
    let tag = vault.tag("watch.end", &id.to_string());
    tag.map_err(ApiError::internal)
}
