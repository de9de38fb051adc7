//! `/platform/deadlines/recompute`: first what would change, then the act.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use shared::access::perm;
use shared::features::deadlines::{RecomputeIn, RecomputePreview};

use super::recompute::{Recompute, preview};
use crate::error::ApiResult;
use crate::http::etag::{self, Expected};
use crate::http::input::{NoParams, Params, Valid};
use crate::http::staff::Staff;
use crate::problems::{StaffEdit, StaffRead};
use crate::state::AppState;

/// The open cases whose term is another one by the calendar of today. Changes nothing.
#[utoipa::path(tag = "deadlines", security(("session" = ["catalogs:edit"])), responses(
    (status = 200, description = "Qué cambiaría", body = RecomputePreview), StaffRead
))]
#[get("/platform/deadlines/recompute")]
pub(super) async fn preview_deadlines(
    state: web::Data<AppState>,
    staff: Staff<perm::CatalogsEdit>,
    _: Params<NoParams>,
) -> ApiResult<HttpResponse> {
    let conn = state.db.read(staff.scope()).await?;
    etag::row(&preview(&conn).await?)
}

/// Moves the open cases to the terms that were shown; `If-Match` names what was shown. Each is journaled.
#[utoipa::path(tag = "deadlines", security(("session" = ["catalogs:edit"])), request_body = RecomputeIn, responses(
    (status = 200, description = "Los plazos que cambiaron", body = RecomputePreview), StaffEdit
))]
#[post("/platform/deadlines/recompute")]
pub(super) async fn recompute_deadlines(
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Staff<perm::CatalogsEdit>,
    body: Valid<RecomputeIn>,
) -> ApiResult<HttpResponse> {
    let change = Recompute {
        expected: Expected::of(&request)?,
        body: (*body).clone(),
        public_url: state.settings.server.public_url.clone(),
    };
    let moved = state
        .write
        .run(staff.caller_with(&request, &body), change)
        .await?;
    etag::row(&moved)
}
