//! `/developers/keys`: a key for whoever wants to read the public data by program.

use actix_web::{HttpRequest, HttpResponse, post, web};
use shared::features::api_keys::{ApiKeyIssued, DeveloperConfirmIn, DeveloperKeyIn};
use shared::rules::normalize_email;

use super::admin::YEAR;
use super::changes::new_key;
use super::requests::{Confirm, Request};
use crate::error::{ApiError, ApiResult};
use crate::features::auth::{AttemptKind, Subject};
use crate::http::input::Valid;
use crate::http::staff::Visitor;
use crate::http::token;
use crate::problems::{LinkUse, PublicWrite};
use crate::state::AppState;

/// Asks for a key; a link to confirm comes by mail.
#[utoipa::path(tag = "api_keys", security(()), request_body = DeveloperKeyIn, responses(
    (status = 202, description = "El correo con el enlace está en camino"), PublicWrite
))]
#[post("/developers/keys")]
pub(crate) async fn request_developer_key(
    request: HttpRequest,
    state: web::Data<AppState>,
    visitor: Visitor,
    body: Valid<DeveloperKeyIn>,
) -> ApiResult<HttpResponse> {
    let mail = normalize_email(&body.email);
    let change = Request {
        by_mail: Subject::new(&state.vault, AttemptKind::Reset, &format!("key|{mail}"))?,
        body: (*body).clone(),
        token: token::secret(),
        public_url: state.settings.server.public_url.clone(),
    };
    state
        .write
        .run(visitor.caller_with(&request, &body), change)
        .await?;
    Ok(HttpResponse::Accepted().finish())
}

/// Confirms the mail and answers the key, once.
#[utoipa::path(tag = "api_keys", security(()), request_body = DeveloperConfirmIn, responses(
    (status = 201, description = "La clave, por única vez", body = ApiKeyIssued), LinkUse
))]
#[post("/developers/keys/confirm")]
pub(crate) async fn confirm_developer_key(
    request: HttpRequest,
    state: web::Data<AppState>,
    visitor: Visitor,
    body: Valid<DeveloperConfirmIn>,
) -> ApiResult<HttpResponse> {
    let expires_at = state.clock.now().checked_add_days(YEAR);
    let change = Confirm {
        digest: token::digest(&body.token),
        key: new_key(),
        expires_at: expires_at.ok_or_else(|| ApiError::internal(anyhow::anyhow!("end of time")))?,
    };
    let issued = state
        .write
        .run(visitor.caller_with(&request, &body), change)
        .await?;
    Ok(HttpResponse::Created().json(issued))
}
