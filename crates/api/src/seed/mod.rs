//! What an installation starts from: reference data, the municipalities of a register file, the tenants of the demo.
//!
//! Every function may be run again: what is there already stays as it is.

mod crowd;
mod demo;
mod demo_content;
mod demo_records;
mod emblem;
mod emblems;
mod municipalities;
mod reference;

pub use crowd::{Crowd, seed_crowd};
pub use demo::{DEMO_DOMAIN, administrators, seed_demo};
pub use municipalities::{Report, seed_municipalities};
pub use reference::seed_reference;
