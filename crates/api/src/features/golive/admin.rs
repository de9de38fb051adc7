//! `/admin/golive/{register}`: the plan of a municipality, prepared and sent stage by stage.

use actix_web::{HttpRequest, HttpResponse, get, post, put, web};
use shared::access::perm;
use shared::features::golive::{GoLiveOut, GoLiveStage, PracticeReport, StageIn, StageOut};

use super::changes::{Place, Save, SeedPractice, Submit, may_sign};
use super::view::Known;
use super::{store, view};
use crate::error::{ApiError, ApiResult};
use crate::features::visits;
use crate::http::etag::{self, Expected};
use crate::http::input::{NoParams, Params, Valid};
use crate::http::staff::Staff;
use crate::problems::{StaffEdit, StaffRead, StaffWrite};
use crate::state::AppState;

type Keeper = Staff<perm::GoLiveKeep>;
/// Register and stage of an address.
type Named = (String, GoLiveStage);

fn place(staff: &Keeper, (register, code): &Named) -> ApiResult<Place> {
    let plan = store::plan(register)?;
    Ok(Place {
        municipality: staff.municipality()?,
        plan,
        stage: plan.stage(*code).ok_or_else(ApiError::not_found)?,
    })
}

/// The plan by which a register goes live: its stages in order, and what is next.
#[utoipa::path(tag = "golive", security(("session" = ["golive:keep"])),
    params(("register" = String, Path, description = "El registro", example = "visits")),
    responses((status = 200, description = "La puesta en marcha", body = GoLiveOut), StaffRead))]
#[get("/admin/golive/{register}")]
pub(super) async fn get_golive(
    state: web::Data<AppState>,
    staff: Keeper,
    register: web::Path<String>,
    _: Params<NoParams>,
) -> ApiResult<HttpResponse> {
    let plan = store::plan(&register)?;
    let read = state.db.read(staff.scope()).await?;
    etag::row(&view::out(&read, &state.vault, staff.municipality()?, plan).await?)
}

/// What was practised in training so far, in numbers.
#[utoipa::path(tag = "golive", security(("session" = ["golive:keep"])),
    params(("register" = String, Path, description = "El registro", example = "visits")),
    responses((status = 200, description = "Lo practicado", body = PracticeReport), StaffRead))]
#[get("/admin/golive/{register}/practice")]
pub(super) async fn get_golive_practice(
    state: web::Data<AppState>,
    staff: Keeper,
    register: web::Path<String>,
    _: Params<NoParams>,
) -> ApiResult<HttpResponse> {
    store::plan(&register)?;
    let read = state.db.read(staff.scope()).await?;
    etag::row(&visits::practice(&read, staff.municipality()?).await?)
}

/// Loads officials and visitors of fiction to practise with, once. They go when the register goes into production.
#[utoipa::path(tag = "golive", security(("session" = ["golive:keep"])),
    params(("register" = String, Path, description = "El registro", example = "visits")),
    responses((status = 204, description = "Cargados"), StaffWrite))]
#[post("/admin/golive/{register}/practice")]
pub(super) async fn seed_golive_practice(
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Keeper,
    register: web::Path<String>,
) -> ApiResult<HttpResponse> {
    store::plan(&register)?;
    let change = SeedPractice {
        municipality: staff.municipality()?,
    };
    state.write.run(staff.caller(&request), change).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// One stage.
#[utoipa::path(tag = "golive", security(("session" = ["golive:keep"])),
    params(("register" = String, Path, description = "El registro", example = "visits"),
        ("stage" = inline(GoLiveStage), Path, description = "La etapa")),
    responses((status = 200, description = "La etapa", body = StageOut), StaffRead))]
#[get("/admin/golive/{register}/stages/{stage}")]
pub(super) async fn get_golive_stage(
    state: web::Data<AppState>,
    staff: Keeper,
    named: web::Path<Named>,
    _: Params<NoParams>,
) -> ApiResult<HttpResponse> {
    let place = place(&staff, &named)?;
    let read = state.db.read(staff.scope()).await?;
    let known = Known::read(&read, &state.vault, place.municipality, place.plan).await?;
    etag::row(known.stage(place.stage.code)?)
}

/// Writes form, attendants and evidence of a stage. What is missing is asked for when the stage is sent.
#[utoipa::path(tag = "golive", security(("session" = ["golive:keep"])), request_body = StageIn,
    params(("register" = String, Path, description = "El registro", example = "visits"),
        ("stage" = inline(GoLiveStage), Path, description = "La etapa"),
        ("If-Match" = String, Header, description = "El ETag que se leyó")),
    responses((status = 200, description = "Guardada", body = StageOut), StaffEdit))]
#[put("/admin/golive/{register}/stages/{stage}")]
pub(super) async fn save_golive_stage(
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Keeper,
    named: web::Path<Named>,
    body: Valid<StageIn>,
) -> ApiResult<HttpResponse> {
    let change = Save {
        place: place(&staff, &named)?,
        expected: Expected::of(&request)?,
        body: body.into_inner(),
    };
    etag::row(&state.write.run(staff.caller(&request), change).await?)
}

/// Sends a stage to the operator. Whoever the stage names as its signer may.
#[utoipa::path(tag = "golive", security(("session" = ["golive:keep"])),
    params(("register" = String, Path, description = "El registro", example = "visits"),
        ("stage" = inline(GoLiveStage), Path, description = "La etapa"),
        ("If-Match" = String, Header, description = "El ETag que se leyó")),
    responses((status = 200, description = "Enviada", body = StageOut), StaffEdit))]
#[post("/admin/golive/{register}/stages/{stage}/submission")]
pub(super) async fn submit_golive_stage(
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Keeper,
    named: web::Path<Named>,
) -> ApiResult<HttpResponse> {
    let place = place(&staff, &named)?;
    may_sign(place.stage.signer, |permission| {
        staff.principal().allows(permission)
    })?;
    let change = Submit {
        place,
        expected: Expected::of(&request)?,
        public_url: state.settings.server.public_url.clone(),
    };
    etag::row(&state.write.run(staff.caller(&request), change).await?)
}
