//! The municipalities as operators see them: the list, one of them, suspending and resuming its portal, letting
//! staff practise in it.

mod detail;
mod list;
mod step;
mod training;

pub use detail::detail;
pub use list::list;

/// Where they are listed.
const PAGE: &str = "/admin/municipalidades";
