//! Refuses writes that another site makes a browser send: `Origin` must be ours and a header be set that no form can set.

use actix_web::dev::ServiceRequest;
use actix_web::http::Method;
use actix_web::http::header::ORIGIN;
use shared::features::interests::answers::ANSWER_LINKS_PATH;
use shared::features::watches::LINKS_PATH;

use super::cookies;
use crate::error::{ApiError, ApiResult, Code};

/// The header a script of ours sets. A foreign one would need a permission that is never given (CORS).
pub(crate) const HEADER: &str = "x-munica-csrf";

/// Whether a request changes something.
pub(crate) fn writes(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// Whether a browser identifies itself here by cookie.
pub(crate) fn carries_cookie(request: &ServiceRequest) -> bool {
    [cookies::ACCESS, cookies::REFRESH]
        .iter()
        .any(|name| request.cookie(name).is_some())
}

/// Checks a write that carries a cookie of ours, or sets one: signing someone in from elsewhere is an attack too.
///
/// # Errors
/// 403 `cross_site`.
pub(crate) fn check(request: &ServiceRequest, public_url: &str) -> ApiResult<()> {
    let sets_cookies = request.path().starts_with("/api/v1/auth/");
    // A link does what it does by its token: no cookie is read there, and a page without scripts sends no header.
    let links = [LINKS_PATH, ANSWER_LINKS_PATH];
    let is_link = links.iter().any(|path| request.path().starts_with(path));
    let cookies_count = sets_cookies || carries_cookie(request) && !is_link;
    if !writes(request.method()) || !cookies_count {
        return Ok(());
    }
    let headers = request.headers();
    let mut origins = headers.get_all(ORIGIN);
    let ours = origins
        .next()
        .is_some_and(|value| value.as_bytes() == public_url.as_bytes())
        && origins.next().is_none();
    let marked = headers
        .get(HEADER)
        .is_some_and(|value| value.as_bytes() == b"1");
    if ours && marked {
        Ok(())
    } else {
        Err(ApiError::new(Code::CrossSite))
    }
}
