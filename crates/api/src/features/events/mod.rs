//! Server-sent events: a browser that keeps one connection learns at once that a municipality published something, and
//! asks again for what it shows.
//!
//! An event says that something changed, never what: whoever hears it reads the public answer like everybody else, out of
//! the cache of answers. A listener costs a connection and a place in the bus's queue; no query is made for it, and of
//! changes that follow each other closely it hears once.

mod listen;
mod seats;

use actix_web::http::header::{CACHE_CONTROL, CONTENT_ENCODING};
use actix_web::{HttpResponse, get, web};

use crate::error::ApiResult;
use crate::http::input::{NoParams, Params};
use crate::http::operations::Operations;
use crate::http::tenant::Tenant;
use crate::problems::Value;
use crate::state::AppState;

pub(crate) use seats::Seats;

/// Registers the operation.
pub(crate) fn configure(operations: &mut Operations<'_, '_>) {
    operations.service(follow_events);
}

/// What a municipality publishes, as it happens: `changed` after each change, at most once in two seconds; ask again then
/// for what you show. A line of comment every twenty seconds keeps the connection open. Open one connection for all you show.
#[utoipa::path(tag = "events", security(()), params(("slug" = String, Path)),
    responses((status = 200, description = "Eventos enviados por el servidor", content_type = "text/event-stream", body = String), Value))]
#[get("/m/{slug}/events")]
pub(super) async fn follow_events(
    state: web::Data<AppState>,
    tenant: Tenant,
    _: Params<NoParams>,
) -> ApiResult<HttpResponse> {
    let tenant = tenant.with_portal()?;
    let seat = state.listeners.take()?;
    let events = listen::events(&state, tenant.id, seat);
    Ok(HttpResponse::Ok()
        .content_type("text/event-stream")
        // Compressed, an event would wait for those that come after it.
        .insert_header((CONTENT_ENCODING, "identity"))
        .insert_header((CACHE_CONTROL, "no-store"))
        .insert_header(("X-Accel-Buffering", "no"))
        .insert_header(("Access-Control-Allow-Origin", "*"))
        .insert_header(("Cross-Origin-Resource-Policy", "cross-origin"))
        .streaming(events))
}
