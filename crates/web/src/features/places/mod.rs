//! The places of Peru: the field with which anybody finds one, and how operators keep them: added, renamed and closed by
//! law.

pub mod field;
mod form;
mod list;

pub use field::{PlaceField, place_label};
pub use form::{edit, new};
pub use list::list;

/// Where they are listed.
const PAGE: &str = "/admin/lugares";
