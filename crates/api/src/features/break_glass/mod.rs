//! Break-glass: an operator's timed, reasoned access to a municipality's private data, to read and never to write.
//!
//! Opening and closing stand in the journals of the platform and of the municipality, whose administrators are written to.
//! While the access lasts the operator may choose the municipality as workplace and then sees what its auditor sees.

mod changes;
pub(crate) mod entity;
mod handlers;
pub(crate) mod store;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub(crate) fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(handlers::list_break_glass)
        .service(handlers::open_break_glass)
        .service(handlers::close_break_glass);
}
