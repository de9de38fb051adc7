//! The places of Peru as operators keep them: found by name or code, added, renamed and closed by law.

mod form;
mod list;

pub use form::{edit, new};
pub use list::list;

/// Where they are listed.
const PAGE: &str = "/admin/lugares";
