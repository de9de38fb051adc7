//! API keys: `mnc_` and 32 random characters, shown once, kept as SHA-256.
//!
//! A municipality's administrator makes keys for its programs. An outsider asks for one on the developers' page, confirms
//! his mail and gets a key that reads published data with a quota of its own.

mod admin;
mod changes;
mod developers;
mod due;
pub(crate) mod entity;
mod erase;
mod identify;
mod requests;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) use due::ending;
pub(crate) use erase::EraseHolders;
pub(crate) use identify::identify;

/// Registers the operations.
pub(crate) fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(admin::list_api_keys)
        .service(admin::create_api_key)
        .service(admin::revoke_api_key)
        .service(developers::request_developer_key)
        .service(developers::confirm_developer_key);
}
