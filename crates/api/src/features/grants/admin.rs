//! `/admin/grants`: the administrator of a municipality gives and ends roles.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use shared::access::perm;
use shared::features::grants::{GrantEndIn, GrantIn, GrantOut};
use shared::kit::page::Page;
use uuid::Uuid;

use super::handle::{Desk, list};
use crate::error::ApiResult;
use crate::http::etag;
use crate::http::input::Valid;
use crate::http::staff::Staff;
use crate::problems::{StaffRead, StaffWrite};
use crate::state::AppState;

type Manager = Staff<perm::GrantsManage>;

fn desk<'a>(
    request: &'a HttpRequest,
    state: &'a AppState,
    staff: &'a Manager,
) -> ApiResult<Desk<'a, perm::GrantsManage>> {
    Ok(Desk {
        request,
        state,
        staff,
        municipality: staff.municipality()?,
    })
}

/// Who holds which role in the municipality, the last grant first.
#[utoipa::path(tag = "grants", security(("session" = ["grants:read"])), responses(
    (status = 200, description = "Asignaciones", body = Page<GrantOut>), StaffRead
))]
#[get("/admin/grants")]
pub(crate) async fn list_grants(
    state: web::Data<AppState>,
    staff: Staff<perm::GrantsRead>,
) -> ApiResult<HttpResponse> {
    etag::row(&list(&state, staff.municipality()?).await?)
}

/// Gives a person a role by a resolution; a person without an account is invited. Asks for a recent second factor.
#[utoipa::path(tag = "grants", security(("session" = ["grants:manage"])), request_body = GrantIn, responses(
    (status = 201, description = "Rol asignado", body = GrantOut), StaffWrite
))]
#[post("/admin/grants")]
pub(crate) async fn create_grant(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Manager,
    body: Valid<GrantIn>,
) -> ApiResult<HttpResponse> {
    let grant = (*body).clone();
    desk(&request, &state, &staff)?.give(&body, grant).await
}

/// Ends a role before its time, from this moment. Asks for a recent second factor.
#[utoipa::path(tag = "grants", security(("session" = ["grants:manage"])), request_body = GrantEndIn,
    params(("id" = Uuid, Path, description = "Asignación")), responses(
    (status = 204, description = "Rol terminado"), StaffWrite
))]
#[post("/admin/grants/{id}/end")]
pub(crate) async fn end_grant(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Manager,
    id: web::Path<Uuid>,
    body: Valid<GrantEndIn>,
) -> ApiResult<HttpResponse> {
    desk(&request, &state, &staff)?.end(*id, &body).await
}

/// Sends the invitation of a holder once more; the links sent before no longer work.
#[utoipa::path(tag = "grants", security(("session" = ["grants:manage"])),
    params(("id" = Uuid, Path, description = "Asignación")), responses(
    (status = 204, description = "Invitación en camino"), StaffWrite
))]
#[post("/admin/grants/{id}/invitation")]
pub(crate) async fn resend_invitation(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Manager,
    id: web::Path<Uuid>,
) -> ApiResult<HttpResponse> {
    desk(&request, &state, &staff)?.invite_again(*id).await
}

/// Ends every session of a person who holds a role here. Asks for a recent second factor.
#[utoipa::path(tag = "grants", security(("session" = ["grants:manage"])),
    params(("id" = Uuid, Path, description = "Asignación")), responses(
    (status = 204, description = "Sesiones cerradas"), StaffWrite
))]
#[post("/admin/grants/{id}/end-sessions")]
pub(crate) async fn end_holder_sessions(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Manager,
    id: web::Path<Uuid>,
) -> ApiResult<HttpResponse> {
    desk(&request, &state, &staff)?.sign_out(*id).await
}

/// Takes away the second factor of a person who lost it: his sessions end, and he is written to. Asks for a recent second
/// factor.
#[utoipa::path(tag = "grants", security(("session" = ["grants:manage"])),
    params(("id" = Uuid, Path, description = "Asignación")), responses(
    (status = 204, description = "La cuenta ya no tiene segundo factor"), StaffWrite
))]
#[post("/admin/grants/{id}/reset-factor")]
pub(crate) async fn reset_holder_factor(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Manager,
    id: web::Path<Uuid>,
) -> ApiResult<HttpResponse> {
    desk(&request, &state, &staff)?.reset_factor(*id).await
}
