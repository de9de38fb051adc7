//! `/admin/api-keys`: the keys of a municipality's own programs.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use chrono::Days;
use shared::access::perm;
use shared::features::api_keys::{API_KEYS_PATH, ApiKeyIn, ApiKeyIssued, ApiKeyOut};
use shared::kit::page::Page;
use shared::time::{day_end, lima_date};
use uuid::Uuid;

use super::changes::{Create, all, new_key, view};
use super::revoke::Revoke;
use crate::error::{ApiError, ApiResult};
use crate::http::etag;
use crate::http::input::Valid;
use crate::http::staff::Staff;
use crate::problems::{StaffRead, StaffWrite};
use crate::state::AppState;

/// Longest life of a key.
pub(super) const YEAR: Days = Days::new(365);

/// The municipality's keys, the last one first.
#[utoipa::path(tag = "api_keys", security(("session" = ["api_keys:manage"])), responses(
    (status = 200, description = "Claves", body = Page<ApiKeyOut>), StaffRead
))]
#[get("/admin/api-keys")]
pub(crate) async fn list_api_keys(
    state: web::Data<AppState>,
    staff: Staff<perm::ApiKeysManage>,
) -> ApiResult<HttpResponse> {
    let conn = state.db.read(staff.scope()).await?;
    let rows = all(&conn, staff.municipality()?).await?;
    let items = rows.into_iter().map(view).collect::<ApiResult<_>>()?;
    etag::row(&Page::complete(items))
}

/// Makes a key for a program; it is shown this once. Asks for a recent second factor.
#[utoipa::path(tag = "api_keys", security(("session" = ["api_keys:manage"])), request_body = ApiKeyIn, responses(
    (status = 201, description = "La clave, por única vez", body = ApiKeyIssued), StaffWrite
))]
#[post("/admin/api-keys")]
pub(crate) async fn create_api_key(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Staff<perm::ApiKeysManage>,
    body: Valid<ApiKeyIn>,
) -> ApiResult<HttpResponse> {
    let now = state.clock.now();
    staff.require_recent_factor(now)?;
    let today = lima_date(now);
    let in_range =
        today <= body.expires_on && Some(body.expires_on) <= today.checked_add_days(YEAR);
    if !in_range {
        let message = "Elija una fecha desde hoy hasta dentro de un año.";
        return Err(ApiError::field("expires_on", "out_of_range", message));
    }
    let change = Create {
        municipality: staff.municipality()?,
        by: staff.principal().id,
        expires_at: day_end(body.expires_on),
        body: (*body).clone(),
        key: new_key(),
    };
    let issued = state
        .write
        .run(staff.caller_with(&request, &body), change)
        .await?;
    Ok(HttpResponse::Created()
        .insert_header(("Location", format!("{API_KEYS_PATH}/{}", issued.details.id)))
        .json(issued))
}

/// Revokes a key, from this moment. Asks for a recent second factor.
#[utoipa::path(tag = "api_keys", security(("session" = ["api_keys:manage"])),
    params(("id" = Uuid, Path, description = "Clave")), responses(
    (status = 204, description = "Clave revocada"), StaffWrite
))]
#[post("/admin/api-keys/{id}/revoke")]
pub(crate) async fn revoke_api_key(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Staff<perm::ApiKeysManage>,
    id: web::Path<Uuid>,
) -> ApiResult<HttpResponse> {
    staff.require_recent_factor(state.clock.now())?;
    let change = Revoke {
        municipality: staff.municipality()?,
        id: *id,
        reason: None,
    };
    state.write.run(staff.caller(&request), change).await?;
    Ok(HttpResponse::NoContent().finish())
}
