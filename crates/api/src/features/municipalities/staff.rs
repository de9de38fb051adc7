//! `/platform/municipalities`: operators find a municipality, see what is known of it, suspend and resume its portal, let staff practise in it.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use serde::Deserialize;
use shared::access::perm;
use shared::features::directory::PortalStatus;
use shared::features::grants::Responsibles;
use shared::features::journal::HistoryQuery;
use shared::features::platform::{
    MunicipalityStaffItem, MunicipalityStaffOut, SuspensionIn, TrainingIn,
};
use shared::kit::page::Page;
use shared::time::lima_date;
use uuid::Uuid;

use super::suspend::{Resume, Suspend};
use super::training::Train;
use super::{Filter, Municipality, suspensions};
use crate::db::Scope;
use crate::error::{ApiError, ApiResult};
use crate::features::{break_glass, directory, grants, journal, portal_requests};
use crate::http::etag;
use crate::http::input::{NoParams, Params, Valid};
use crate::http::staff::Staff;
use crate::kit::{page, search};
use crate::problems::{StaffRead, StaffWrite};
use crate::state::AppState;
use crate::write::published;

/// Entries of the journal shown with a municipality.
const SHOWN: u32 = 20;

/// What the list is narrowed to.
#[derive(Clone, Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct StaffQuery {
    /// Words of its name or of its place; accents and case do not matter.
    #[param(max_length = 100, example = "castilla piura")]
    q: Option<String>,
    /// How far it has come with its portal.
    status: Option<PortalStatus>,
    /// Only those whose portal is past the term of its state.
    overdue: Option<bool>,
    /// Entries of a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u32>,
    /// Where the previous page ended.
    cursor: Option<String>,
}

/// The municipalities of the country with their identifiers, in Spanish order of their places.
#[utoipa::path(tag = "municipalities", security(("session" = ["municipalities:manage"])), params(StaffQuery), responses(
    (status = 200, description = "Una página de municipalidades", body = Page<MunicipalityStaffItem>), StaffRead
))]
#[get("/platform/municipalities")]
pub(super) async fn list_staff_municipalities(
    state: web::Data<AppState>,
    _staff: Staff<perm::MunicipalitiesManage>,
    Params(query): Params<StaffQuery>,
) -> ApiResult<HttpResponse> {
    let limit = page::limit(query.limit)?;
    let after: Option<(String, Uuid)> = query.cursor.as_deref().map(page::decode).transpose()?;
    let filter = Filter {
        status: query.status,
        due_before: query.overdue.unwrap_or(false).then(|| state.clock.now()),
        words: search::words(query.q.as_deref())?,
        ..Filter::default()
    };
    // Every column is public, so this is the plain read of the directory.
    let conn = state.db.public();
    let total = super::count(conn, &filter).await?;
    let rows = super::list(conn, &filter, after.as_ref(), u64::from(limit) + 1).await?;
    let key = |row: &Municipality| (row.sort_key.clone(), row.id);
    let found = page::page(rows, limit, Some(total), key)?;
    let public_url = &state.settings.server.public_url;
    etag::row(&found.map(|row| MunicipalityStaffItem {
        id: row.id,
        item: directory::item(&row, public_url),
        due_at: row.status_due_at,
    }))
}

/// One municipality: who answers for it, its requests, suspensions and exceptional accesses, what was done to it.
#[utoipa::path(tag = "municipalities", security(("session" = ["municipalities:manage"])),
    params(("id" = Uuid, Path, description = "Municipalidad")), responses(
    (status = 200, description = "La municipalidad", body = MunicipalityStaffOut), StaffRead
))]
#[get("/platform/municipalities/{id}")]
pub(super) async fn get_staff_municipality(
    state: web::Data<AppState>,
    _staff: Staff<perm::MunicipalitiesManage>,
    id: web::Path<Uuid>,
    _: Params<NoParams>,
) -> ApiResult<HttpResponse> {
    etag::row(&view(&state, *id).await?)
}

/// Suspends a portal: neighbours read a notice in its place. Asks for a recent second factor.
#[utoipa::path(tag = "municipalities", security(("session" = ["municipalities:manage"])), request_body = SuspensionIn,
    params(("id" = Uuid, Path, description = "Municipalidad")), responses(
    (status = 200, description = "Portal suspendido; sus administradores fueron avisados", body = MunicipalityStaffOut), StaffWrite
))]
#[post("/platform/municipalities/{id}/suspend")]
pub(super) async fn suspend_municipality(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Staff<perm::MunicipalitiesManage>,
    id: web::Path<Uuid>,
    body: Valid<SuspensionIn>,
) -> ApiResult<HttpResponse> {
    staff.require_recent_factor(state.clock.now())?;
    let change = Suspend {
        municipality: *id,
        by: staff.principal().id,
        order: (*body).clone(),
    };
    let caller = staff.caller_with(&request, &body);
    state.write.run(caller, change).await?;
    etag::row(&view(&state, *id).await?)
}

