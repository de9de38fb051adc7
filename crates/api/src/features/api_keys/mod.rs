//! API keys: `mnc_` and 32 random characters, shown once, kept as SHA-256.
//!
//! A municipality's administrator makes keys for its programs. An outsider asks for one on the developers' page, confirms
//! his mail and gets a key that reads published data with a quota of its own; operators see these keys and revoke them.

mod admin;
mod changes;
mod developers;
mod due;
pub(crate) mod entity;
mod erase;
mod identify;
mod platform;
mod requests;
mod revoke;

use crate::http::operations::Operations;

pub(crate) use due::{ending, holder, is_in_force};
pub(crate) use erase::EraseHolders;
pub(crate) use identify::identify;

/// Registers the operations.
pub(crate) fn configure(operations: &mut Operations<'_, '_>) {
    operations
        .service(admin::list_api_keys)
        .service(admin::create_api_key)
        .service(admin::revoke_api_key)
        .service(platform::list_outsider_keys)
        .service(platform::revoke_outsider_key)
        .service(developers::request_developer_key)
        .service(developers::confirm_developer_key);
}
