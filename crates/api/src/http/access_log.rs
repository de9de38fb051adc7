//! One line per request, with the route and not the address: names, numbers and tokens in an address never reach a log.

use std::time::Instant;

use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;

use crate::error::ApiError;
use crate::http::request_id;

/// Middleware: logs the request after it was answered, counts and times it.
pub(crate) async fn log(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let start = Instant::now();
    let method = request.method().clone();
    let response = next.call(request).await?;
    let route = response
        .request()
        .match_pattern()
        .unwrap_or_else(|| "-".to_owned());
    let status = response.status();
    let millis = start.elapsed().as_secs_f64() * 1000.0;
    let id = request_id::current();
    if let Some(error) = response.response().error() {
        log_error(&id, error);
    }
    tracing::info!(request.id = %id, http.method = %method, http.route = %route, http.status = status.as_u16(),
        duration_ms = millis, "request");
    let labels = [
        ("route", route),
        ("method", method.to_string()),
        ("status", status.as_u16().to_string()),
    ];
    metrics::counter!("munica_http_requests_total", &labels).increment(1);
    metrics::histogram!("munica_http_request_seconds", &labels[..2]).record(millis / 1000.0);
    Ok(response)
}

/// The cause of a fault of ours, once, at the edge.
fn log_error(id: &str, error: &Error) {
    if let Some(error) = error.as_error::<ApiError>() {
        match &error.cause {
            Some(cause) if error.code.status() >= 500 => {
                tracing::error!(request.id = %id, code = error.code.code(), cause = format!("{cause:#}"), "failed");
            }
            _ => tracing::debug!(request.id = %id, code = error.code.code(), "refused"),
        }
    }
}
