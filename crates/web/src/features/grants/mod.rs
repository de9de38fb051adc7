//! Users and roles: who holds which role by which resolution, inviting, ending.

mod form;
mod list;

pub use form::new;
pub use list::list;

/// Where the list stands.
const PAGE: &str = "/admin/usuarios";
