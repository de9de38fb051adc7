//! The `Idempotency-Key` of a request: sent again with the same key, it has its effect once.

use actix_web::HttpRequest;
use actix_web::http::header::HeaderMap;

use crate::error::{ApiError, ApiResult, Code};
use crate::write::IdempotencyKey;

/// Name of the header.
pub(crate) const HEADER: &str = "idempotency-key";
/// Longest key; a UUID has 36 characters.
const MAX: usize = 255;

/// Refuses a key that cannot be kept, before anything is done under it.
///
/// # Errors
/// 400 for an empty, long, repeated or unprintable key.
pub(crate) fn check(headers: &HeaderMap) -> ApiResult<()> {
    let mut keys = headers.get_all(HEADER);
    let Some(key) = keys.next() else {
        return Ok(());
    };
    let usable = !key.is_empty() && key.len() <= MAX && key.to_str().is_ok();
    if usable && keys.next().is_none() {
        return Ok(());
    }
    let detail = format!("Idempotency-Key es un solo texto de 1 a {MAX} caracteres");
    Err(ApiError::new(Code::Malformed).detail(detail))
}

/// The key of a request that passed [`check`], in the scope of its sender.
pub(crate) fn key(request: &HttpRequest, sender: &str, body: &[u8]) -> Option<IdempotencyKey> {
    let key = request.headers().get(HEADER)?.to_str().ok()?;
    Some(IdempotencyKey::new(sender, request.path(), key, body))
}
