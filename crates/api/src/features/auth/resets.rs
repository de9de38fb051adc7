//! `/auth/password-resets`: a new password by the link of a mail.

use actix_web::{HttpRequest, HttpResponse, post, web};
use chrono::TimeDelta;
use shared::features::auth::{ResetIn, ResetRequestIn};
use shared::rules::normalize_email;

use super::attempts::{Kind, Subject};
use super::credentials::{self, RequestReset, Reset, ResetOutcome};
use crate::db::Scope;
use crate::error::{ApiError, ApiResult, Code};
use crate::features::accounts::links::{self, Purpose};
use crate::http::input::Valid;
use crate::http::staff::Visitor;
use crate::http::token;
use crate::problems::{LinkUse, PublicWrite};
use crate::state::AppState;
use crate::write::personal_tag;

/// Sends a link to set a new password. The answer is the same for a mail that is not known.
#[utoipa::path(tag = "auth", security(()), request_body = ResetRequestIn, responses(
    (status = 202, description = "Si la cuenta existe, el correo está en camino"), PublicWrite
))]
#[post("/auth/password-resets")]
pub(crate) async fn request_password_reset(
    request: HttpRequest,
    state: web::Data<AppState>,
    visitor: Visitor,
    body: Valid<ResetRequestIn>,
) -> ApiResult<HttpResponse> {
    let email_tag = personal_tag(&state.vault, "email", &normalize_email(&body.email))?;
    let change = RequestReset {
        by_mail: Subject::new(&state.vault, Kind::Reset, &email_tag)?,
        email_tag,
        token: token::secret(),
        life: TimeDelta::minutes(state.settings.identity.reset_minutes),
        public_url: state.settings.server.public_url.clone(),
    };
    state.write.run(visitor.caller(&request), change).await?;
    Ok(HttpResponse::Accepted().finish())
}

/// Sets a new password by a link. An account with a second factor shows it too.
#[utoipa::path(tag = "auth", security(()), params(("token" = String, Path, description = "Del enlace del correo")),
    request_body = ResetIn, responses(
    (status = 204, description = "Contraseña cambiada; todas las sesiones se cerraron"),
    (status = 401, description = "Falta el código (`second_factor_required`) o no es correcto",
        content_type = "application/problem+json", body = shared::kit::problem::Problem),
    LinkUse
))]
#[post("/auth/password-resets/{token}")]
pub(crate) async fn reset_password(
    request: HttpRequest,
    state: web::Data<AppState>,
    visitor: Visitor,
    token: web::Path<String>,
    body: Valid<ResetIn>,
) -> ApiResult<HttpResponse> {
    let now = state.clock.now();
    let conn = state.db.read(Scope::Platform).await?;
    let (link, account) = links::open(&conn, &token, Purpose::Reset, now).await?;
    drop(conn);
    credentials::judge(&state, &account, "password", &body.password).await?;
    let change = Reset {
        digest: link.token_hash,
        account: account.id,
        code: body.code.clone().filter(|code| !code.trim().is_empty()),
        by_account: Subject::new(&state.vault, Kind::Account, &account.email_tag)?,
        hash: state.passwords.hash(&body.password).await?,
    };
    match state.write.run(visitor.caller(&request), change).await? {
        ResetOutcome::Done => Ok(HttpResponse::NoContent().finish()),
        ResetOutcome::CodeMissing => Err(ApiError::new(Code::SecondFactorRequired)),
        ResetOutcome::Code(shown) => {
            shown.into_result(now)?;
            Ok(HttpResponse::NoContent().finish())
        }
    }
}
