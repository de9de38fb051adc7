//! A municipality's public portal: its frame with its data, and its home page.

mod frame;
mod home;

pub use frame::{TenantPortal, frame, use_portal};
pub use home::home;
