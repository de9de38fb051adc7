//! The public directory: every municipality, filters, totals, a file to take away.

pub mod crawl;
mod export;
mod public;
mod totals;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) use view::item;

pub(crate) fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(public::list_municipalities)
        .service(totals::get_directory_totals)
        .service(export::export_municipalities)
        .service(public::get_municipality);
}
