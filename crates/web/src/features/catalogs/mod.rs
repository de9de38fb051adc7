//! The reference catalogues, edited by the operator: one screen for all of them, drawn from their declarations.

mod form;
mod leave;
mod rows;
mod values;

pub use form::{edit, new};
pub use rows::{catalog, catalogs};

/// Where the catalogues are listed.
const PAGE: &str = "/admin/catalogos";
