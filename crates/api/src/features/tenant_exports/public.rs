//! What the public reads of a municipality that left.

use actix_web::{HttpRequest, HttpResponse, get, web};
use shared::features::tenant_exports::RemovalNotice;

use super::removal::NOTICE;
use crate::bus::Topic;
use crate::error::{ApiError, ApiResult};
use crate::http::etag;
use crate::http::tenant::Tenant;
use crate::problems::Named;
use crate::state::AppState;
use crate::write::published;

/// The notice that a municipality's data was removed from the platform.
#[utoipa::path(tag = "tenant_exports", security(()),
    params(("slug" = String, Path, description = "Nombre de la municipalidad en las direcciones")),
    responses((status = 200, description = "El aviso", body = RemovalNotice), Named))]
#[get("/m/{slug}/removal")]
pub(crate) async fn get_removal_notice(
    state: web::Data<AppState>,
    request: HttpRequest,
    tenant: Tenant,
) -> ApiResult<HttpResponse> {
    let notice: Option<RemovalNotice> = published(state.db.public(), tenant.id, NOTICE).await?;
    let notice = notice.ok_or_else(ApiError::not_found)?;
    etag::public(&request, &notice, &[Topic::Tenant(tenant.id)])
}
