//! `/platform/api-keys`: the keys that outsiders asked for, seen and revoked by operators.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use shared::access::perm;
use shared::features::api_keys::{ApiKeyOut, ApiKeyRevokeIn};
use shared::kit::page::Page;
use uuid::Uuid;

use super::changes::{all, view};
use super::revoke::Revoke;
use crate::db::{PLATFORM, Scope};
use crate::error::ApiResult;
use crate::http::etag;
use crate::http::input::Valid;
use crate::http::staff::Staff;
use crate::problems::{StaffRead, StaffWrite};
use crate::state::AppState;

/// The keys of outsiders, the last one first.
#[utoipa::path(tag = "api_keys", security(("session" = ["platform_keys:manage"])), responses(
    (status = 200, description = "Claves", body = Page<ApiKeyOut>), StaffRead
))]
#[get("/platform/api-keys")]
pub(crate) async fn list_outsider_keys(
    state: web::Data<AppState>,
    _staff: Staff<perm::PlatformKeysManage>,
) -> ApiResult<HttpResponse> {
    let conn = state.db.read(Scope::Platform).await?;
    let rows = all(&conn, PLATFORM).await?;
    let items = rows.into_iter().map(view).collect::<ApiResult<_>>()?;
    etag::row(&Page::complete(items))
}

/// Revokes the key of an outsider, from this moment, and writes to him why. Asks for a recent second factor.
#[utoipa::path(tag = "api_keys", security(("session" = ["platform_keys:manage"])), request_body = ApiKeyRevokeIn,
    params(("id" = Uuid, Path, description = "Clave")), responses(
    (status = 204, description = "Clave revocada"), StaffWrite
))]
#[post("/platform/api-keys/{id}/revoke")]
pub(crate) async fn revoke_outsider_key(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Staff<perm::PlatformKeysManage>,
    id: web::Path<Uuid>,
    body: Valid<ApiKeyRevokeIn>,
) -> ApiResult<HttpResponse> {
    staff.require_recent_factor(state.clock.now())?;
    let change = Revoke {
        municipality: PLATFORM,
        id: *id,
        reason: Some(body.reason.trim().to_owned()),
    };
    let caller = staff.caller_with(&request, &body);
    state.write.run(caller, change).await?;
    Ok(HttpResponse::NoContent().finish())
}
