//! `/admin/interests/acts`: an act of interest management is recorded, from a visit or by itself.

use actix_web::{HttpRequest, HttpResponse, post, web};
use shared::access::perm;
use shared::features::interests::acts::{InterestActIn, InterestActOut};
use uuid::Uuid;

use super::record::RecordAct;
use crate::error::ApiResult;
use crate::http::input::Valid;
use crate::http::staff::Staff;
use crate::http::token;
use crate::problems::StaffWrite;
use crate::state::AppState;

/// Records an act. The official must have decision capacity on its day; he is asked by mail to confirm or reject it. Send an
/// `Idempotency-Key`: the same act sent twice has one effect.
#[utoipa::path(tag = "interests", security(("session" = ["visits:record"])), request_body = InterestActIn,
    responses((status = 201, description = "Anotado", body = InterestActOut), StaffWrite))]
#[post("/admin/interests/acts")]
pub(super) async fn create_interest_act(
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Staff<perm::VisitsRecord>,
    body: Valid<InterestActIn>,
) -> ApiResult<HttpResponse> {
    let caller = staff.caller_with(&request, &body);
    let change = RecordAct {
        municipality: staff.municipality()?,
        id: Uuid::now_v7(),
        body: body.into_inner(),
        token: token::secret(),
        public_url: state.settings.server.public_url.clone(),
    };
    let recorded = state.write.run(caller, change).await?;
    Ok(HttpResponse::Created().json(recorded))
}
