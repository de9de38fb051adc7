//! `/admin/interests/agenda`: what officials announce, and what became of it.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use chrono::NaiveDate;
use serde::Deserialize;
use shared::access::perm;
use shared::features::interests::agenda::{
    AgendaAction, AgendaCancelIn, AgendaItemIn, AgendaItemOut, AgendaMoveIn, agenda_item_path,
};
use shared::kit::page::Page;
use shared::time::lima_date;
use uuid::Uuid;

use super::agenda_changes::{Announce, Take};
use super::{agenda_view, store};
use crate::error::ApiResult;
use crate::http::etag::{self, Expected};
use crate::http::input::{NoParams, Params, Valid};
use crate::http::staff::Staff;
use crate::problems::{StaffEdit, StaffRead, StaffWrite};
use crate::state::AppState;

type Manager = Staff<perm::VisitsManage>;

/// Which activities are listed.
#[derive(Clone, Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct AgendaQuery {
    /// Only those of this day.
    on: Option<NaiveDate>,
    /// Those from this day on; from today without.
    from: Option<NaiveDate>,
}

/// The activities of a day, or from a day on, in their order; at most 500.
#[utoipa::path(tag = "interests", security(("session" = ["visits:record"])), params(AgendaQuery),
    responses((status = 200, description = "Actividades", body = Page<AgendaItemOut>), StaffRead))]
#[get("/admin/interests/agenda")]
pub(super) async fn list_agenda_items(
    state: web::Data<AppState>,
    staff: Staff<perm::VisitsRecord>,
    Params(query): Params<AgendaQuery>,
) -> ApiResult<HttpResponse> {
    let read = state.db.read(staff.scope()).await?;
    let municipality = staff.municipality()?;
    let first = query.on.or(query.from);
    let first = first.unwrap_or_else(|| lima_date(state.clock.now()));
    let rows = store::items_between(&read, municipality, first, query.on).await?;
    let items = agenda_view::items(&read, municipality, rows).await?;
    etag::row(&Page::complete(items))
}

/// Announces an activity: the public reads it at once.
#[utoipa::path(tag = "interests", security(("session" = ["visits:manage"])), request_body = AgendaItemIn,
    responses((status = 201, description = "Publicada", body = AgendaItemOut), StaffWrite))]
#[post("/admin/interests/agenda")]
pub(super) async fn create_agenda_item(
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Manager,
    body: Valid<AgendaItemIn>,
) -> ApiResult<HttpResponse> {
    let caller = staff.caller_with(&request, &body);
    let change = Announce {
        municipality: staff.municipality()?,
        id: Uuid::now_v7(),
        body: body.into_inner(),
    };
    let announced = state.write.run(caller, change).await?;
    Ok(HttpResponse::Created()
        .insert_header(("Location", agenda_item_path(announced.id)))
        .json(announced))
}

/// One activity.
#[utoipa::path(tag = "interests", security(("session" = ["visits:record"])),
    params(("id" = Uuid, Path, description = "La actividad")),
    responses((status = 200, description = "La actividad", body = AgendaItemOut), StaffRead))]
#[get("/admin/interests/agenda/{id}")]
pub(super) async fn get_agenda_item(
    state: web::Data<AppState>,
    staff: Staff<perm::VisitsRecord>,
    id: web::Path<Uuid>,
    _: Params<NoParams>,
) -> ApiResult<HttpResponse> {
    let read = state.db.read(staff.scope()).await?;
    etag::row(&agenda_view::one(&read, staff.municipality()?, *id).await?)
}

/// Moves an activity to another time or place, with the reason that the public reads.
#[utoipa::path(tag = "interests", security(("session" = ["visits:manage"])), request_body = AgendaMoveIn,
    params(("id" = Uuid, Path, description = "La actividad"), ("If-Match" = String, Header, description = "El ETag que se leyó")),
    responses((status = 200, description = "Reprogramada", body = AgendaItemOut), StaffEdit))]
#[post("/admin/interests/agenda/{id}/move")]
pub(super) async fn move_agenda_item(
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Manager,
    id: web::Path<Uuid>,
    body: Valid<AgendaMoveIn>,
) -> ApiResult<HttpResponse> {
    let AgendaMoveIn { slot, reason } = body.into_inner();
    let change = Take {
        slot: Some(slot),
        reason: Some(reason),
        ..taken(&request, &staff, *id, AgendaAction::Move)?
    };
    etag::row(&state.write.run(staff.caller(&request), change).await?)
}

/// Calls an activity off, with the reason that the public reads. It stays in the agenda.
#[utoipa::path(tag = "interests", security(("session" = ["visits:manage"])), request_body = AgendaCancelIn,
    params(("id" = Uuid, Path, description = "La actividad"), ("If-Match" = String, Header, description = "El ETag que se leyó")),
    responses((status = 200, description = "Cancelada", body = AgendaItemOut), StaffEdit))]
#[post("/admin/interests/agenda/{id}/cancellation")]
pub(super) async fn cancel_agenda_item(
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Manager,
    id: web::Path<Uuid>,
    body: Valid<AgendaCancelIn>,
) -> ApiResult<HttpResponse> {
    let change = Take {
        reason: Some(body.into_inner().reason),
        ..taken(&request, &staff, *id, AgendaAction::Cancel)?
    };
    etag::row(&state.write.run(staff.caller(&request), change).await?)
}

/// Says that an activity was held.
#[utoipa::path(tag = "interests", security(("session" = ["visits:manage"])),
    params(("id" = Uuid, Path, description = "La actividad"), ("If-Match" = String, Header, description = "El ETag que se leyó")),
    responses((status = 200, description = "Realizada", body = AgendaItemOut), StaffEdit))]
#[post("/admin/interests/agenda/{id}/held")]
pub(super) async fn hold_agenda_item(
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Manager,
    id: web::Path<Uuid>,
) -> ApiResult<HttpResponse> {
    let change = taken(&request, &staff, *id, AgendaAction::Hold)?;
    etag::row(&state.write.run(staff.caller(&request), change).await?)
}

fn taken(
    request: &HttpRequest,
    staff: &Manager,
    id: Uuid,
    action: AgendaAction,
) -> ApiResult<Take> {
    Ok(Take {
        municipality: staff.municipality()?,
        id,
        expected: Expected::of(request)?,
        action,
        slot: None,
        reason: None,
    })
}
