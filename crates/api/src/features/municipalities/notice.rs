//! `/m/{slug}/suspension`: what neighbours read in place of a suspended portal.

use actix_web::{HttpRequest, HttpResponse, get, web};
use shared::features::portal::SuspensionPublic;

use super::suspensions::{DOCUMENT, Notice};
use crate::bus::Topic;
use crate::error::{ApiError, ApiResult};
use crate::features::portal;
use crate::http::etag;
use crate::http::tenant::Tenant;
use crate::problems::Named;
use crate::state::AppState;
use crate::write::published;

/// Why a portal is not served, since when, and how to reach the municipality meanwhile; 404 while it is served.
#[utoipa::path(tag = "municipalities", security(()),
    params(("slug" = String, Path, description = "Municipalidad", example = "munipiura")),
    responses((status = 200, description = "El aviso", body = SuspensionPublic), Named))]
#[get("/m/{slug}/suspension")]
pub(super) async fn get_suspension(
    state: web::Data<AppState>,
    request: HttpRequest,
    tenant: Tenant,
) -> ApiResult<HttpResponse> {
    if !tenant.is_suspended() {
        return Err(ApiError::not_found());
    }
    let conn = state.db.public();
    let notice: Option<Notice> = published(conn, tenant.id, DOCUMENT).await?;
    let notice = notice.ok_or_else(ApiError::not_found)?;
    let view = SuspensionPublic {
        name: tenant.name.clone(),
        since: notice.since,
        reason: notice.reason,
        resolution_number: notice.resolution_number,
        resolution_date: notice.resolution_date,
        contact: portal::contact_of(conn, tenant.id).await?,
    };
    etag::public(
        &request,
        &view,
        &[Topic::Tenant(tenant.id), Topic::Directory],
    )
}
