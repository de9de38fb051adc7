//! `/admin/visits/officials`: who can be visited, since when and until when.

use actix_web::{HttpRequest, HttpResponse, get, post, put, web};
use chrono::NaiveDate;
use serde::Deserialize;
use shared::access::perm;
use shared::features::visits::officials::{
    OfficialChoice, OfficialEndIn, OfficialIn, OfficialOut, official_path,
};
use shared::kit::page::{Page, PageQuery};
use shared::time::lima_date;
use uuid::Uuid;

use super::entity::official;
use super::officials_changes::{Add, Correct, End};
use super::store;
use crate::error::ApiResult;
use crate::http::etag::{self, Expected};
use crate::http::input::{NoParams, Params, Valid};
use crate::http::staff::Staff;
use crate::kit::search;
use crate::problems::{StaffEdit, StaffRead, StaffWrite};
use crate::state::AppState;

/// Which officials are listed.
#[derive(Clone, Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct OfficialsQuery {
    /// Words of name, post or office; accents and case do not matter.
    #[param(max_length = 100, example = "infraestructura")]
    q: Option<String>,
    /// Only those in their post on this day.
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
pub(super) struct DayQuery {
    /// The day; today without.
    on: Option<NaiveDate>,
}

/// Officials in their posts, the last one entered first, also those who left.
#[utoipa::path(tag = "visits", security(("session" = ["visits:record"])), params(OfficialsQuery),
    responses((status = 200, description = "Funcionarios", body = Page<OfficialOut>), StaffRead))]
#[get("/admin/visits/officials")]
pub(super) async fn list_officials(
    state: web::Data<AppState>,
    staff: Staff<perm::VisitsRecord>,
    Params(query): Params<OfficialsQuery>,
) -> ApiResult<HttpResponse> {
    let read = state.db.read(staff.scope()).await?;
    let words = search::words(query.q.as_deref())?;
    let page = PageQuery {
        limit: query.limit,
        cursor: query.cursor,
    };
    let municipality = staff.municipality()?;
    let found = store::officials(&read, municipality, &words, query.on, &page).await?;
    etag::row(&found.map(out))
}

/// Everybody who can be visited on a day, by name: what the desk chooses from.
#[utoipa::path(tag = "visits", security(("session" = ["visits:record"])), params(DayQuery),
    responses((status = 200, description = "Funcionarios", body = Page<OfficialChoice>), StaffRead))]
#[get("/admin/visits/officials-in-force")]
pub(super) async fn list_officials_in_force(
    state: web::Data<AppState>,
    staff: Staff<perm::VisitsRecord>,
    Params(query): Params<DayQuery>,
) -> ApiResult<HttpResponse> {
    let read = state.db.read(staff.scope()).await?;
    let day = query.on.unwrap_or_else(|| lima_date(state.clock.now()));
    let rows = store::officials_on(&read, staff.municipality()?, day).await?;
    let choices = rows.into_iter().map(choice);
    etag::row(&Page::complete(choices.collect()))
}

/// Adds an official in a post.
#[utoipa::path(tag = "visits", security(("session" = ["visits:manage"])), request_body = OfficialIn,
    responses((status = 201, description = "Agregado", body = OfficialOut), StaffWrite))]
#[post("/admin/visits/officials")]
pub(super) async fn create_official(
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Staff<perm::VisitsManage>,
    body: Valid<OfficialIn>,
) -> ApiResult<HttpResponse> {
    let caller = staff.caller_with(&request, &body);
    let change = Add {
        municipality: staff.municipality()?,
        id: Uuid::now_v7(),
        body: body.into_inner(),
    };
    let added = state.write.run(caller, change).await?;
    Ok(HttpResponse::Created()
        .insert_header(("Location", official_path(added.id)))
        .json(added))
}

/// One official in a post.
#[utoipa::path(tag = "visits", security(("session" = ["visits:manage"])),
    params(("id" = Uuid, Path, description = "El funcionario")),
    responses((status = 200, description = "El funcionario", body = OfficialOut), StaffRead))]
#[get("/admin/visits/officials/{id}")]
pub(super) async fn get_official(
    state: web::Data<AppState>,
    staff: Staff<perm::VisitsManage>,
    id: web::Path<Uuid>,
    _: Params<NoParams>,
) -> ApiResult<HttpResponse> {
    let read = state.db.read(staff.scope()).await?;
    let row = store::official(&read, staff.municipality()?, *id).await?;
    etag::row(&out(row))
}

/// Corrects what was written wrong. Visits keep what they said; who changes to another post is ended and added anew.
#[utoipa::path(tag = "visits", security(("session" = ["visits:manage"])), request_body = OfficialIn,
    params(("id" = Uuid, Path, description = "El funcionario"), ("If-Match" = String, Header, description = "El ETag que se leyó")),
    responses((status = 200, description = "Corregido", body = OfficialOut), StaffEdit))]
#[put("/admin/visits/officials/{id}")]
pub(super) async fn correct_official(
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Staff<perm::VisitsManage>,
    id: web::Path<Uuid>,
    body: Valid<OfficialIn>,
) -> ApiResult<HttpResponse> {
    let change = Correct {
        municipality: staff.municipality()?,
        id: *id,
        expected: Expected::of(&request)?,
        body: body.into_inner(),
    };
    etag::row(&state.write.run(staff.caller(&request), change).await?)
}

/// Ends a post with its last day and the resolution that says so.
#[utoipa::path(tag = "visits", security(("session" = ["visits:manage"])), request_body = OfficialEndIn,
    params(("id" = Uuid, Path, description = "El funcionario"), ("If-Match" = String, Header, description = "El ETag que se leyó")),
    responses((status = 200, description = "Terminado", body = OfficialOut), StaffEdit))]
#[post("/admin/visits/officials/{id}/end")]
pub(super) async fn end_official(
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Staff<perm::VisitsManage>,
    id: web::Path<Uuid>,
    body: Valid<OfficialEndIn>,
) -> ApiResult<HttpResponse> {
    let change = End {
        municipality: staff.municipality()?,
        id: *id,
        expected: Expected::of(&request)?,
        body: body.into_inner(),
    };
    etag::row(&state.write.run(staff.caller(&request), change).await?)
}

/// An official as a form chooses him.
pub(super) fn choice(row: official::Model) -> OfficialChoice {
    OfficialChoice {
        id: row.id,
        name: row.name,
        post: row.post,
        office: row.office,
    }
}

pub(super) fn out(row: official::Model) -> OfficialOut {
    OfficialOut {
        id: row.id,
        name: row.name,
        document_type: row.document_type,
        document_masked: row.document_masked,
        post: row.post,
        office: row.office,
        resolution: row.resolution,
        valid_from: row.valid_from,
        valid_to: row.valid_to,
        end_resolution: row.end_resolution,
        updated_at: row.updated_at,
    }
}
