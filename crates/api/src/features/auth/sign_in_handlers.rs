//! `POST /auth/login`, `/auth/refresh`, `/auth/logout`: what sets and takes the cookies of a session.

use actix_web::http::header::USER_AGENT;
use actix_web::{HttpRequest, HttpResponse, ResponseError, post, web};
use shared::features::auth::{LoginIn, LoginOut};
use shared::rules::normalize_email;
use uuid::Uuid;

use super::attempts::{self, Kind, Subject};
use super::cookies;
use super::sessions::{End, Renew, Renewal, of_refresh};
use super::sign_in::{Outcome, SignIn};
use crate::db::Scope;
use crate::error::{ApiError, ApiResult, Code};
use crate::features::accounts::store as accounts;
use crate::http::cookies::{ACCESS, REFRESH};
use crate::http::input::Valid;
use crate::http::staff::Visitor;
use crate::http::token;
use crate::problems::PublicWrite;
use crate::state::AppState;
use crate::write::personal_tag;

/// Longest name of a browser that is kept.
const AGENT: usize = 120;

/// Signs a person in: mail, password and, where the account has one, the second factor.
#[utoipa::path(tag = "auth", security(()), request_body = LoginIn, responses(
    (status = 200, description = "Sesión iniciada; viaja en cookies", body = LoginOut),
    (status = 401, description = "Rechazado, o falta el código (`second_factor_required`)",
        content_type = "application/problem+json", body = shared::kit::problem::Problem),
    PublicWrite
))]
#[post("/auth/login")]
pub(crate) async fn login(
    request: HttpRequest,
    state: web::Data<AppState>,
    visitor: Visitor,
    body: Valid<LoginIn>,
) -> ApiResult<HttpResponse> {
    let now = state.clock.now();
    // A hash that was replaced during the comparison is compared once more; twice is no coincidence.
    for _ in 0..2 {
        let renewal = token::secret();
        let change = compared(&request, &state, &body, token::digest(&renewal)).await?;
        match state.write.run(visitor.caller(&request), change).await? {
            Outcome::Done {
                account,
                session,
                next,
            } => {
                let mut response = HttpResponse::Ok();
                cookies::grant(&mut response, &state, account, session, renewal)?;
                return Ok(response.json(LoginOut { next }));
            }
            Outcome::Stale => {}
            Outcome::Locked(until) => return Err(attempts::refusal(until, now)),
            Outcome::Refused => return Err(ApiError::new(Code::SignInRefused)),
            Outcome::CodeMissing => return Err(ApiError::new(Code::SecondFactorRequired)),
            Outcome::CodeRefused => return Err(ApiError::new(Code::SecondFactorRefused)),
        }
    }
    Err(ApiError::new(Code::SignInRefused))
}

/// The sign-in of a request, its password compared with the hash that is stored now.
async fn compared(
    request: &HttpRequest,
    state: &AppState,
    body: &LoginIn,
    refresh_digest: String,
) -> ApiResult<SignIn> {
    let now = state.clock.now();
    let email_tag = personal_tag(&state.vault, "email", &normalize_email(&body.email))?;
    let by_account = Subject::new(&state.vault, Kind::Account, &email_tag)?;
    let address = attempts::address(request, state);
    let by_address = Subject::new(&state.vault, Kind::Address, &address)?;
    let conn = state.db.read(Scope::Platform).await?;
    let locked = attempts::peek(&conn, &[&by_account, &by_address], now).await?;
    let account = accounts::by_email(&conn, &email_tag).await?;
    drop(conn);
    if let Some(until) = locked {
        return Err(attempts::refusal(until, now));
    }
    let stored = account
        .as_ref()
        .and_then(|account| account.password_hash.as_deref());
    let verdict = state.passwords.verify(&body.password, stored).await?;
    let rehashed = if verdict.right && verdict.outdated {
        Some(state.passwords.hash(&body.password).await?)
    } else {
        None
    };
    Ok(SignIn {
        account: account.as_ref().map(|account| account.id),
        compared: stored.map(str::to_owned),
        right: verdict.right,
        rehashed,
        code: body.code.clone().filter(|code| !code.trim().is_empty()),
        by_account,
        by_address,
        agent: agent(request),
        refresh_digest,
        settings: state.settings.clone(),
    })
}

