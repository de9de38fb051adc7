//! Headers every answer carries. Answers that need a rule of their own set it first; it is not overwritten.

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage as _};
use shared::features::errors::ERRORS_PAGE;

use super::host::Host;

/// The policy of the apps: everything from here, nothing inline, WASM allowed.
const CSP: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The API browser brings styles inline; its scripts come from here like all others.
const DOCS_CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
    font-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

const HEADERS: [(&str, &str); 6] = [
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(), geolocation=(), microphone=()",
    ),
    ("referrer-policy", "strict-origin-when-cross-origin"),
    ("x-content-type-options", "nosniff"),
    // What says nothing about caching holds private data until proven otherwise.
    ("cache-control", "no-store"),
];

/// On the platform's host.
const HSTS: &str = "max-age=31536000; includeSubDomains";

/// On a municipality's domain, and wherever it is not known to be ours: what else stands below it may lack TLS.
const OTHER_HSTS: &str = "max-age=31536000";

/// The pages about errors stand beside the API browser and are pages of the app.
fn is_api_browser(path: &str) -> bool {
    path.starts_with("/docs/") && !path.starts_with(ERRORS_PAGE)
}

/// Middleware: adds the headers.
pub(crate) async fn add(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let policy = if is_api_browser(request.path()) {
        DOCS_CSP
    } else {
        CSP
    };
    let mut response = next.call(request).await?;
    let hsts = match response.request().extensions().get::<Host>() {
        Some(Host::Platform) => HSTS,
        _ => OTHER_HSTS,
    };
    let headers = response.headers_mut();
    let varying = [
        ("content-security-policy", policy),
        ("strict-transport-security", hsts),
    ];
    for (name, value) in varying.into_iter().chain(HEADERS) {
        let name = HeaderName::from_static(name);
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
    Ok(response)
}
