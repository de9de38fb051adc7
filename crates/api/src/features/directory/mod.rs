//! The public directory: every municipality, filters, totals, a file to take away.

pub mod crawl;
mod export;
mod public;
mod totals;
mod view;

use crate::http::operations::Operations;

pub(crate) use view::item;

pub(crate) fn configure(operations: &mut Operations<'_, '_>) {
    operations
        .service(public::list_municipalities)
        .service(totals::get_directory_totals)
        .service(export::export_municipalities)
        .service(public::get_municipality);
}