fn agent(request: &HttpRequest) -> String {
    let value = request
        .headers()
        .get(USER_AGENT)
        .and_then(|value| value.to_str().ok());
    value.unwrap_or("desconocido").chars().take(AGENT).collect()
}

/// Renews a session with its refresh cookie, which is exchanged for the next one.
#[utoipa::path(tag = "auth", security(("refresh" = [])), responses(
    (status = 204, description = "Sesión renovada"),
    (status = 401, description = "No hay sesión que renovar",
        content_type = "application/problem+json", body = shared::kit::problem::Problem),
    PublicWrite
))]
#[post("/auth/refresh")]
pub(crate) async fn refresh(
    request: HttpRequest,
    state: web::Data<AppState>,
    visitor: Visitor,
) -> ApiResult<HttpResponse> {
    let Some(cookie) = request.cookie(REFRESH) else {
        return Err(ApiError::new(Code::Unauthenticated));
    };
    let next = token::secret();
    let change = Renew {
        digest: token::digest(cookie.value()),
        next_digest: token::digest(&next),
        settings: state.settings.clone(),
    };
    match state.write.run(visitor.caller(&request), change).await? {
        Renewal::Done { account, session } => {
            let mut response = HttpResponse::NoContent();
            cookies::grant(&mut response, &state, account, session, next)?;
            Ok(response.finish())
        }
        Renewal::Refused => Ok(without_cookies(&ApiError::new(Code::InvalidCredentials))),
    }
}

/// The refusal, with the cookies taken back.
fn without_cookies(error: &ApiError) -> HttpResponse {
    let mut response = HttpResponse::build(error.status_code());
    cookies::revoke(&mut response);
    response
        .content_type("application/problem+json")
        .json(error.problem())
}

/// Ends the session of this browser. Also right when there is none.
#[utoipa::path(tag = "auth", security(("session" = []), ("refresh" = []), ()), responses(
    (status = 204, description = "Sesión cerrada"), PublicWrite
))]
#[post("/auth/logout")]
pub(crate) async fn logout(
    request: HttpRequest,
    state: web::Data<AppState>,
    visitor: Visitor,
) -> ApiResult<HttpResponse> {
    if let Some((account, session)) = session_of(&request, &state).await? {
        let change = End {
            account,
            session,
            action: "auth.signed_out",
        };
        match state.write.run(visitor.caller(&request), change).await {
            // It had ended by itself.
            Err(error) if error.code == Code::NotFound => {}
            outcome => outcome?,
        }
    }
    let mut response = HttpResponse::NoContent();
    cookies::revoke(&mut response);
    // Not "storage": the offline queue of the visits desk outlives a sign-out.
    response.insert_header(("Clear-Site-Data", "\"cache\""));
    Ok(response.finish())
}

async fn session_of(request: &HttpRequest, state: &AppState) -> ApiResult<Option<(Uuid, Uuid)>> {
    let issuer = &state.settings.server.public_url;
    let access = request.cookie(ACCESS);
    let bearer = access
        .and_then(|cookie| token::verify(&state.keys, issuer, cookie.value(), state.clock.now()));
    if let Some(bearer) = bearer {
        return Ok(Some((bearer.account, bearer.session)));
    }
    let Some(cookie) = request.cookie(REFRESH) else {
        return Ok(None);
    };
    let conn = state.db.read(Scope::Platform).await?;
    let row = of_refresh(&conn, &token::digest(cookie.value())).await?;
    Ok(row.map(|row| (row.account_id, row.id)))
}
