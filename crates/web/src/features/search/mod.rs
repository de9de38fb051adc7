//! Searching: the platform's own search page, and what it shares with that of a portal.

mod hits;
mod platform;
#[cfg(all(test, feature = "ssr"))]
mod tests;

pub use hits::{Entry, Found, asked, form, matching, results};
pub use platform::page;
