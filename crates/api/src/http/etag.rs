//! Versions of what is served: `ETag`, `If-None-Match`, `If-Match`.

use actix_web::HttpRequest;
use actix_web::HttpResponse;
use actix_web::http::header::{
    CACHE_CONTROL, ETAG, HeaderMap, HeaderName, IF_MATCH, IF_NONE_MATCH,
};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::error::{ApiError, ApiResult, Code};
use crate::http::cache::DependsOn;

/// The strong tag of a body.
pub fn of(body: &[u8]) -> String {
    let digest = hex::encode(Sha256::digest(body));
    format!("\"{}\"", digest.get(..32).unwrap_or(&digest))
}

/// Tags of encoded bodies end in `-br` or `-gzip`; the resource behind them is the same.
pub(super) fn plain(tag: &str) -> &str {
    let tag = tag.trim();
    let tag = tag.strip_prefix("W/").unwrap_or(tag).trim_matches('"');
    tag.strip_suffix("-br")
        .or_else(|| tag.strip_suffix("-gzip"))
        .unwrap_or(tag)
}

pub(super) fn matches(headers: &HeaderMap, name: HeaderName, tag: &str) -> Option<bool> {
    let value = headers.get(name)?.to_str().ok()?;
    Some(
        value.trim() == "*"
            || value
                .split(',')
                .any(|candidate| plain(candidate) == plain(tag)),
    )
}

/// Whether the reader has this version already.
pub(crate) fn is_known(request: &HttpRequest, tag: &str) -> bool {
    matches(request.headers(), IF_NONE_MATCH, tag) == Some(true)
}

/// A public answer as JSON: tagged, always revalidated, 304 when the reader has it already.
///
/// It may be remembered until something that it was derived from changes; without topics it is not remembered.
pub(crate) fn public<T: Serialize>(
    request: &HttpRequest,
    view: &T,
    depends: impl Into<DependsOn>,
) -> ApiResult<HttpResponse> {
    let body = serde_json::to_vec(view)?;
    Ok(public_body(request, "application/json", body, depends))
}

/// A public answer of any kind; see [`public`].
pub(crate) fn public_body(
    request: &HttpRequest,
    media_type: &str,
    body: Vec<u8>,
    depends: impl Into<DependsOn>,
) -> HttpResponse {
    let tag = of(&body);
    let known = is_known(request, &tag);
    let mut response = if known {
        HttpResponse::NotModified()
    } else {
        HttpResponse::Ok()
    };
    response
        .insert_header((ETAG, tag))
        .insert_header((CACHE_CONTROL, "no-cache"))
        .insert_header(("Access-Control-Allow-Origin", "*"))
        .insert_header(("Cross-Origin-Resource-Policy", "cross-origin"));
    let mut response = if known {
        response.finish()
    } else {
        response.content_type(media_type.to_owned()).body(body)
    };
    response.extensions_mut().insert(depends.into());
    response
}

/// A row for the staff: never stored by a browser, tagged so that it can be changed with `If-Match`.
pub(crate) fn row<T: Serialize>(view: &T) -> ApiResult<HttpResponse> {
    let body = serde_json::to_vec(view)?;
    Ok(HttpResponse::Ok()
        .insert_header((ETAG, of(&body)))
        .content_type("application/json")
        .body(body))
}

/// The tag a change was made against.
#[derive(Clone, Debug)]
pub(crate) struct Expected(String);

impl Expected {
    /// Reads `If-Match`.
    ///
    /// # Errors
    /// 428 when it is missing.
    pub(crate) fn of(request: &HttpRequest) -> ApiResult<Self> {
        let value = request
            .headers()
            .get(IF_MATCH)
            .and_then(|value| value.to_str().ok());
        value
            .map(|value| Self(value.to_owned()))
            .ok_or_else(|| ApiError::new(Code::PreconditionRequired))
    }

    /// Whatever stands there now.
    #[cfg(test)]
    pub(crate) fn any() -> Self {
        Self("*".to_owned())
    }

    /// Compares with the row as it stands now, inside the transaction.
    ///
    /// # Errors
    /// 412 when it is another.
    pub(crate) fn check<T: Serialize>(&self, view: &T) -> ApiResult<()> {
        let tag = of(&serde_json::to_vec(view)?);
        let same = self.0.trim() == "*"
            || self
                .0
                .split(',')
                .any(|candidate| plain(candidate) == plain(&tag));
        if same {
            Ok(())
        } else {
            Err(ApiError::new(Code::Stale))
        }
    }
}
