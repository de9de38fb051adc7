//! `/platform/tenant-removals`: proposed by one operator, decided by another.

use actix_web::{HttpRequest, HttpResponse, post, web};
use shared::access::perm;
use shared::features::conservation::{Decision, DisposalOut};
use shared::features::tenant_exports::{REMOVALS_PATH, RemovalDecisionIn, RemovalIn};
use uuid::Uuid;

use super::removal::{Decide, Propose};
use crate::conservation::remove_files;
use crate::error::ApiResult;
use crate::features::conservation::disposals::one;
use crate::http::etag;
use crate::http::input::Valid;
use crate::http::staff::Staff;
use crate::problems::StaffWrite;
use crate::state::AppState;

/// Proposes to remove a municipality whose export is complete. Asks for a recent second factor.
#[utoipa::path(tag = "tenant_exports", security(("session" = ["municipalities:manage"])), request_body = RemovalIn,
    responses((status = 201, description = "Propuesta que espera a la segunda persona", body = DisposalOut), StaffWrite))]
#[post("/platform/tenant-removals")]
pub(crate) async fn propose_tenant_removal(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Staff<perm::MunicipalitiesManage>,
    body: Valid<RemovalIn>,
) -> ApiResult<HttpResponse> {
    staff.require_recent_factor(state.clock.now())?;
    let caller = staff.caller_with(&request, &body);
    let propose = Propose {
        body: body.into_inner(),
    };
    let id = state.write.run(caller, propose).await?;
    Ok(HttpResponse::Created()
        .insert_header(("Location", format!("{REMOVALS_PATH}/{id}")))
        .json(one(&state, id, staff.principal().id).await?))
}

/// Carries a removal out, or refuses it: never who proposed it. Asks for a recent second factor.
#[utoipa::path(tag = "tenant_exports", security(("session" = ["municipalities:manage"])), request_body = RemovalDecisionIn,
    params(("id" = Uuid, Path, description = "Propuesta")),
    responses((status = 200, description = "Decidido", body = DisposalOut), StaffWrite))]
#[post("/platform/tenant-removals/{id}/decision")]
pub(crate) async fn decide_tenant_removal(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Staff<perm::MunicipalitiesManage>,
    id: web::Path<Uuid>,
    body: Valid<RemovalDecisionIn>,
) -> ApiResult<HttpResponse> {
    staff.require_recent_factor(state.clock.now())?;
    let decide = Decide {
        id: *id,
        decision: body.decision,
        slug: body.slug.clone(),
    };
    let caller = staff.caller_with(&request, &body);
    state.write.run(caller, decide).await?;
    let view = one(&state, *id, staff.principal().id).await?;
    if let (Decision::Confirm, Some(municipality)) = (body.decision, view.municipality_id) {
        remove_files(&state, municipality).await;
    }
    etag::row(&view)
}
