//! Asking for a municipality's portal, following what became of it, and the operators' desk.

pub mod desk;

mod correction;
mod designation;
mod form;
mod receipt;
mod request;
mod review;
mod steps;
#[cfg(test)]
mod tests;
mod timeline;
mod tracking;
mod wizard;

pub use correction::correction;
pub use request::request;
pub use tracking::tracking;

/// Where a request is followed.
const TRACKING: &str = "/seguimiento";
