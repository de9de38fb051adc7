//! Anybody verifies a document that the platform issued: by its code, and a copy of it by its digest. The staff lists,
//! issues, revokes and replaces its own.

mod compare;
mod digest;
mod staff;
#[cfg(test)]
mod tests;
mod verify;

pub use staff::{municipality, platform};
pub use verify::{verify, verify_code};
