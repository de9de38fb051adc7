//! Users and roles: who holds which role by which resolution, inviting, ending; in a municipality and on the platform.

mod form;
mod list;

pub use form::{new, new_operator};
pub use list::{list, operators};

/// Where the list of a municipality stands.
const PAGE: &str = "/admin/usuarios";

/// Where the operators are listed.
const OPERATORS_PAGE: &str = "/admin/operadores";
