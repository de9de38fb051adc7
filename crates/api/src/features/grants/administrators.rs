//! `/platform/municipalities/{id}/administrators`: those whom an operator names to administer a portal. A municipality whose
//! administrator is gone has nobody else to ask.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use shared::access::{Role, perm};
use shared::features::grants::{GrantEndIn, GrantOut, OperatorIn};
use shared::kit::page::Page;
use uuid::Uuid;

use super::handle::{Desk, list_of};
use crate::error::ApiResult;
use crate::http::etag;
use crate::http::input::Valid;
use crate::http::staff::Staff;
use crate::problems::{StaffRead, StaffWrite};
use crate::state::AppState;

type Manager = Staff<perm::MunicipalitiesManage>;

const fn desk<'a>(
    request: &'a HttpRequest,
    state: &'a AppState,
    staff: &'a Manager,
    municipality: Uuid,
) -> Desk<'a, perm::MunicipalitiesManage> {
    Desk {
        request,
        state,
        staff,
        municipality,
    }
}

/// Who administers a municipality's portal, the last grant first.
#[utoipa::path(tag = "grants", security(("session" = ["municipalities:manage"])),
    params(("id" = Uuid, Path, description = "Municipalidad")), responses(
    (status = 200, description = "Responsables del portal", body = Page<GrantOut>), StaffRead
))]
#[get("/platform/municipalities/{id}/administrators")]
pub(crate) async fn list_administrators(
    state: web::Data<AppState>,
    _staff: Manager,
    id: web::Path<Uuid>,
) -> ApiResult<HttpResponse> {
    etag::row(&list_of(&state, *id, Role::PortalAdmin).await?)
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
    staff: Manager,
    id: web::Path<Uuid>,
    body: Valid<OperatorIn>,
) -> ApiResult<HttpResponse> {
    let desk = desk(&request, &state, &staff, *id);
    let grant = desk.as_grant(Role::PortalAdmin, &body);
    desk.give(&body, grant).await
}

/// Ends an administrator's role, from this moment. Asks for a recent second factor.
#[utoipa::path(tag = "grants", security(("session" = ["municipalities:manage"])), request_body = GrantEndIn,
    params(("id" = Uuid, Path, description = "Municipalidad"), ("grant" = Uuid, Path, description = "Asignación")), responses(
    (status = 204, description = "Rol terminado"), StaffWrite
))]
#[post("/platform/municipalities/{id}/administrators/{grant}/end")]
pub(crate) async fn end_administrator(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Manager,
    path: web::Path<(Uuid, Uuid)>,
    body: Valid<GrantEndIn>,
) -> ApiResult<HttpResponse> {
    let (municipality, id) = path.into_inner();
    let desk = desk(&request, &state, &staff, municipality);
    desk.end(id, &body).await
}

/// Sends the invitation of an administrator once more.
#[utoipa::path(tag = "grants", security(("session" = ["municipalities:manage"])),
    params(("id" = Uuid, Path, description = "Municipalidad"), ("grant" = Uuid, Path, description = "Asignación")), responses(
    (status = 204, description = "Invitación en camino"), StaffWrite
))]
#[post("/platform/municipalities/{id}/administrators/{grant}/invitation")]
pub(crate) async fn resend_administrator_invitation(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Manager,
    path: web::Path<(Uuid, Uuid)>,
) -> ApiResult<HttpResponse> {
    let (municipality, id) = path.into_inner();
    let desk = desk(&request, &state, &staff, municipality);
    desk.invite_again(id).await
}

/// Ends every session of an administrator. Asks for a recent second factor.
#[utoipa::path(tag = "grants", security(("session" = ["municipalities:manage"])),
    params(("id" = Uuid, Path, description = "Municipalidad"), ("grant" = Uuid, Path, description = "Asignación")), responses(
    (status = 204, description = "Sesiones cerradas"), StaffWrite
))]
#[post("/platform/municipalities/{id}/administrators/{grant}/end-sessions")]
pub(crate) async fn end_administrator_sessions(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Manager,
    path: web::Path<(Uuid, Uuid)>,
) -> ApiResult<HttpResponse> {
    let (municipality, id) = path.into_inner();
    let desk = desk(&request, &state, &staff, municipality);
    desk.sign_out(id).await
}

/// Takes away the second factor of an administrator who lost it: his sessions end, and he is written to. Asks for a recent
/// second factor.
#[utoipa::path(tag = "grants", security(("session" = ["municipalities:manage"])),
    params(("id" = Uuid, Path, description = "Municipalidad"), ("grant" = Uuid, Path, description = "Asignación")), responses(
    (status = 204, description = "La cuenta ya no tiene segundo factor"), StaffWrite
))]
#[post("/platform/municipalities/{id}/administrators/{grant}/reset-factor")]
pub(crate) async fn reset_administrator_factor(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Manager,
    path: web::Path<(Uuid, Uuid)>,
) -> ApiResult<HttpResponse> {
    let (municipality, id) = path.into_inner();
    let desk = desk(&request, &state, &staff, municipality);
    desk.reset_factor(id).await
}
