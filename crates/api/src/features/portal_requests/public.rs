//! What an applicant does: send, look up, correct.

use actix_web::{HttpRequest, HttpResponse, post, put, web};
use shared::features::portal_requests::{
    CORRECTION, CorrectionIn, PortalRequestIn, PortalRequestReceipt, PortalRequestTracking, REVIEW,
    RequestState, TrackIn,
};

use super::submit::{Correct, Submit};
use super::{store, workflow};
use crate::db::Scope;
use crate::error::{ApiError, ApiResult};
use crate::http::input::Valid;
use crate::http::staff::Visitor;
use crate::problems::PublicWrite;
use crate::reference;
use crate::state::AppState;
use crate::write::personal_tag;

/// Ask for a municipality's portal.
///
/// Answers a code, and by when the platform answers. Send an `Idempotency-Key`: the same request sent twice is received
/// once.
#[utoipa::path(tag = "portal_requests", security(()), request_body = PortalRequestIn,
    responses((status = 201, description = "Recibida", body = PortalRequestReceipt), PublicWrite))]
#[post("/portal-requests")]
pub(super) async fn submit_portal_request(
    state: web::Data<AppState>,
    visitor: Visitor,
    request: HttpRequest,
    body: Valid<PortalRequestIn>,
) -> ApiResult<HttpResponse> {
    let caller = visitor.caller_with(&request, &body);
    let public_url = state.settings.server.public_url.clone();
    let receipt = state
        .write
        .run(
            caller,
            Submit {
                request: body.into_inner(),
                public_url,
            },
        )
        .await?;
    Ok(HttpResponse::Created().json(receipt))
}

/// Look a request up by its code and the responsible person's DNI.
///
/// A wrong code and a wrong number get the same answer.
#[utoipa::path(tag = "portal_requests", security(()), request_body = TrackIn,
    responses((status = 200, description = "La solicitud", body = PortalRequestTracking), PublicWrite))]
#[post("/portal-requests/track")]
pub(super) async fn track_portal_request(
    state: web::Data<AppState>,
    _visitor: Visitor,
    body: Valid<TrackIn>,
) -> ApiResult<HttpResponse> {
    let tag = personal_tag(&state.vault, "dni", &body.dni)?;
    let read = state.db.read(Scope::Platform).await?;
    let row = store::find_tracked(&read, &body.code, &tag)
        .await?
        .ok_or_else(ApiError::not_found)?;
    let history = store::history(&read, row.id).await?;
    let current = workflow::state(&row)?;
    let term = match current {
        RequestState::Submitted | RequestState::InReview => Some(REVIEW),
        RequestState::Observed => Some(CORRECTION),
        RequestState::Created | RequestState::Rejected => None,
    };
    let calendar = reference::calendar_in(&read, &row.ubigeo).await?;
    let due = term
        .map(|term| workflow::count(&calendar, row.turn_since, term))
        .transpose()?;
    let slug = match row.municipality_id {
        Some(id) => crate::features::municipalities::find(state.db.public(), id)
            .await?
            .map(|found| found.slug),
        None => None,
    };
    Ok(HttpResponse::Ok().json(PortalRequestTracking {
        code: row.code,
        municipality: row.municipality_name,
        state: current,
        history,
        due,
        observations: row.observations,
        slug,
    }))
}

/// Send an observed request again, corrected.
#[utoipa::path(tag = "portal_requests", security(()), request_body = CorrectionIn,
    responses((status = 200, description = "Recibida", body = PortalRequestReceipt), PublicWrite))]
#[put("/portal-requests/correction")]
pub(super) async fn correct_portal_request(
    state: web::Data<AppState>,
    visitor: Visitor,
    request: HttpRequest,
    body: Valid<CorrectionIn>,
) -> ApiResult<HttpResponse> {
    let caller = visitor.caller_with(&request, &body);
    let body = body.into_inner();
    let public_url = state.settings.server.public_url.clone();
    let change = Correct {
        track: body.track,
        request: body.request,
        public_url,
    };
    let receipt = state.write.run(caller, change).await?;
    Ok(HttpResponse::Ok().json(receipt))
}
