//! The browser apps as the server sees them: files under their hash, public pages with their first content written,
//! the staff app's empty frame.

mod api_calls;
mod assets;
mod crawl;
#[cfg(test)]
mod domain_tests;
mod manuals;
mod page;
#[cfg(test)]
mod tests;
mod worker;

use actix_web::web;
use api::http::Variant;
use shared::features::errors::ERRORS_PAGE;

/// Registers assets and pages. Every GET that no operation of the API takes is a page.
pub(crate) fn configure(config: &mut web::ServiceConfig) {
    config
        .app_data(Variant(page::variant))
        .route("/assets/{file:.*}", web::get().to(assets::serve))
        .route("/robots.txt", web::get().to(crawl::robots))
        .route("/sitemap.xml", web::get().to(crawl::sitemap))
        .route("/sitemap-platform.xml", web::get().to(crawl::platform))
        .route("/m/{slug}/sitemap.xml", web::get().to(crawl::tenant))
        // Beside the API browser, which has all else below /docs.
        .route(ERRORS_PAGE, web::get().to(page::public))
        .route("/docs/errors/{code}", web::get().to(page::public))
        .route("/ayuda/pantallas/{file}", web::get().to(manuals::figure))
        .route("/ayuda/{role}", web::get().to(manuals::page))
        .route("/admin/sw.js", web::get().to(worker::serve))
        .route(
            "/admin/manifest.webmanifest",
            web::get().to(worker::manifest),
        )
        .route("/admin", web::get().to(page::staff))
        .route("/admin/{rest:.*}", web::get().to(page::staff))
        .default_service(web::to(page::public));
}
