//! The two browser apps as the server sees them: files under their hash, public pages with their first content written,
//! the staff app's empty frame.

mod api_calls;
mod assets;
#[cfg(test)]
mod domain_tests;
mod page;

use actix_web::web;

/// Registers assets and pages. Every GET that no operation of the API takes is a page.
pub(crate) fn configure(config: &mut web::ServiceConfig) {
    config
        .route("/assets/{file:.*}", web::get().to(assets::serve))
        .route("/admin", web::get().to(page::staff))
        .route("/admin/{rest:.*}", web::get().to(page::staff))
        .default_service(web::to(page::public));
}
