//! The two cookies of a staff session. `__Host-` binds them to this host, the whole path and a secure context.

use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};

/// Access token, a few minutes.
pub(crate) const ACCESS: &str = "__Host-at";
/// Refresh token. `__Host-` forces the whole path, so it travels everywhere; only refresh and logout read it.
pub(crate) const REFRESH: &str = "__Host-rt";

/// A cookie no script reads and no other site sends.
pub(crate) fn set(name: &'static str, value: String, life: chrono::TimeDelta) -> Cookie<'static> {
    build(name, value, Duration::seconds(life.num_seconds()))
}

/// The same cookie, gone.
pub(crate) fn clear(name: &'static str) -> Cookie<'static> {
    build(name, String::new(), Duration::ZERO)
}

fn build(name: &'static str, value: String, life: Duration) -> Cookie<'static> {
    Cookie::build(name, value)
        .path("/")
        .secure(true)
        .http_only(true)
        .same_site(SameSite::Strict)
        .max_age(life)
        .finish()
}
