//! Anybody verifies a document that the platform issued: by its code, and a copy of it by its digest.

mod compare;
mod digest;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod verify;

pub use verify::{verify, verify_code};
