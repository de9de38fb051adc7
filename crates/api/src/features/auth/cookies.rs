//! The cookies of a session, as answers of sign-in and renewal carry them.

use actix_web::HttpResponseBuilder;
use chrono::TimeDelta;
use uuid::Uuid;

use crate::error::ApiResult;
use crate::http::cookies::{ACCESS, REFRESH, clear, set};
use crate::http::token::{self, Bearer};
use crate::state::AppState;

/// Adds both cookies of a session.
pub(super) fn grant(
    response: &mut HttpResponseBuilder,
    state: &AppState,
    account: Uuid,
    session: Uuid,
    refresh: String,
) -> ApiResult<()> {
    let identity = &state.settings.identity;
    let life = TimeDelta::minutes(identity.access_minutes);
    let bearer = Bearer { account, session };
    let issuer = &state.settings.server.public_url;
    let access = token::issue(&state.keys, issuer, bearer, state.clock.now(), life)?;
    response.cookie(set(ACCESS, access, life)).cookie(set(
        REFRESH,
        refresh,
        TimeDelta::hours(identity.absolute_hours),
    ));
    Ok(())
}

/// Takes both cookies back.
pub(super) fn revoke(response: &mut HttpResponseBuilder) {
    response.cookie(clear(ACCESS)).cookie(clear(REFRESH));
}
