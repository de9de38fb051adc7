//! Users and roles: who holds which role by which resolution, inviting, ending; in a municipality, on the platform, and
//! who administers a portal.

mod fields;
mod form;
mod list;
mod table;

pub use form::{new, new_administrator, new_operator};
pub use list::{administrators, list, operators};

/// Where the list of a municipality stands.
const PAGE: &str = "/admin/usuarios";

/// Where the operators are listed.
const OPERATORS_PAGE: &str = "/admin/operadores";

/// Where operators find the municipalities, each with its administrators.
const MUNICIPALITIES_PAGE: &str = "/admin/municipalidades";

/// Where an operator names an administrator of a municipality.
fn administrator_page(municipality: &str) -> String {
    format!("{MUNICIPALITIES_PAGE}/{municipality}/responsables/nuevo")
}
