//! Versions of what is served: `ETag`, `If-None-Match`, `If-Match`.

use actix_web::HttpRequest;
use actix_web::HttpResponse;
use actix_web::http::header::{
    CACHE_CONTROL, ETAG, HeaderMap, HeaderName, IF_MATCH, IF_NONE_MATCH,
};
use chrono::{DateTime, Utc};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::bus::Topic;
use crate::error::{ApiError, ApiResult, Code};
use crate::http::cache::DependsOn;

/// The strong tag of a body.
pub(crate) fn of(body: &[u8]) -> String {
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
/// The topics are what the answer was derived from: it may be remembered until one of them changes. None means that it
/// is not remembered.
pub(crate) fn public<T: Serialize>(
    request: &HttpRequest,
    view: &T,
    topics: &[Topic],
) -> ApiResult<HttpResponse> {
    let body = serde_json::to_vec(view)?;
    Ok(public_body(request, "application/json", body, topics))
}

/// As [`public`], for an answer that is another from an instant on even if nothing changes.
pub(crate) fn public_until<T: Serialize>(
    request: &HttpRequest,
    view: &T,
    topics: &[Topic],
    until: DateTime<Utc>,
) -> ApiResult<HttpResponse> {
    let body = serde_json::to_vec(view)?;
    Ok(tagged(
        request,
        "application/json",
        body,
        DependsOn {
            topics: topics.to_vec(),
            until: Some(until),
        },
    ))
}

/// A public answer of any kind; see [`public`].
pub(crate) fn public_body(
    request: &HttpRequest,
    media_type: &str,
    body: Vec<u8>,
    topics: &[Topic],
) -> HttpResponse {
    let depends = DependsOn {
        topics: topics.to_vec(),
        until: None,
    };
    tagged(request, media_type, body, depends)
}

fn tagged(
    request: &HttpRequest,
    media_type: &str,
    body: Vec<u8>,
    depends: DependsOn,
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
    response.extensions_mut().insert(depends);
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
