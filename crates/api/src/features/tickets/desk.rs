//! `/platform/tickets`: the questions of all municipalities, and the answers.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use shared::access::perm;
use shared::features::tickets::{
    TicketAction, TicketListItem, TicketMessageIn, TicketOut, TicketsQuery,
};
use shared::kit::page::Page;
use uuid::Uuid;

use super::changes::Act;
use super::store;
use super::view::{self, Reader};
use crate::error::{ApiError, ApiResult};
use crate::features::municipalities;
use crate::http::etag;
use crate::http::input::{NoParams, Params, Valid};
use crate::http::staff::Staff;
use crate::problems::{StaffRead, StaffWrite};
use crate::state::AppState;

type Operator = Staff<perm::TicketsAnswer>;

/// The questions of all municipalities, newest first.
#[utoipa::path(tag = "tickets", security(("session" = ["tickets:answer"])), params(TicketsQuery),
    responses((status = 200, description = "Una página", body = Page<TicketListItem>), StaffRead))]
#[get("/platform/tickets")]
pub(super) async fn list_municipality_tickets(
    state: web::Data<AppState>,
    staff: Operator,
    Params(query): Params<TicketsQuery>,
) -> ApiResult<HttpResponse> {
    let municipality = match query.municipality.as_deref() {
        Some(slug) => {
            let found = municipalities::by_slug(&state, slug).await?;
            Some(found.ok_or_else(ApiError::not_found)?.id)
        }
        None => None,
    };
    let read = state.db.read(staff.scope()).await?;
    let found = store::list(&read, municipality, &query).await?;
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

/// One question with its thread.
#[utoipa::path(tag = "tickets", security(("session" = ["tickets:answer"])),
    params(("id" = Uuid, Path, description = "La consulta")),
    responses((status = 200, description = "La consulta", body = TicketOut), StaffRead))]
#[get("/platform/tickets/{id}")]
pub(super) async fn get_municipality_ticket(
    state: web::Data<AppState>,
    staff: Operator,
    id: web::Path<Uuid>,
    _: Params<NoParams>,
) -> ApiResult<HttpResponse> {
    etag::row(&load(&state, &staff, *id).await?)
}

/// Answers. Whoever asked is told by mail.
#[utoipa::path(tag = "tickets", security(("session" = ["tickets:answer"])), request_body = TicketMessageIn,
    params(("id" = Uuid, Path, description = "La consulta")),
    responses((status = 200, description = "La consulta", body = TicketOut), StaffWrite))]
#[post("/platform/tickets/{id}/messages")]
pub(super) async fn answer_ticket(
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Operator,
    id: web::Path<Uuid>,
    body: Valid<TicketMessageIn>,
) -> ApiResult<HttpResponse> {
    let caller = staff.caller_with(&request, &body);
    let change = Act {
        municipality: None,
        id: *id,
        action: TicketAction::Answer,
        text: Some(body.into_inner().text),
        public_url: state.settings.server.public_url.clone(),
    };
    state.write.run(caller, change).await?;
    etag::row(&load(&state, &staff, *id).await?)
}

async fn load(state: &AppState, staff: &Operator, id: Uuid) -> ApiResult<TicketOut> {
    let read = state.db.read(staff.scope()).await?;
    let row = store::find(&read, None, id).await?;
    view::out(&read, &state.vault, row, Reader::Operator).await
}
