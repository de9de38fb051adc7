//! `/admin/interests/capacities`: who decides, by which resolution, since when and until when.

use std::collections::HashMap;

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use chrono::NaiveDate;
use serde::Deserialize;
use shared::access::perm;
use shared::features::interests::capacities::{
    CapacityEndIn, CapacityIn, CapacityOut, capacity_path,
};
use shared::features::visits::officials::OfficialChoice;
use shared::kit::page::{Page, PageQuery};
use shared::time::lima_date;
use uuid::Uuid;

use super::capacities_changes::{Add, End};
use super::entity::capacity;
use super::store;
use crate::error::{ApiError, ApiResult};
use crate::features::visits;
use crate::http::etag::{self, Expected};
use crate::http::input::{NoParams, Params, Valid};
use crate::http::staff::Staff;
use crate::problems::{StaffEdit, StaffRead, StaffWrite};
use crate::state::AppState;

/// Which capacities are listed.
#[derive(Clone, Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct CapacitiesQuery {
    /// Only those in force on this day.
    on: Option<NaiveDate>,
    /// Entries of a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u32>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

/// On which day.
#[derive(Clone, Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct CapacityDayQuery {
    /// The day; today without.
    on: Option<NaiveDate>,
}

/// Decision capacities, the last one entered first, also those that are over.
#[utoipa::path(tag = "interests", security(("session" = ["visits:record"])), params(CapacitiesQuery),
    responses((status = 200, description = "Capacidades de decisión", body = Page<CapacityOut>), StaffRead))]
#[get("/admin/interests/capacities")]
pub(super) async fn list_capacities(
    state: web::Data<AppState>,
    staff: Staff<perm::VisitsRecord>,
    Params(query): Params<CapacitiesQuery>,
) -> ApiResult<HttpResponse> {
    let read = state.db.read(staff.scope()).await?;
    let municipality = staff.municipality()?;
    let page = PageQuery {
        limit: query.limit,
        cursor: query.cursor,
    };
    let found = store::capacities(&read, municipality, query.on, &page).await?;
    let ids = found.items.iter().map(|row| row.official_id).collect();
    let officials = visits::officials_by_id(&read, municipality, ids).await?;
    let items = found.items.into_iter().map(|row| out(row, &officials));
    let page = Page {
        items: items.collect::<ApiResult<Vec<_>>>()?,
        next_cursor: found.next_cursor,
        total: found.total,
    };
    etag::row(&page)
}

/// The officials before whom interests can be managed on a day, by name: what the forms choose from.
#[utoipa::path(tag = "interests", security(("session" = ["visits:record"])), params(CapacityDayQuery),
    responses((status = 200, description = "Sujetos con capacidad de decisión", body = Page<OfficialChoice>), StaffRead))]
#[get("/admin/interests/capacities-in-force")]
pub(super) async fn list_capacities_in_force(
    state: web::Data<AppState>,
    staff: Staff<perm::VisitsRecord>,
    Params(query): Params<CapacityDayQuery>,
) -> ApiResult<HttpResponse> {
    let read = state.db.read(staff.scope()).await?;
    let day = query.on.unwrap_or_else(|| lima_date(state.clock.now()));
    let municipality = staff.municipality()?;
    let rows = store::capacities_on(&read, municipality, day).await?;
    let ids = rows.iter().map(|row| row.official_id).collect();
    let officials = visits::officials_by_id(&read, municipality, ids).await?;
    let mut choices: Vec<_> = officials.into_values().collect();
    choices.sort_by(|one, other| (&one.name, one.id).cmp(&(&other.name, other.id)));
    etag::row(&Page::complete(choices))
}

/// Gives an official decision capacity.
#[utoipa::path(tag = "interests", security(("session" = ["visits:manage"])), request_body = CapacityIn,
    responses((status = 201, description = "Agregada", body = CapacityOut), StaffWrite))]
#[post("/admin/interests/capacities")]
pub(super) async fn create_capacity(
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Staff<perm::VisitsManage>,
    body: Valid<CapacityIn>,
) -> ApiResult<HttpResponse> {
    let caller = staff.caller_with(&request, &body);
    let change = Add {
        municipality: staff.municipality()?,
        id: Uuid::now_v7(),
        body: body.into_inner(),
    };
    let added = state.write.run(caller, change).await?;
    Ok(HttpResponse::Created()
        .insert_header(("Location", capacity_path(added.id)))
        .json(added))
}

/// One decision capacity.
#[utoipa::path(tag = "interests", security(("session" = ["visits:manage"])),
    params(("id" = Uuid, Path, description = "La capacidad de decisión")),
    responses((status = 200, description = "La capacidad de decisión", body = CapacityOut), StaffRead))]
#[get("/admin/interests/capacities/{id}")]
pub(super) async fn get_capacity(
    state: web::Data<AppState>,
    staff: Staff<perm::VisitsManage>,
    id: web::Path<Uuid>,
    _: Params<NoParams>,
) -> ApiResult<HttpResponse> {
    let read = state.db.read(staff.scope()).await?;
    let municipality = staff.municipality()?;
    let row = store::capacity(&read, municipality, *id).await?;
    let officials = visits::officials_by_id(&read, municipality, vec![row.official_id]).await?;
    etag::row(&out(row, &officials)?)
}

/// Ends one with its last day and the resolution that says so. Acts of before keep what they said.
#[utoipa::path(tag = "interests", security(("session" = ["visits:manage"])), request_body = CapacityEndIn,
    params(("id" = Uuid, Path, description = "La capacidad de decisión"), ("If-Match" = String, Header, description = "El ETag que se leyó")),
    responses((status = 200, description = "Terminada", body = CapacityOut), StaffEdit))]
#[post("/admin/interests/capacities/{id}/end")]
pub(super) async fn end_capacity(
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Staff<perm::VisitsManage>,
    id: web::Path<Uuid>,
    body: Valid<CapacityEndIn>,
) -> ApiResult<HttpResponse> {
    let change = End {
        municipality: staff.municipality()?,
        id: *id,
        expected: Expected::of(&request)?,
        body: body.into_inner(),
    };
    etag::row(&state.write.run(staff.caller(&request), change).await?)
}

/// A capacity with the official it belongs to.
///
/// # Errors
/// When the official is not among these.
pub(super) fn out(
    row: capacity::Model,
    officials: &HashMap<Uuid, OfficialChoice>,
) -> ApiResult<CapacityOut> {
    let official = officials.get(&row.official_id);
    let official =
        official.ok_or_else(|| ApiError::internal(anyhow::anyhow!("a capacity of nobody")))?;
    Ok(CapacityOut {
        id: row.id,
        official_id: row.official_id,
        official_name: official.name.clone(),
        post: official.post.clone(),
        office: official.office.clone(),
        resolution: row.resolution,
        valid_from: row.valid_from,
        valid_to: row.valid_to,
        end_resolution: row.end_resolution,
        updated_at: row.updated_at,
    })
}
