//! `/platform/operators`: who operates the platform.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use shared::access::{Role, perm};
use shared::features::grants::{GrantEndIn, GrantOut, OperatorIn};
use shared::kit::page::Page;
use uuid::Uuid;

use super::handle::{Desk, list};
use crate::db::PLATFORM;
use crate::error::ApiResult;
use crate::http::etag;
use crate::http::input::Valid;
use crate::http::staff::Staff;
use crate::problems::{StaffRead, StaffWrite};
use crate::state::AppState;

type Manager = Staff<perm::OperatorsManage>;

const fn desk<'a>(
    request: &'a HttpRequest,
    state: &'a AppState,
    staff: &'a Manager,
) -> Desk<'a, perm::OperatorsManage> {
    Desk {
        request,
        state,
        staff,
        municipality: PLATFORM,
    }
}

/// Who operates the platform, the last grant first.
#[utoipa::path(tag = "grants", security(("session" = ["operators:manage"])), responses(
    (status = 200, description = "Operadores", body = Page<GrantOut>), StaffRead
))]
#[get("/platform/operators")]
pub(crate) async fn list_operators(
    state: web::Data<AppState>,
    _staff: Manager,
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
    staff: Manager,
    body: Valid<OperatorIn>,
) -> ApiResult<HttpResponse> {
    let desk = desk(&request, &state, &staff);
    let grant = desk.as_grant(Role::PlatformOperator, &body);
    desk.give(&body, grant).await
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
    staff: Manager,
    id: web::Path<Uuid>,
    body: Valid<GrantEndIn>,
) -> ApiResult<HttpResponse> {
    desk(&request, &state, &staff).end(*id, &body).await
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
    staff: Manager,
    id: web::Path<Uuid>,
) -> ApiResult<HttpResponse> {
    desk(&request, &state, &staff).invite_again(*id).await
}

/// Ends every session of an operator. Asks for a recent second factor.
#[utoipa::path(tag = "grants", security(("session" = ["operators:manage"])),
    params(("id" = Uuid, Path, description = "Asignación")), responses(
    (status = 204, description = "Sesiones cerradas"), StaffWrite
))]
#[post("/platform/operators/{id}/end-sessions")]
pub(crate) async fn end_operator_sessions(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Manager,
    id: web::Path<Uuid>,
) -> ApiResult<HttpResponse> {
    desk(&request, &state, &staff).sign_out(*id).await
}

/// Takes away the second factor of an operator who lost it: his sessions end, and he is written to. Asks for a recent
/// second factor.
#[utoipa::path(tag = "grants", security(("session" = ["operators:manage"])),
    params(("id" = Uuid, Path, description = "Asignación")), responses(
    (status = 204, description = "La cuenta ya no tiene segundo factor"), StaffWrite
))]
#[post("/platform/operators/{id}/reset-factor")]
pub(crate) async fn reset_operator_factor(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Manager,
    id: web::Path<Uuid>,
) -> ApiResult<HttpResponse> {
    desk(&request, &state, &staff).reset_factor(*id).await
}
