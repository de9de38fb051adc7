//! How many requests an address, an account and a key may send. In memory, hence per process and gone with it: what must
//! survive (failed sign-ins and codes) is counted in the database by `features::auth::attempts`.

use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage as _, web};
use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::{DefaultKeyedRateLimiter, RateLimiter};
use shared::features::auth::{INVITATIONS_PATH, LOGIN_PATH, PASSWORD_RESETS_PATH};
use shared::features::payments::HOLDER_PATH;
use shared::features::portal_requests::{CORRECTION_PATH, TRACK_PATH};

use super::principal::{Credential, Principal};
use super::{InProcess, client, origin};
use crate::error::{ApiError, ApiResult, Code};
use crate::settings;
use crate::state::AppState;

const WINDOW: u64 = 60;
/// Forgotten buckets are swept after this many requests.
const SWEEP: u32 = 10_000;
/// Writes on which secrets could be guessed.
const GUESSABLE: [&str; 5] = [
    LOGIN_PATH,
    PASSWORD_RESETS_PATH,
    INVITATIONS_PATH,
    CORRECTION_PATH,
    TRACK_PATH,
];

/// What is left for the sender, told in every answer (`draft-ietf-httpapi-ratelimit-headers`).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Quota {
    class: &'static str,
    limit: u32,
    remaining: u32,
    reset: u64,
}

impl Quota {
    /// Writes the two fields, unless a narrower class did.
    pub(crate) fn describe(self, headers: &mut HeaderMap) {
        let policy = format!("\"{}\";q={};w={WINDOW}", self.class, self.limit);
        let state = format!("\"{}\";r={};t={}", self.class, self.remaining, self.reset);
        for (name, value) in [("ratelimit-policy", policy), ("ratelimit", state)] {
            let name = HeaderName::from_static(name);
            if let Ok(value) = HeaderValue::from_str(&value)
                && !headers.contains_key(&name)
            {
                headers.insert(name, value);
            }
        }
    }
}

/// Middleware: counts requests of the API by address. It stands outside the memory of answers, which are the same for
/// everybody, while what is left is not.
pub(crate) async fn by_address(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let state = request.app_data::<web::Data<AppState>>().cloned();
    let Some(state) = state.filter(|_| request.path().starts_with("/api/")) else {
        return Ok(next.call(request).await?.map_into_boxed_body());
    };
    let mut quota = None;
    let mut response = match state.limits.check_address(&state, &request, &mut quota) {
        Ok(()) => next.call(request).await?.map_into_boxed_body(),
        Err(error) => request.error_response(error),
    };
    if let Some(quota) = quota {
        quota.describe(response.headers_mut());
    }
    Ok(response)
}

/// The limits of a process, one per class.
#[derive(Debug)]
pub(crate) struct Limits {
    reads: Class,
    writes: Class,
    sign_ins: Class,
    look_ups: Class,
    accounts: Class,
    keys: Class,
}

impl Limits {
    /// Limits by the settings.
    pub(crate) fn new(settings: &settings::Limits) -> Self {
        Self {
            reads: Class::new("reads", settings.reads_by_address),
            writes: Class::new("writes", settings.writes_by_address),
            sign_ins: Class::new("sign-ins", settings.sign_ins_by_address),
            look_ups: Class::new("look-ups", settings.look_ups_by_address),
            accounts: Class::new("account", settings.by_account),
            keys: Class::new("key", settings.by_key),
        }
    }

    /// Counts a request of an address.
    ///
    /// # Errors
    /// 429 with the time to wait.
    fn check_address(
        &self,
        state: &AppState,
        request: &ServiceRequest,
        quota: &mut Option<Quota>,
    ) -> ApiResult<()> {
        if request.extensions().contains::<InProcess>() {
            return Ok(());
        }
        let peer = request.peer_addr().map(|peer| peer.ip());
        let trusted = &state.settings.server.trusted_proxies;
        let address = client::address(peer, request.headers(), trusted);
        let guessable = GUESSABLE
            .iter()
            .any(|path| request.path().starts_with(path));
        let by_document = request.path() == HOLDER_PATH;
        let class = match (origin::writes(request.method()), guessable) {
            (true, _) if by_document => &self.look_ups,
            (true, true) => &self.sign_ins,
            (true, false) => &self.writes,
            (false, _) => &self.reads,
        };
        class.check(client::bucket(address), quota)
    }

    /// Counts a request of an account or key.
    ///
    /// # Errors
    /// 429 with the time to wait.
    pub(crate) fn check_principal(
        &self,
        principal: &Principal,
        quota: &mut Option<Quota>,
    ) -> ApiResult<()> {
        let class = match principal.credential {
            Credential::Session { .. } => &self.accounts,
            Credential::Key { .. } => &self.keys,
        };
        class.check(principal.id.to_string(), quota)
    }
}

type Buckets = DefaultKeyedRateLimiter<String, StateInformationMiddleware>;

#[derive(Debug)]
struct Class {
    name: &'static str,
    /// None is without limit.
    buckets: Option<(NonZeroU32, Buckets)>,
    since_sweep: AtomicU32,
}

impl Class {
    fn new(name: &'static str, per_minute: u32) -> Self {
        let buckets = NonZeroU32::new(per_minute).map(|limit| {
            let quota = governor::Quota::per_minute(limit);
            let buckets = RateLimiter::keyed(quota).with_middleware();
            (limit, buckets)
        });
        Self {
            name,
            buckets,
            since_sweep: AtomicU32::new(0),
        }
    }

    fn check(&self, key: String, quota: &mut Option<Quota>) -> ApiResult<()> {
        let Some((limit, buckets)) = &self.buckets else {
            return Ok(());
        };
        if self.since_sweep.fetch_add(1, Ordering::Relaxed) >= SWEEP {
            self.since_sweep.store(0, Ordering::Relaxed);
            buckets.retain_recent();
        }
        let describe = |remaining, wait: Duration| Quota {
            class: self.name,
            limit: limit.get(),
            remaining,
            reset: wait.as_secs() + 1,
        };
        match buckets.check_key(&key) {
            Ok(state) => {
                let wait = state.quota().replenish_interval();
                *quota = Some(describe(state.remaining_burst_capacity(), wait));
                Ok(())
            }
            Err(refusal) => {
                let wait = refusal.wait_time_from(DefaultClock::default().now());
                let told = describe(0, wait);
                *quota = Some(told);
                Err(ApiError::new(Code::TooManyRequests).retry_after(told.reset))
            }
        }
    }
}