/// Serves a suspended portal again, in the state it had before. Asks for a recent second factor.
#[utoipa::path(tag = "municipalities", security(("session" = ["municipalities:manage"])), request_body = SuspensionIn,
    params(("id" = Uuid, Path, description = "Municipalidad")), responses(
    (status = 200, description = "Portal reanudado; sus administradores fueron avisados", body = MunicipalityStaffOut), StaffWrite
))]
#[post("/platform/municipalities/{id}/resume")]
pub(super) async fn resume_municipality(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Staff<perm::MunicipalitiesManage>,
    id: web::Path<Uuid>,
    body: Valid<SuspensionIn>,
) -> ApiResult<HttpResponse> {
    staff.require_recent_factor(state.clock.now())?;
    let change = Resume {
        municipality: *id,
        order: (*body).clone(),
    };
    let caller = staff.caller_with(&request, &body);
    state.write.run(caller, change).await?;
    etag::row(&view(&state, *id).await?)
}

/// Begins practice in a portal: its pages say so and search engines leave them alone. Asks for a recent second factor.
#[utoipa::path(tag = "municipalities", security(("session" = ["municipalities:manage"])), request_body = TrainingIn,
    params(("id" = Uuid, Path, description = "Municipalidad")), responses(
    (status = 200, description = "En capacitación; sus administradores fueron avisados", body = MunicipalityStaffOut), StaffWrite
))]
#[post("/platform/municipalities/{id}/begin-training")]
pub(super) async fn begin_municipality_training(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Staff<perm::MunicipalitiesManage>,
    id: web::Path<Uuid>,
    body: Valid<TrainingIn>,
) -> ApiResult<HttpResponse> {
    train(&request, &state, &staff, (*id, true), &body).await
}

/// Ends practice in a portal: its pages are official again. Asks for a recent second factor.
#[utoipa::path(tag = "municipalities", security(("session" = ["municipalities:manage"])), request_body = TrainingIn,
    params(("id" = Uuid, Path, description = "Municipalidad")), responses(
    (status = 200, description = "Oficial otra vez; sus administradores fueron avisados", body = MunicipalityStaffOut), StaffWrite
))]
#[post("/platform/municipalities/{id}/end-training")]
pub(super) async fn end_municipality_training(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Staff<perm::MunicipalitiesManage>,
    id: web::Path<Uuid>,
    body: Valid<TrainingIn>,
) -> ApiResult<HttpResponse> {
    train(&request, &state, &staff, (*id, false), &body).await
}

async fn train(
    request: &HttpRequest,
    state: &AppState,
    staff: &Staff<perm::MunicipalitiesManage>,
    (municipality, begins): (Uuid, bool),
    body: &Valid<TrainingIn>,
) -> ApiResult<HttpResponse> {
    staff.require_recent_factor(state.clock.now())?;
    let change = Train {
        municipality,
        begins,
        reason: body.reason.clone(),
    };
    let caller = staff.caller_with(request, body);
    state.write.run(caller, change).await?;
    etag::row(&view(state, municipality).await?)
}

async fn view(state: &AppState, id: Uuid) -> ApiResult<MunicipalityStaffOut> {
    let conn = state.db.read(Scope::Platform).await?;
    let found = super::find(&conn, id)
        .await?
        .ok_or_else(ApiError::not_found)?;
    let rows = suspensions::of(&conn, id).await?;
    let requests = portal_requests::of_municipality(&conn, &found).await?;
    let accesses = break_glass::of_municipality(&conn, id).await?;
    drop(conn);
    let responsibles: Option<Responsibles> =
        published(state.db.public(), id, grants::RESPONSIBLES).await?;
    let mut responsibles = responsibles.unwrap_or_default().items;
    let today = lima_date(state.clock.now());
    responsibles.retain(|person| person.on(today));
    let query = HistoryQuery {
        subject_type: Some("municipality".to_owned()),
        limit: Some(SHOWN),
        ..HistoryQuery::default()
    };
    let history = journal::history(state, Scope::Tenant(id), &query).await?;
    Ok(MunicipalityStaffOut {
        id,
        item: directory::item(&found, &state.settings.server.public_url),
        due_at: found.status_due_at,
        mode: found.mode,
        responsibles,
        requests,
        suspensions: rows
            .into_iter()
            .map(suspensions::view)
            .collect::<ApiResult<_>>()?,
        accesses,
        history: history.items,
    })
}
