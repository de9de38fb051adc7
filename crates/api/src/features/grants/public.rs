//! `/m/{slug}/responsibles`: who answers for what, as the public sees it.

use actix_web::{HttpRequest, HttpResponse, get, web};
use chrono::Days;
use shared::features::grants::Responsibles;
use shared::time::{day_start, lima_date};

use super::publish::DOCUMENT;
use crate::bus::Topic;
use crate::error::ApiResult;
use crate::http::tenant::Tenant;
use crate::http::{DependsOn, etag};
use crate::problems::Named;
use crate::state::AppState;
use crate::write::published;

/// Who answers for what in the municipality today.
#[utoipa::path(tag = "grants", security(()), params(("slug" = String, Path, description = "Municipalidad", example = "munipiura")),
    responses((status = 200, description = "Responsables", body = Responsibles), Named))]
#[get("/m/{slug}/responsibles")]
pub(crate) async fn get_responsibles(
    request: HttpRequest,
    state: web::Data<AppState>,
    tenant: Tenant,
) -> ApiResult<HttpResponse> {
    let view: Option<Responsibles> = published(state.db.public(), tenant.id, DOCUMENT).await?;
    let mut view = view.unwrap_or_default();
    let today = lima_date(state.clock.now());
    view.items.retain(|person| person.on(today));
    // Who answers also changes with the day.
    let depends = DependsOn::from(&[Topic::Tenant(tenant.id), Topic::Directory]);
    etag::public(
        &request,
        &view,
        depends.until(day_start(today + Days::new(1))),
    )
}
