//! Who one is: signing in, the second factor, the life of a session, what protects it.

mod admission;
mod lost_factor;
mod second_factor;
mod sessions;
mod sign_in;
mod tokens;

const ME: &str = "/api/v1/auth/me";
const ACCESS: &str = "__Host-at";
const REFRESH: &str = "__Host-rt";
