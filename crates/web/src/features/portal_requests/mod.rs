//! Asking for a municipality's portal, and following what became of it.

mod designation;
mod form;
mod receipt;
mod request;
mod review;
mod steps;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod timeline;
mod tracking;
mod wizard;

pub use request::request;
pub use tracking::tracking;

/// Where a request is followed.
const TRACKING: &str = "/seguimiento";
