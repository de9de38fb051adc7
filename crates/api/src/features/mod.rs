//! The features, each a folder with the same name as in `shared` and `web`.

pub(crate) mod catalogs;
pub(crate) mod deadline_tool;
pub(crate) mod directory;
pub(crate) mod health;
pub(crate) mod municipalities;
pub(crate) mod places;
pub(crate) mod validators;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers every feature's operations below `/api/v1`.
pub(crate) fn configure(config: &mut ServiceConfig<'_>) {
    catalogs::configure(config);
    deadline_tool::configure(config);
    directory::configure(config);
    places::configure(config);
    validators::configure(config);
}
