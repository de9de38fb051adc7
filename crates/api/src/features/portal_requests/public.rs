//! What an applicant does: send, look up, correct.

use actix_web::{HttpRequest, HttpResponse, get, post, put, web};
use shared::features::portal_requests::{
    CORRECTION, CorrectionIn, CorrectionLinkIn, CorrectionOut, PortalRequestIn,
    PortalRequestReceipt, PortalRequestTracking, REVIEW, RequestState, TrackIn,
};

use super::correct::Correct;
use super::link::{Open, SendAgain};
use super::papers::{self, Paper};
use super::submit::Submit;
use super::{store, workflow};
use crate::db::{PLATFORM, Scope};
use crate::error::{ApiError, ApiResult};
use crate::features::auth::{AttemptKind, Subject, attempts};
use crate::files;
use crate::http::input::Valid;
use crate::http::staff::Visitor;
use crate::problems::{Binary, LinkUse, Named, PublicWrite};
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
    let submit = Submit {
        request: body.into_inner(),
        public_url,
    };
    let mut receipt = state.write.run(caller, submit).await?;
    papers::issue_now(&state, &receipt.code, Paper::Receipt).await;
    receipt.documents = papers::links(&state, &receipt.code).await?;
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
    drop(read);
    Ok(HttpResponse::Ok().json(PortalRequestTracking {
        documents: papers::links(&state, &row.code).await?,
        code: row.code,
        municipality: row.municipality_name,
        state: current,
        history,
        due,
        observations: row.observations,
        slug,
    }))
}

/// Open an observed request by the link of its mail, to correct it. The look is journaled.
#[utoipa::path(tag = "portal_requests", security(()), request_body = CorrectionLinkIn,
    responses((status = 200, description = "La solicitud como se envió", body = CorrectionOut), LinkUse))]
#[post("/portal-requests/correction/open")]
pub(super) async fn open_portal_request_correction(
    state: web::Data<AppState>,
    visitor: Visitor,
    request: HttpRequest,
    body: Valid<CorrectionLinkIn>,
) -> ApiResult<HttpResponse> {
    let caller = visitor.caller(&request);
    let change = Open {
        token: body.into_inner().token,
    };
    let sent = attempts::look_up(&state, &request, state.write.run(caller, change)).await?;
    Ok(HttpResponse::Ok().json(sent))
}

/// Ask for the mail with that link again. It goes to the address of the request.
///
/// The answer is the same for a request that is not known or waits for nothing.
#[utoipa::path(tag = "portal_requests", security(()), request_body = TrackIn, responses(
    (status = 202, description = "Si la solicitud espera una corrección, el correo está en camino"), PublicWrite))]
#[post("/portal-requests/correction/link")]
pub(super) async fn send_portal_request_correction_link(
    state: web::Data<AppState>,
    visitor: Visitor,
    request: HttpRequest,
    body: Valid<TrackIn>,
) -> ApiResult<HttpResponse> {
    let dni_tag = personal_tag(&state.vault, "dni", &body.dni)?;
    let code = body.code.trim().to_uppercase();
    let asked_for = format!("portal_request|{code}|{dni_tag}");
    let change = SendAgain {
        by_request: Subject::new(&state.vault, AttemptKind::Reset, &asked_for)?,
        code,
        dni_tag,
        public_url: state.settings.server.public_url.clone(),
    };
    state.write.run(visitor.caller(&request), change).await?;
    Ok(HttpResponse::Accepted().finish())
}

/// Send an observed request again, corrected, by the link of its mail. The link works once.
#[utoipa::path(tag = "portal_requests", security(()), request_body = CorrectionIn,
    responses((status = 200, description = "Recibida", body = PortalRequestReceipt), LinkUse))]
#[put("/portal-requests/correction")]
pub(super) async fn correct_portal_request(
    state: web::Data<AppState>,
    visitor: Visitor,
    request: HttpRequest,
    body: Valid<CorrectionIn>,
) -> ApiResult<HttpResponse> {
    let caller = visitor.caller_with(&request, &body);
    let change = Correct {
        correction: body.into_inner(),
        public_url: state.settings.server.public_url.clone(),
    };
    let correct = state.write.run(caller, change);
    let mut receipt = attempts::look_up(&state, &request, correct).await?;
    receipt.documents = papers::links(&state, &receipt.code).await?;
    Ok(HttpResponse::Ok().json(receipt))
}

/// Download the receipt of a request, by the link that its submission or its follow-up gave.
#[utoipa::path(tag = "portal_requests", security(()),
    params(("token" = String, Path, description = "Enlace que vence en un día", max_length = 2000)),
    responses((status = 200, description = "El cargo, en PDF", body = inline(Binary), content_type = "application/pdf"), Named))]
#[get("/portal-requests/receipts/{token}")]
pub(super) async fn get_portal_request_receipt(
    state: web::Data<AppState>,
    request: HttpRequest,
    token: web::Path<String>,
) -> ApiResult<HttpResponse> {
    let file = papers::open(&state, &token).await?;
    files::open_private(&state, &request, PLATFORM, file).await
}
