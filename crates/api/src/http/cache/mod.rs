//! Public answers remembered as they leave: encoded, tagged, until something they were derived from changes.
//!
//! Only answers that say what they depend on ([`DependsOn`]) are remembered, and only for requests without cookies of
//! ours or a key. It stands outside the compression, so that a body is encoded once, and inside the security headers.
//! For every such answer, remembered or not, it gives each encoding its own `ETag` and answers `If-None-Match`. `HEAD`
//! is answered as `GET` without the body.

mod depends;
mod encoding;
mod store;

use std::pin::Pin;
use std::task::{Context, Poll};

use actix_web::body::{BodySize, BoxBody, MessageBody, to_bytes};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{
    ACCEPT_ENCODING, AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE, COOKIE, ETAG, HeaderMap,
    HeaderValue, IF_NONE_MATCH, VARY,
};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::web::Bytes;
use actix_web::{Error, HttpMessage as _, HttpRequest, HttpResponse, web};

use super::{InProcess, etag};
use crate::error::ApiError;
use crate::state::AppState;
use encoding::Encoding;
use store::{Answer, Key};

pub use depends::DependsOn;
pub(crate) use store::Answers;

/// What, beside address and encoding, tells the answers to a request apart: language and theme of a page, its host.
/// Empty where the address says it all. Registered as application data by whoever serves such answers.
#[derive(Clone, Copy, Debug)]
pub struct Variant(pub fn(&HttpRequest) -> String);

/// Middleware: answers from memory what it can.
pub(crate) async fn serve(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let head_only = request.method() == Method::HEAD;
    let state = request.app_data::<web::Data<AppState>>().cloned();
    let (Some(state), true) = (state, head_only || request.method() == Method::GET) else {
        return Ok(next.call(request).await?.map_into_boxed_body());
    };
    request.head_mut().method = Method::GET;
    let encoding = Encoding::negotiate(request.headers());
    let canonical = HeaderValue::from_static(encoding.as_str());
    request.headers_mut().insert(ACCEPT_ENCODING, canonical);
    let key = is_anonymous(request.headers()).then(|| {
        let variant = request.app_data::<Variant>().copied();
        let variant = variant.map_or_else(String::new, |Variant(of)| of(request.request()));
        Key::new(request.uri(), variant, encoding)
    });
    let in_process = request.extensions().contains::<InProcess>();
    let kept = key
        .as_ref()
        .and_then(|key| state.answers.get(key, &state.bus, || state.clock.now()));
    if let Some(answer) = kept {
        let mut response = respond(request.headers(), &answer, head_only);
        if in_process {
            response.extensions_mut().insert(answer.depends.clone());
        }
        return Ok(request.into_response(response));
    }
    // Before the read: a change during it makes the answer old, not the other way round.
    let stamp = state.bus.now();
    let response = next.call(request).await?;
    let depends = response.response().extensions().get::<DependsOn>().cloned();
    let Some(depends) = depends.filter(|_| response.status() == StatusCode::OK) else {
        return Ok(without_body(response.map_into_boxed_body(), head_only));
    };
    let (request, response) = response.into_parts();
    let answer = collect(response, stamp, depends).await?;
    let mut response = respond(request.headers(), &answer, head_only);
    if in_process {
        response.extensions_mut().insert(answer.depends.clone());
    }
    if let Some(key) = key.filter(|_| answer.depends.is_lasting()) {
        state.answers.put(key, answer);
    }
    Ok(ServiceResponse::new(request, response))
}

/// Nothing in the request says who sends it.
fn is_anonymous(headers: &HeaderMap) -> bool {
    let cookies = headers.get_all(COOKIE).map(HeaderValue::as_bytes);
    let mut ours = cookies.filter(|value| value.windows(7).any(|part| part == b"__Host-"));
    !headers.contains_key(AUTHORIZATION) && ours.next().is_none()
}

