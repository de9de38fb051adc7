//! `/interests/answers`: what an official says of an act, by the link of a mail. No account is needed.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use shared::features::interests::answers::{ANSWER_PAGE, AnswerLinkOut, AnswerState};

use super::links::{self, Answer};
use crate::error::ApiResult;
use crate::features::auth::attempts;
use crate::http::input::{NoParams, Params};
use crate::http::staff::Visitor;
use crate::http::{etag, forms};
use crate::problems::LinkUse;
use crate::state::AppState;

/// The act to which the link of a mail leads. Reading it changes nothing.
#[utoipa::path(tag = "interests", security(()), params(("token" = String, Path, description = "Del enlace")),
    responses((status = 200, description = "El acto", body = AnswerLinkOut), LinkUse))]
#[get("/interests/answers/{token}")]
pub(crate) async fn get_interest_answer(
    request: HttpRequest,
    state: web::Data<AppState>,
    link: web::Path<String>,
    _none: Params<NoParams>,
) -> ApiResult<HttpResponse> {
    let look = links::opened(&state, &link);
    let found = attempts::look_up(&state, &request, look).await?;
    etag::row(&found)
}

/// The official confirms the act. A page without scripts is sent back to itself.
#[utoipa::path(tag = "interests", security(()), params(("token" = String, Path, description = "Del enlace")),
    responses(
        (status = 200, description = "Confirmado", body = AnswerLinkOut),
        (status = 303, description = "A la página, para quien la mandó desde un formulario"), LinkUse))]
#[post("/interests/answers/{token}/confirm")]
pub(crate) async fn confirm_interest_act(
    request: HttpRequest,
    state: web::Data<AppState>,
    visitor: Visitor,
    link: web::Path<String>,
) -> ApiResult<HttpResponse> {
    answered(&request, &state, &visitor, &link, AnswerState::Confirmed).await
}

/// The official rejects the act: it did not happen so. A page without scripts is sent back to itself.
#[utoipa::path(tag = "interests", security(()), params(("token" = String, Path, description = "Del enlace")),
    responses(
        (status = 200, description = "Rechazado", body = AnswerLinkOut),
        (status = 303, description = "A la página, para quien la mandó desde un formulario"), LinkUse))]
#[post("/interests/answers/{token}/reject")]
pub(crate) async fn reject_interest_act(
    request: HttpRequest,
    state: web::Data<AppState>,
    visitor: Visitor,
    link: web::Path<String>,
) -> ApiResult<HttpResponse> {
    answered(&request, &state, &visitor, &link, AnswerState::Rejected).await
}

async fn answered(
    request: &HttpRequest,
    state: &AppState,
    visitor: &Visitor,
    link: &str,
    with: AnswerState,
) -> ApiResult<HttpResponse> {
    let act = async {
        let row = links::asked(state, link).await?;
        let change = Answer {
            municipality: row.municipality_id,
            link: link.to_owned(),
            with,
        };
        state.write.run(visitor.caller(request), change).await
    };
    attempts::look_up(state, request, act).await?;
    if let Some(back) = forms::sent_back(request, &format!("{ANSWER_PAGE}/{link}")) {
        return Ok(back);
    }
    etag::row(&links::opened(state, link).await?)
}
