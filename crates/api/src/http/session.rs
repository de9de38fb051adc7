//! Establishes who sends a request before any of its body is read.
//!
//! Nothing is anonymous. A cookie or key that is not valid is a 401 and never silently anonymous.

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::AUTHORIZATION;
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, web};
use shared::features::api_keys::KeyScope;
use shared::features::auth::{
    INVITATIONS_PATH, LOGIN_PATH, LOGOUT_PATH, PASSWORD_RESETS_PATH, REFRESH_PATH,
};
use shared::features::watches::{HOOKS_PATH, LINKS_PATH};

use super::principal::{Credential, Principal};
use super::rate_limit::Quota;
use super::{cookies, idempotency, origin, token};
use crate::error::{ApiError, ApiResult, Code};
use crate::features::{api_keys, auth, break_glass};
use crate::state::AppState;

/// Where an access cookie is not read: a stale one must not keep a person from signing in, renewing or leaving, nor from
/// ending the mails that he gets as anybody does.
const EXCHANGES: [&str; 6] = [
    LOGIN_PATH,
    REFRESH_PATH,
    LOGOUT_PATH,
    PASSWORD_RESETS_PATH,
    INVITATIONS_PATH,
    LINKS_PATH,
];

/// Middleware: puts the [`Principal`] into the request, or refuses it.
pub(crate) async fn establish(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let Some(state) = request.app_data::<web::Data<AppState>>().cloned() else {
        return Ok(request.error_response(ApiError::internal(anyhow::anyhow!("no state"))));
    };
    let mut quota = None;
    let mut response = match admit(&state, &request, &mut quota).await {
        Ok(principal) => {
            if let Some(principal) = principal {
                request.extensions_mut().insert(principal);
            }
            let response = next.call(request).await?.map_into_boxed_body();
            break_glass::noted(&state, response).await
        }
        Err(error) => refuse(request, error),
    };
    if let Some(quota) = quota {
        quota.describe(response.headers_mut());
    }
    Ok(response)
}

/// The origin first, since it costs least; then who it is; then how much of the process he may use.
async fn admit(
    state: &AppState,
    request: &ServiceRequest,
    quota: &mut Option<Quota>,
) -> ApiResult<Option<Principal>> {
    origin::check(request, &state.settings.server.public_url)?;
    idempotency::check(request.headers())?;
    let principal = identify(state, request).await?;
    if let Some(principal) = &principal {
        in_scope(principal, request)?;
        state.limits.check_principal(principal, quota)?;
    }
    Ok(principal)
}

/// A key does what its scopes say: it reads, or it also sends. To ask to be told of what it may read is reading.
fn in_scope(principal: &Principal, request: &ServiceRequest) -> ApiResult<()> {
    let Credential::Key { scopes } = &principal.credential else {
        return Ok(());
    };
    let is_told = request.path().starts_with(HOOKS_PATH);
    let needed = if origin::writes(request.method()) && !is_told {
        KeyScope::FormsSend
    } else {
        KeyScope::DataRead
    };
    if scopes.contains(&needed) {
        return Ok(());
    }
    let detail = format!("La clave no tiene el permiso {}", needed.as_str());
    Err(ApiError::new(Code::ScopeMissing).detail(detail))
}

async fn identify(state: &AppState, request: &ServiceRequest) -> ApiResult<Option<Principal>> {
    let key = request.headers().get(AUTHORIZATION);
    if key.is_some() && origin::carries_cookie(request) {
        return Err(ApiError::new(Code::TwoCredentials));
    }
    if let Some(key) = key {
        let key = key
            .to_str()
            .ok()
            .and_then(|value| value.strip_prefix("Bearer "));
        let key = key.ok_or_else(invalid)?;
        return api_keys::identify(state, key).await.map(Some);
    }
    let exchange = EXCHANGES
        .iter()
        .any(|path| request.path().starts_with(path));
    let Some(cookie) = request.cookie(cookies::ACCESS).filter(|_| !exchange) else {
        return Ok(None);
    };
    let issuer = &state.settings.server.public_url;
    let bearer = token::verify(&state.keys, issuer, cookie.value(), state.clock.now())
        .ok_or_else(invalid)?;
    auth::identify(state, bearer).await.map(Some)
}

fn invalid() -> ApiError {
    ApiError::new(Code::InvalidCredentials)
}

/// The refusal; a cookie that is no longer valid is taken back, so that the next request is an anonymous one.
fn refuse(request: ServiceRequest, error: ApiError) -> ServiceResponse<BoxBody> {
    let stale = error.code == Code::InvalidCredentials && request.cookie(cookies::ACCESS).is_some();
    let mut response = request.error_response(error);
    if stale {
        // Fails only for a cookie that cannot be written as a header, which this one can.
        let _ = response
            .response_mut()
            .add_cookie(&cookies::clear(cookies::ACCESS));
    }
    response
}