/// The answer whole, with the tag of its encoding.
async fn collect<B: MessageBody + 'static>(
    response: HttpResponse<B>,
    stamp: u64,
    depends: DependsOn,
) -> Result<Answer, Error> {
    let (head, body) = response.into_parts();
    let mut headers = head.headers().clone();
    let encoded = headers
        .get(CONTENT_ENCODING)
        .and_then(|value| value.to_str().ok());
    let tag = headers.get(ETAG).and_then(|value| value.to_str().ok());
    if let (Some(encoded), Some(tag)) = (encoded, tag)
        && let Ok(tag) = HeaderValue::from_str(&format!("\"{}-{encoded}\"", etag::plain(tag)))
    {
        headers.insert(ETAG, tag);
    }
    headers.insert(VARY, vary(&headers));
    let body = to_bytes(body)
        .await
        .map_err(|error| ApiError::internal(anyhow::anyhow!("body: {}", error.into())))?;
    Ok(Answer {
        headers,
        body,
        stamp,
        depends,
    })
}

/// What the answer varies with, as it says itself, and the encoding.
fn vary(headers: &HeaderMap) -> HeaderValue {
    let mut names = vec!["accept-encoding"];
    let said = headers
        .get_all(VARY)
        .filter_map(|value| value.to_str().ok());
    for name in said.flat_map(|value| value.split(',').map(str::trim)) {
        if !names.iter().any(|known| known.eq_ignore_ascii_case(name)) {
            names.push(name);
        }
    }
    HeaderValue::from_str(&names.join(", ")).unwrap_or(HeaderValue::from_static("*"))
}

/// The answer to this request: whole, without its body, or only that nothing changed.
fn respond(asked: &HeaderMap, answer: &Answer, head_only: bool) -> HttpResponse {
    let tag = answer.headers.get(ETAG).and_then(|tag| tag.to_str().ok());
    let known = tag.is_some_and(|tag| etag::matches(asked, IF_NONE_MATCH, tag) == Some(true));
    let mut response = if known {
        HttpResponse::NotModified().finish()
    } else {
        let body = answer.body.clone();
        HttpResponse::Ok().body(body)
    };
    if head_only && !known {
        response = response.set_body(BoxBody::new(NoBody(length(&answer.body))));
    }
    for (name, value) in &answer.headers {
        if !known || (name != CONTENT_ENCODING && name != CONTENT_TYPE) {
            response.headers_mut().insert(name.clone(), value.clone());
        }
    }
    response
}

fn without_body(response: ServiceResponse<BoxBody>, head_only: bool) -> ServiceResponse<BoxBody> {
    if !head_only {
        return response;
    }
    response.map_body(|_, body| match body.size() {
        BodySize::Sized(length) => BoxBody::new(NoBody(length)),
        _ => BoxBody::new(NoBody(0)),
    })
}

fn length(body: &Bytes) -> u64 {
    u64::try_from(body.len()).unwrap_or(u64::MAX)
}

/// The body of an answer to `HEAD`: its length, and nothing of it.
struct NoBody(u64);

impl MessageBody for NoBody {
    type Error = std::convert::Infallible;

    fn size(&self) -> BodySize {
        BodySize::Sized(self.0)
    }

    fn poll_next(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Self::Error>>> {
        Poll::Ready(None)
    }
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::HeaderName;

    use super::*;

    fn anonymous(headers: &[(HeaderName, &'static str)]) -> bool {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(name.clone(), HeaderValue::from_static(value));
        }
        is_anonymous(&map)
    }

    #[test]
    fn who_says_who_he_is_is_not_answered_from_memory() {
        assert!(anonymous(&[]) && anonymous(&[(COOKIE, "theme=dark; lang=es")]));
        assert!(!anonymous(&[(AUTHORIZATION, "Bearer mnc_x")]));
        assert!(!anonymous(&[(COOKIE, "lang=es; __Host-access=x")]));
        assert!(!anonymous(&[
            (COOKIE, "lang=es"),
            (COOKIE, "__Host-refresh=x")
        ]));
    }
}
