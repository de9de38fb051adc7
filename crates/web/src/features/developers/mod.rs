//! For programmers: what the API offers, how much one may ask, and a reading key of one's own.

mod confirm;
mod home;
mod key_form;
#[cfg(all(test, feature = "ssr"))]
mod tests;

pub use confirm::confirm;
pub use home::home;
