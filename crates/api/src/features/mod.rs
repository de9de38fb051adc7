//! The features, each a folder with the same name as in `shared` and `web`.

pub(crate) mod accounts;
pub(crate) mod api_keys;
pub(crate) mod auth;
pub(crate) mod break_glass;
pub(crate) mod catalogs;
pub(crate) mod conservation;
pub(crate) mod deadline_tool;
pub(crate) mod deadlines;
pub(crate) mod directory;
pub(crate) mod documents;
pub(crate) mod domains;
pub(crate) mod errors;
pub(crate) mod files;
pub(crate) mod grants;
pub(crate) mod health;
pub(crate) mod help;
pub(crate) mod journal;
pub(crate) mod municipalities;
pub(crate) mod notices;
pub(crate) mod outbox;
pub(crate) mod places;
pub(crate) mod portal;
pub(crate) mod portal_requests;
pub(crate) mod privacy;
pub(crate) mod status;
pub(crate) mod tenant_exports;
pub(crate) mod today;
pub(crate) mod validators;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers every feature's operations below `/api/v1`.
pub(crate) fn configure(config: &mut ServiceConfig<'_>) {
    accounts::configure(config);
    api_keys::configure(config);
    auth::configure(config);
    break_glass::configure(config);
    catalogs::configure(config);
    conservation::configure(config);
    deadline_tool::configure(config);
    deadlines::configure(config);
    directory::configure(config);
    documents::configure(config);
    errors::configure(config);
    domains::configure(config);
    files::configure(config);
    grants::configure(config);
    help::configure(config);
    journal::configure(config);
    municipalities::configure(config);
    notices::configure(config);
    outbox::configure(config);
    places::configure(config);
    portal::configure(config);
    portal_requests::configure(config);
    privacy::configure(config);
    tenant_exports::configure(config);
    status::configure(config);
    today::configure(config);
    validators::configure(config);
}
