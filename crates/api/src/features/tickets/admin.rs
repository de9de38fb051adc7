//! `/admin/tickets`: what a municipality asks.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use shared::access::perm;
use shared::features::tickets::{
    TicketAction, TicketIn, TicketListItem, TicketMessageIn, TicketOut, TicketsQuery, ticket_path,
};
use shared::kit::page::Page;
use uuid::Uuid;

use super::changes::{Act, Ask};
use super::store;
use super::view::{self, Reader};
use crate::error::ApiResult;
use crate::http::etag;
use crate::http::input::{NoParams, Params, Valid};
use crate::http::staff::Staff;
use crate::problems::{StaffRead, StaffWrite};
use crate::state::AppState;

type Asker = Staff<perm::TicketsAsk>;

/// The questions of the municipality, newest first.
#[utoipa::path(tag = "tickets", security(("session" = ["tickets:ask"])), params(TicketsQuery),
    responses((status = 200, description = "Una página", body = Page<TicketListItem>), StaffRead))]
#[get("/admin/tickets")]
pub(super) async fn list_tickets(
    state: web::Data<AppState>,
    staff: Asker,
    Params(query): Params<TicketsQuery>,
) -> ApiResult<HttpResponse> {
    let read = state.db.read(staff.scope()).await?;
    let found = store::list(&read, Some(staff.municipality()?), &query).await?;
    let mut items = Vec::new();
    for row in found.items {
        items.push(view::item(&read, row).await?);
    }
    etag::row(&Page {
        items,
        next_cursor: found.next_cursor,
        total: found.total,
    })
}

/// Asks the operator of the platform, who is told by mail.
#[utoipa::path(tag = "tickets", security(("session" = ["tickets:ask"])), request_body = TicketIn,
    responses((status = 201, description = "La consulta", body = TicketOut), StaffWrite))]
#[post("/admin/tickets")]
pub(super) async fn create_ticket(
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Asker,
    body: Valid<TicketIn>,
) -> ApiResult<HttpResponse> {
    let caller = staff.caller_with(&request, &body);
    let change = Ask {
        municipality: staff.municipality()?,
        body: body.into_inner(),
        public_url: state.settings.server.public_url.clone(),
    };
    let id = state.write.run(caller, change).await?;
    Ok(HttpResponse::Created()
        .insert_header(("Location", ticket_path(id)))
        .json(load(&state, &staff, id).await?))
}

/// One question with its thread.
#[utoipa::path(tag = "tickets", security(("session" = ["tickets:ask"])),
    params(("id" = Uuid, Path, description = "La consulta")),
    responses((status = 200, description = "La consulta", body = TicketOut), StaffRead))]
#[get("/admin/tickets/{id}")]
pub(super) async fn get_ticket(
    state: web::Data<AppState>,
    staff: Asker,
    id: web::Path<Uuid>,
    _: Params<NoParams>,
) -> ApiResult<HttpResponse> {
    etag::row(&load(&state, &staff, *id).await?)
}

/// Writes once more; the question waits for the operator again.
#[utoipa::path(tag = "tickets", security(("session" = ["tickets:ask"])), request_body = TicketMessageIn,
    params(("id" = Uuid, Path, description = "La consulta")),
    responses((status = 200, description = "La consulta", body = TicketOut), StaffWrite))]
#[post("/admin/tickets/{id}/messages")]
pub(super) async fn write_to_ticket(
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Asker,
    id: web::Path<Uuid>,
    body: Valid<TicketMessageIn>,
) -> ApiResult<HttpResponse> {
    let caller = staff.caller_with(&request, &body);
    let change = act(
        &state,
        &staff,
        *id,
        TicketAction::Ask,
        Some(body.into_inner().text),
    )?;
    state.write.run(caller, change).await?;
    etag::row(&load(&state, &staff, *id).await?)
}

/// Closes a question: nothing more is needed.
#[utoipa::path(tag = "tickets", security(("session" = ["tickets:ask"])),
    params(("id" = Uuid, Path, description = "La consulta")),
    responses((status = 200, description = "La consulta", body = TicketOut), StaffWrite))]
#[post("/admin/tickets/{id}/closing")]
pub(super) async fn close_ticket(
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Asker,
    id: web::Path<Uuid>,
) -> ApiResult<HttpResponse> {
    let change = act(&state, &staff, *id, TicketAction::Close, None)?;
    state.write.run(staff.caller(&request), change).await?;
    etag::row(&load(&state, &staff, *id).await?)
}

fn act(
    state: &AppState,
    staff: &Asker,
    id: Uuid,
    action: TicketAction,
    text: Option<String>,
) -> ApiResult<Act> {
    Ok(Act {
        municipality: Some(staff.municipality()?),
        id,
        action,
        text,
        public_url: state.settings.server.public_url.clone(),
    })
}

async fn load(state: &AppState, staff: &Asker, id: Uuid) -> ApiResult<TicketOut> {
    let read = state.db.read(staff.scope()).await?;
    let row = store::find(&read, Some(staff.municipality()?), id).await?;
    view::out(&read, &state.vault, row, Reader::Municipality).await
}
