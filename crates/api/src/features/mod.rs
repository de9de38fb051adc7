//! The features, each a folder with the same name as in `shared` and `web`.

mod documents;
mod files;
pub(crate) mod health;
pub(crate) mod journal;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers every feature's operations below `/api/v1`.
pub(crate) fn configure(config: &mut ServiceConfig) {
    documents::configure(config);
    files::configure(config);
    journal::configure(config);
}
