//! Gives every request its id: it stands in the log, in every problem document and in the journal.

use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::middleware::Next;
use uuid::Uuid;

tokio::task_local! {
    static CURRENT: String;
}

/// The id of the request that is being answered; empty outside of one.
pub(crate) fn current() -> String {
    CURRENT.try_with(Clone::clone).unwrap_or_default()
}

/// Middleware: sets the id and returns it in `X-Request-Id`. An id sent by the client is not believed.
pub(crate) async fn assign(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let id = Uuid::now_v7().simple().to_string();
    let header = HeaderValue::from_str(&id);
    let mut response = CURRENT.scope(id, next.call(request)).await?;
    if let Ok(header) = header {
        response
            .headers_mut()
            .insert(HeaderName::from_static("x-request-id"), header);
    }
    Ok(response)
}
