//! `/platform/golive`: the plans of all municipalities, and what the operator decides.

use std::collections::HashSet;

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use shared::access::perm;
use shared::features::golive::{
    GoLiveListItem, GoLiveOut, GoLiveQuery, GoLiveStage, PLANS, Plan, StageOut, StageReturnIn,
    StageState,
};
use shared::kit::page::Page;
use uuid::Uuid;

use super::changes::{Decide, Place};
use super::entity::stage;
use super::{store, view};
use crate::error::{ApiError, ApiResult};
use crate::features::municipalities::{self, Filter, Municipality};
use crate::http::etag;
use crate::http::input::{NoParams, Params, Valid};
use crate::http::staff::Staff;
use crate::kit::{page, search};
use crate::problems::{StaffRead, StaffWrite};
use crate::state::AppState;

type Operator = Staff<perm::GoLiveDecide>;

/// How far each municipality with a portal has come, by place.
#[utoipa::path(tag = "golive", security(("session" = ["golive:decide"])), params(GoLiveQuery),
    responses((status = 200, description = "Una página", body = Page<GoLiveListItem>), StaffRead))]
#[get("/platform/golive")]
pub(super) async fn list_golives(
    state: web::Data<AppState>,
    staff: Operator,
    Params(query): Params<GoLiveQuery>,
) -> ApiResult<HttpResponse> {
    let limit = page::limit(query.limit)?;
    let after: Option<(String, Uuid)> = query.cursor.as_deref().map(page::decode).transpose()?;
    let read = state.db.read(staff.scope()).await?;
    let among = if query.waiting {
        let waiting: HashSet<Uuid> = store::waiting(&read).await?.into_iter().collect();
        Some(waiting.into_iter().collect())
    } else {
        None
    };
    let filter = Filter {
        words: search::words(query.q.as_deref())?,
        has_portal: true,
        among,
        ..Filter::default()
    };
    let rows = municipalities::list(&read, &filter, after.as_ref(), u64::from(limit) + 1).await?;
    let key = |row: &Municipality| (row.sort_key.clone(), row.id);
    let found = page::page(rows, limit, None, key)?;
    let ids = found.items.iter().map(|row| row.id).collect();
    let stages = store::stages_of(&read, ids).await?;
    let mut items = Vec::new();
    for municipality in found.items {
        for plan in PLANS {
            items.push(item(&municipality, plan, &stages)?);
        }
    }
    etag::row(&Page {
        items,
        next_cursor: found.next_cursor,
        total: None,
    })
}

fn item(
    of: &Municipality,
    plan: &'static Plan,
    stages: &[stage::Model],
) -> ApiResult<GoLiveListItem> {
    let rows = stages
        .iter()
        .filter(|row| row.municipality_id == of.id && row.register == plan.register);
    let rows: Vec<_> = rows.cloned().collect();
    let standing = store::standing(plan, &rows)?;
    let waiting = plan.stages.iter().map(|stage| stage.code);
    let waiting = waiting.filter(|code| standing.state(*code) == Some(StageState::Submitted));
    let count = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    Ok(GoLiveListItem {
        municipality_id: of.id,
        municipality: of.name.clone(),
        slug: of.slug.clone(),
        register: plan.register.to_owned(),
        accepted: count(standing.accepted()),
        total: count(plan.stages.len()),
        waiting: waiting.collect(),
        next: standing.next(),
        production_since: view::since(plan, &rows),
        updated_at: rows.iter().map(|row| row.updated_at).max(),
    })
}

/// The plan of one municipality.
#[utoipa::path(tag = "golive", security(("session" = ["golive:decide"])),
    params(("municipality" = Uuid, Path, description = "La municipalidad"),
        ("register" = String, Path, description = "El registro", example = "visits")),
    responses((status = 200, description = "La puesta en marcha", body = GoLiveOut), StaffRead))]
#[get("/platform/golive/{municipality}/{register}")]
pub(super) async fn get_municipality_golive(
    state: web::Data<AppState>,
    staff: Operator,
    path: web::Path<(Uuid, String)>,
    _: Params<NoParams>,
) -> ApiResult<HttpResponse> {
    let (municipality, register) = path.into_inner();
    let plan = store::plan(&register)?;
    let read = state.db.read(staff.scope()).await?;
    etag::row(&view::out(&read, &state.vault, municipality, plan).await?)
}

type Named = (Uuid, String, GoLiveStage);

fn decide(state: &AppState, named: &Named, reason: Option<String>) -> ApiResult<Decide> {
    let (municipality, register, code) = named;
    let plan = store::plan(register)?;
    Ok(Decide {
        place: Place {
            municipality: *municipality,
            plan,
            stage: plan.stage(*code).ok_or_else(ApiError::not_found)?,
        },
        reason,
        public_url: state.settings.server.public_url.clone(),
    })
}

/// Accepts a stage that was sent. With the stage of production the register of the municipality becomes public.
#[utoipa::path(tag = "golive", security(("session" = ["golive:decide"])),
    params(("municipality" = Uuid, Path, description = "La municipalidad"),
        ("register" = String, Path, description = "El registro", example = "visits"),
        ("stage" = inline(GoLiveStage), Path, description = "La etapa")),
    responses((status = 200, description = "Aceptada", body = StageOut), StaffWrite))]
#[post("/platform/golive/{municipality}/{register}/stages/{stage}/acceptance")]
pub(super) async fn accept_golive_stage(
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Operator,
    named: web::Path<Named>,
) -> ApiResult<HttpResponse> {
    let change = decide(&state, &named, None)?;
    etag::row(&state.write.run(staff.caller(&request), change).await?)
}

/// Sends a stage back, with what to mend.
#[utoipa::path(tag = "golive", security(("session" = ["golive:decide"])), request_body = StageReturnIn,
    params(("municipality" = Uuid, Path, description = "La municipalidad"),
        ("register" = String, Path, description = "El registro", example = "visits"),
        ("stage" = inline(GoLiveStage), Path, description = "La etapa")),
    responses((status = 200, description = "Devuelta", body = StageOut), StaffWrite))]
#[post("/platform/golive/{municipality}/{register}/stages/{stage}/return")]
pub(super) async fn return_golive_stage(
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Operator,
    named: web::Path<Named>,
    body: Valid<StageReturnIn>,
) -> ApiResult<HttpResponse> {
    let caller = staff.caller_with(&request, &body);
    let change = decide(&state, &named, Some(body.into_inner().reason))?;
    etag::row(&state.write.run(caller, change).await?)
}
