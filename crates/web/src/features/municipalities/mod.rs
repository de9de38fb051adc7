//! The municipalities as operators see them: the list, one of them, suspending and resuming its portal.

mod detail;
mod list;
mod step;

pub use detail::detail;
pub use list::list;

/// Where they are listed.
const PAGE: &str = "/admin/municipalidades";
