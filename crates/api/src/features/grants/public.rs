//! `/m/{slug}/responsibles`: who answers for what, as the public sees it.

use actix_web::{HttpRequest, HttpResponse, get, web};
use chrono::NaiveDate;
use sea_orm::ConnectionTrait;
use shared::features::grants::Responsibles;
use shared::time::{day_start, lima_date, next_day};
use uuid::Uuid;

use super::publish::DOCUMENT;
use crate::bus::Topic;
use crate::error::ApiResult;
use crate::http::tenant::Tenant;
use crate::http::{DependsOn, etag};
use crate::problems::Named;
use crate::state::AppState;
use crate::write::published;

/// Who answers for what in a municipality on a day, as it was published.
pub(crate) async fn answering(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    day: NaiveDate,
) -> ApiResult<Responsibles> {
    let view: Option<Responsibles> = published(conn, municipality, DOCUMENT).await?;
    let mut view = view.unwrap_or_default();
    view.items.retain(|person| person.on(day));
    Ok(view)
}

/// Who answers for what in the municipality today.
#[utoipa::path(tag = "grants", security(()), params(("slug" = String, Path, description = "Municipalidad", example = "munipiura")),
    responses((status = 200, description = "Responsables", body = Responsibles), Named))]
#[get("/m/{slug}/responsibles")]
pub(crate) async fn get_responsibles(
    request: HttpRequest,
    state: web::Data<AppState>,
    tenant: Tenant,
) -> ApiResult<HttpResponse> {
    let today = lima_date(state.clock.now());
    let view = answering(state.db.public(), tenant.id, today).await?;
    // Who answers also changes with the day, and no change tells.
    let depends = DependsOn::from(&[Topic::Tenant(tenant.id), Topic::Directory]);
    etag::public(&request, &view, depends.until(day_start(next_day(today))))
}
