//! The operators' desk: requests for a portal, from the first look to the approval.

mod changes;
mod detail;
mod facts;
mod list;
mod steps;

pub use detail::detail;
pub use list::list;

/// Where the list stands.
const PAGE: &str = "/admin/solicitudes";
