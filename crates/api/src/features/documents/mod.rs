//! Verification of issued documents: anybody who holds one learns from its code whether it is genuine and still holds.

mod public;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub(crate) fn configure(config: &mut ServiceConfig) {
    config.service(public::verify_document);
}
