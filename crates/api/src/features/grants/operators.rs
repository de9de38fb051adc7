//! `/platform/operators` and the administrators an operator names: roles given by the platform.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use shared::access::{Role, perm};
use shared::features::grants::{GrantEndIn, GrantIn, GrantOut, OperatorIn};
use shared::kit::page::Page;
use shared::time::lima_date;
use uuid::Uuid;

use super::admin::{created, giver, list, place};
use super::changes::{End, Give, InviteAgain};
use crate::db::PLATFORM;
use crate::error::ApiResult;
use crate::features::accounts::Invitations;
use crate::http::etag;
use crate::http::input::Valid;
use crate::http::staff::Staff;
use crate::problems::{StaffRead, StaffWrite};
use crate::state::AppState;

/// How the platform is called in mails.
const PLACE: &str = "la plataforma Munica";

/// Who operates the platform, the last grant first.
#[utoipa::path(tag = "grants", security(("session" = ["operators:manage"])), responses(
    (status = 200, description = "Operadores", body = Page<GrantOut>), StaffRead
))]
#[get("/platform/operators")]
pub(crate) async fn list_operators(
    state: web::Data<AppState>,
    _staff: Staff<perm::OperatorsManage>,
) -> ApiResult<HttpResponse> {
    etag::row(&list(&state, PLATFORM).await?)
}

/// Makes a person an operator. Asks for a recent second factor.
#[utoipa::path(tag = "grants", security(("session" = ["operators:manage"])), request_body = OperatorIn, responses(
    (status = 201, description = "Rol asignado", body = GrantOut), StaffWrite
))]
#[post("/platform/operators")]
pub(crate) async fn create_operator(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Staff<perm::OperatorsManage>,
    body: Valid<OperatorIn>,
) -> ApiResult<HttpResponse> {
    staff.require_recent_factor(state.clock.now())?;
    let grant = GrantIn {
        person: body.person.clone(),
        role: Role::PlatformOperator,
        theme: None,
        resolution: body.resolution.clone(),
        starts_on: lima_date(state.clock.now()),
        ends_on: body.ends_on,
    };
    let change = Give {
        giver: giver(staff.principal()),
        municipality: PLATFORM,
        place: PLACE.to_owned(),
        grant,
        invitations: Invitations::new(&state.settings),
    };
    let id = state
        .write
        .run(staff.caller_with(&request, &body), change)
        .await?;
    created(&state, PLATFORM, id).await
}

/// Ends an operator's role, from this moment. Asks for a recent second factor.
#[utoipa::path(tag = "grants", security(("session" = ["operators:manage"])), request_body = GrantEndIn,
    params(("id" = Uuid, Path, description = "Asignación")), responses(
    (status = 204, description = "Rol terminado"), StaffWrite
))]
#[post("/platform/operators/{id}/end")]
pub(crate) async fn end_operator(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Staff<perm::OperatorsManage>,
    id: web::Path<Uuid>,
    body: Valid<GrantEndIn>,
) -> ApiResult<HttpResponse> {
    staff.require_recent_factor(state.clock.now())?;
    let change = End {
        giver: giver(staff.principal()),
        municipality: PLATFORM,
        id: *id,
        reason: body.reason.clone(),
    };
    state
        .write
        .run(staff.caller_with(&request, &body), change)
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Sends the invitation of an operator once more.
#[utoipa::path(tag = "grants", security(("session" = ["operators:manage"])),
    params(("id" = Uuid, Path, description = "Asignación")), responses(
    (status = 204, description = "Invitación en camino"), StaffWrite
))]
#[post("/platform/operators/{id}/invitation")]
pub(crate) async fn resend_operator_invitation(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Staff<perm::OperatorsManage>,
    id: web::Path<Uuid>,
) -> ApiResult<HttpResponse> {
    let change = InviteAgain {
        municipality: PLATFORM,
        place: PLACE.to_owned(),
        id: *id,
        invitations: Invitations::new(&state.settings),
    };
    state.write.run(staff.caller(&request), change).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Names an administrator of a municipality's portal, by the mayor's resolution. Asks for a recent second factor.
#[utoipa::path(tag = "grants", security(("session" = ["municipalities:manage"])), request_body = OperatorIn,
    params(("id" = Uuid, Path, description = "Municipalidad")), responses(
    (status = 201, description = "Rol asignado", body = GrantOut), StaffWrite
))]
#[post("/platform/municipalities/{id}/administrators")]
pub(crate) async fn create_administrator(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Staff<perm::MunicipalitiesManage>,
    id: web::Path<Uuid>,
    body: Valid<OperatorIn>,
) -> ApiResult<HttpResponse> {
    staff.require_recent_factor(state.clock.now())?;
    let grant = GrantIn {
        person: body.person.clone(),
        role: Role::PortalAdmin,
        theme: None,
        resolution: body.resolution.clone(),
        starts_on: lima_date(state.clock.now()),
        ends_on: body.ends_on,
    };
    let change = Give {
        giver: giver(staff.principal()),
        municipality: *id,
        place: place(&state, *id).await?,
        grant,
        invitations: Invitations::new(&state.settings),
    };
    let created_id = state
        .write
        .run(staff.caller_with(&request, &body), change)
        .await?;
    created(&state, *id, created_id).await
}
