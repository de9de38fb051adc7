//! The reference catalogues, edited by the operator: one screen for all of them, drawn from their declarations.

mod form;
mod rows;
mod values;

pub use form::{edit, new};
pub use rows::{catalog, catalogs};

use shared::features::catalogs::Catalog;

/// Where the catalogues are listed.
const PAGE: &str = "/admin/catalogos";

/// Where rows are added.
fn rows_path(catalog: &Catalog) -> String {
    format!("/api/v1/platform/catalogs/{}", catalog.name)
}

/// Where one row is read with its `ETag` and corrected; closed and withdrawn below it.
fn row_path(catalog: &Catalog, id: &str) -> String {
    format!("{}/{id}", rows_path(catalog))
}
