//! Files over HTTP: anybody sends the scan that goes with a public form, anybody reads what is published.
//!
//! An upload changes nothing in the database; the form that names it does. Private files are served by the features that
//! know who may see them.

mod public;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub(crate) fn configure(config: &mut ServiceConfig) {
    config
        .service(public::create_upload)
        .service(public::get_file);
}
