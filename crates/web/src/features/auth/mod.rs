//! Staff sign-in.

mod sign_in;

pub use sign_in::sign_in;
