//! `/platform/privacy/incidents`: the record of the platform's own incidents, kept by its operators.

use actix_web::{HttpRequest, HttpResponse, get, post, put, web};
use shared::access::perm;
use shared::features::privacy::{
    AuthorityNoticeIn, IncidentCloseIn, IncidentIn, IncidentItem, IncidentOut,
    PLATFORM_INCIDENTS_PATH, PeopleNoticeIn,
};
use shared::kit::page::{Page, PageQuery};
use uuid::Uuid;

use super::changes::{Correct, Record};
use super::desk;
use super::notices::{Note, Take};
use crate::db::PLATFORM;
use crate::error::ApiResult;
use crate::http::etag::Expected;
use crate::http::input::{Params, Valid};
use crate::http::staff::Staff;
use crate::problems::{Binary, StaffEdit, StaffRead, StaffWrite};
use crate::state::AppState;

/// The incidents of the platform, newest first.
#[utoipa::path(tag = "privacy", security(("session" = ["platform_privacy:manage"])), params(PageQuery), responses(
    (status = 200, description = "Incidentes", body = Page<IncidentItem>), StaffRead
))]
#[get("/platform/privacy/incidents")]
pub(crate) async fn list_platform_incidents(
    state: web::Data<AppState>,
    _staff: Staff<perm::PlatformPrivacyManage>,
    query: Params<PageQuery>,
) -> ApiResult<HttpResponse> {
    desk::page_of(&state, PLATFORM, &query.0).await
}

/// Records an incident: the 48 hours run from when it was known.
#[utoipa::path(tag = "privacy", security(("session" = ["platform_privacy:manage"])), request_body = IncidentIn, responses(
    (status = 201, description = "Registrado", body = IncidentOut), StaffWrite
))]
#[post("/platform/privacy/incidents")]
pub(crate) async fn record_platform_incident(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Staff<perm::PlatformPrivacyManage>,
    body: Valid<IncidentIn>,
) -> ApiResult<HttpResponse> {
    let caller = staff.caller_with(&request, &body);
    let record = Record {
        municipality: PLATFORM,
        account: staff.principal().id,
        body: body.into_inner(),
    };
    desk::record(&state, caller, PLATFORM_INCIDENTS_PATH, record).await
}

/// One incident. The look is journaled.
#[utoipa::path(tag = "privacy", security(("session" = ["platform_privacy:manage"])),
    params(("id" = Uuid, Path, description = "Incidente")), responses(
    (status = 200, description = "El incidente", body = IncidentOut), StaffRead
))]
#[get("/platform/privacy/incidents/{id}")]
pub(crate) async fn get_platform_incident(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Staff<perm::PlatformPrivacyManage>,
    id: web::Path<Uuid>,
) -> ApiResult<HttpResponse> {
    desk::one(&state, staff.caller(&request), PLATFORM, *id).await
}

/// Corrects what is known of an incident.
#[utoipa::path(tag = "privacy", security(("session" = ["platform_privacy:manage"])), request_body = IncidentIn,
    params(("id" = Uuid, Path, description = "Incidente"), ("If-Match" = String, Header, description = "ETag de la versión que se corrige")),
    responses((status = 200, description = "El incidente", body = IncidentOut), StaffEdit))]
#[put("/platform/privacy/incidents/{id}")]
pub(crate) async fn correct_platform_incident(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Staff<perm::PlatformPrivacyManage>,
    id: web::Path<Uuid>,
    body: Valid<IncidentIn>,
) -> ApiResult<HttpResponse> {
    let caller = staff.caller_with(&request, &body);
    let correct = Correct {
        municipality: PLATFORM,
        id: *id,
        expected: Expected::of(&request)?,
        body: body.into_inner(),
    };
    desk::correct(&state, caller, correct).await
}

/// Records the notice to the authority, with its number: the clock stops.
#[utoipa::path(tag = "privacy", security(("session" = ["platform_privacy:manage"])), request_body = AuthorityNoticeIn,
    params(("id" = Uuid, Path, description = "Incidente")),
    responses((status = 200, description = "El incidente", body = IncidentOut), StaffWrite))]
#[post("/platform/privacy/incidents/{id}/authority-notice")]
pub(crate) async fn notify_authority_of_platform_incident(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Staff<perm::PlatformPrivacyManage>,
    id: web::Path<Uuid>,
    body: Valid<AuthorityNoticeIn>,
) -> ApiResult<HttpResponse> {
    let caller = staff.caller_with(&request, &body);
    let take = Take {
        municipality: PLATFORM,
        id: *id,
        note: Note::Authority(body.into_inner()),
    };
    desk::take(&state, caller, take).await
}

/// Records the notice to the persons concerned.
#[utoipa::path(tag = "privacy", security(("session" = ["platform_privacy:manage"])), request_body = PeopleNoticeIn,
    params(("id" = Uuid, Path, description = "Incidente")),
    responses((status = 200, description = "El incidente", body = IncidentOut), StaffWrite))]
#[post("/platform/privacy/incidents/{id}/people-notice")]
pub(crate) async fn notify_people_of_platform_incident(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Staff<perm::PlatformPrivacyManage>,
    id: web::Path<Uuid>,
    body: Valid<PeopleNoticeIn>,
) -> ApiResult<HttpResponse> {
    let caller = staff.caller_with(&request, &body);
    let take = Take {
        municipality: PLATFORM,
        id: *id,
        note: Note::People(body.into_inner()),
    };
    desk::take(&state, caller, take).await
}

/// Closes an incident with its conclusion.
#[utoipa::path(tag = "privacy", security(("session" = ["platform_privacy:manage"])), request_body = IncidentCloseIn,
    params(("id" = Uuid, Path, description = "Incidente")),
    responses((status = 200, description = "El incidente", body = IncidentOut), StaffWrite))]
#[post("/platform/privacy/incidents/{id}/close")]
pub(crate) async fn close_platform_incident(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Staff<perm::PlatformPrivacyManage>,
    id: web::Path<Uuid>,
    body: Valid<IncidentCloseIn>,
) -> ApiResult<HttpResponse> {
    let caller = staff.caller_with(&request, &body);
    let take = Take {
        municipality: PLATFORM,
        id: *id,
        note: Note::Close(body.into_inner()),
    };
    desk::take(&state, caller, take).await
}

/// Downloads the evidence: the incident, the acts it touches with their proofs, signed. `munica verify --evidence` checks
/// it without this installation. Asks for a recent second factor.
#[utoipa::path(tag = "privacy", security(("session" = ["platform_privacy:manage"])),
    params(("id" = Uuid, Path, description = "Incidente")),
    responses((status = 200, description = "Archivo sellado", body = inline(Binary), content_type = "application/zstd"), StaffRead))]
#[get("/platform/privacy/incidents/{id}/evidence")]
pub(crate) async fn export_platform_evidence(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Staff<perm::PlatformPrivacyManage>,
    id: web::Path<Uuid>,
) -> ApiResult<HttpResponse> {
    staff.require_recent_factor(state.clock.now())?;
    desk::export(&state, staff.caller(&request), PLATFORM, *id).await
}
