//! Who may call a handler, stated in its signature: [`Staff`] with a permission, [`SignedIn`] for any session, [`Visitor`]
//! for everybody.

use std::future::{Ready, ready};
use std::marker::PhantomData;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use chrono::{DateTime, TimeDelta, Utc};
use shared::access::{Perm, Permission, Role};
use shared::features::auth::NextStep;
use shared::journal::entry::{Actor, ActorKind};
use uuid::Uuid;

use super::input::Valid;
use super::principal::{Credential, Principal};
use super::{idempotency, request_id};
use crate::db::{PLATFORM, Scope};
use crate::error::{ApiError, ApiResult, Code};
use crate::write::Caller;

/// How long a shown second factor counts as recent.
const RECENT: TimeDelta = TimeDelta::minutes(5);

/// Somebody who holds the permission `P` where he works now.
#[derive(Clone, Debug)]
pub(crate) struct Staff<P> {
    principal: Principal,
    permission: PhantomData<P>,
}

impl<P: Perm> Staff<P> {
    /// Who it is.
    pub(crate) fn principal(&self) -> &Principal {
        &self.principal
    }

    /// Whose rows the handler may read: a permission of the platform spans all municipalities, any other counts in one.
    pub(crate) fn scope(&self) -> Scope {
        if Role::PlatformOperator.allows(P::PERMISSION) {
            Scope::Platform
        } else {
            Scope::Tenant(self.principal.workplace)
        }
    }

    /// The municipality he works for.
    ///
    /// # Errors
    /// 403 for a permission of the platform: such a handler names the municipality otherwise.
    pub(crate) fn municipality(&self) -> ApiResult<Uuid> {
        match self.scope() {
            Scope::Tenant(id) if id != PLATFORM => Ok(id),
            _ => Err(ApiError::new(Code::Forbidden)),
        }
    }

    /// For a change without a body, or one that cannot be repeated by mistake.
    pub(crate) fn caller(&self, _request: &HttpRequest) -> Caller {
        caller(&self.principal, Some(P::PERMISSION))
    }

    /// For a change with a body: carries the request's `Idempotency-Key`.
    pub(crate) fn caller_with<T>(&self, request: &HttpRequest, body: &Valid<T>) -> Caller {
        let mut caller = self.caller(request);
        let sender = self.principal.id.to_string();
        caller.idempotency = idempotency::key(request, &sender, body.bytes());
        caller
    }

    /// Asks for a second factor shown within five minutes: acts on roles and keys, exports of personal data. An account
    /// without one (possible in a demo only) has nothing to show.
    ///
    /// # Errors
    /// 403 `recent_factor_required`.
    pub(crate) fn require_recent_factor(&self, now: DateTime<Utc>) -> ApiResult<()> {
        let Credential::Session { factor_at, .. } = &self.principal.credential else {
            return Err(ApiError::new(Code::Forbidden));
        };
        let recent = factor_at.is_some_and(|at| now - at <= RECENT);
        if recent || !self.principal.second_factor {
            Ok(())
        } else {
            Err(ApiError::new(Code::RecentFactorRequired))
        }
    }
}

impl<P: Perm> FromRequest for Staff<P> {
    type Error = ApiError;
    type Future = Ready<ApiResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(signed_in(request).and_then(|principal| {
            ready_to_work(&principal)?;
            if !principal.allows(P::PERMISSION) {
                return Err(ApiError::new(Code::Forbidden));
            }
            Ok(Self {
                principal,
                permission: PhantomData,
            })
        }))
    }
}

fn ready_to_work(principal: &Principal) -> ApiResult<()> {
    let step = match principal.next {
        NextStep::Done => return Ok(()),
        NextStep::Declaration => "Acepte la declaración de uso personal",
        NextStep::Enrol => "Active el segundo factor de su cuenta",
    };
    Err(ApiError::new(Code::StepRequired).detail(step))
}

/// A person with a session, whatever he may do.
#[derive(Clone, Debug)]
pub(crate) struct SignedIn {
    principal: Principal,
    session: Uuid,
}

impl SignedIn {
    /// Who it is.
    pub(crate) fn principal(&self) -> &Principal {
        &self.principal
    }

    /// Who it is, once nothing has to be done before any work.
    ///
    /// # Errors
    /// 403 `step_required`.
    pub(crate) fn at_work(&self) -> ApiResult<&Principal> {
        ready_to_work(&self.principal).map(|()| &self.principal)
    }

    /// The account.
    pub(crate) fn account(&self) -> Uuid {
        self.principal.id
    }

    /// The session of this request.
    pub(crate) fn session(&self) -> Uuid {
        self.session
    }

    /// For a change of his own affairs.
    pub(crate) fn caller(&self, _request: &HttpRequest) -> Caller {
        caller(&self.principal, None)
    }
}

impl FromRequest for SignedIn {
    type Error = ApiError;
    type Future = Ready<ApiResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(signed_in(request).and_then(|principal| {
            // Keys are for programs; a person's own affairs are not theirs.
            let session = principal
                .session_id()
                .ok_or(ApiError::new(Code::Forbidden))?;
            Ok(Self { principal, session })
        }))
    }
}

/// Anybody who sends something publicly. A program with a key must send an `Idempotency-Key` with it.
#[derive(Clone, Debug)]
pub(crate) struct Visitor {
    key: Option<Principal>,
}

impl Visitor {
    /// For a change without a body.
    pub(crate) fn caller(&self, _request: &HttpRequest) -> Caller {
        match &self.key {
            Some(key) => caller(key, None),
            None => Caller {
                actor: Actor {
                    kind: ActorKind::Citizen,
                    id: None,
                    name: None,
                },
                role: Some(Role::Citizen.code().to_owned()),
                request_id: request_id::current(),
                idempotency: None,
            },
        }
    }

    /// For a change with a body: carries the request's `Idempotency-Key`.
    pub(crate) fn caller_with<T>(&self, request: &HttpRequest, body: &Valid<T>) -> Caller {
        let mut caller = self.caller(request);
        let id = caller.actor.id.clone().unwrap_or_default();
        caller.idempotency = idempotency::key(request, &id, body.bytes());
        caller
    }
}

impl FromRequest for Visitor {
    type Error = ApiError;
    type Future = Ready<ApiResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let principal = request.extensions().get::<Principal>().cloned();
        // A member of staff who sends something publicly does so as a neighbour.
        let key = principal.filter(|principal| principal.session_id().is_none());
        let missing = key.is_some() && !request.headers().contains_key(idempotency::HEADER);
        ready(if missing {
            Err(ApiError::new(Code::IdempotencyKeyMissing))
        } else {
            Ok(Self { key })
        })
    }
}

fn signed_in(request: &HttpRequest) -> ApiResult<Principal> {
    let principal = request.extensions().get::<Principal>().cloned();
    principal.ok_or_else(|| ApiError::new(Code::Unauthenticated))
}

/// Somebody as the write service knows him, by the role that allows what he does.
pub(crate) fn caller(principal: &Principal, permission: Option<Permission>) -> Caller {
    let role = match permission {
        Some(permission) => principal.role_for(permission),
        None => principal.roles.first().copied(),
    };
    Caller {
        actor: principal.actor(),
        role: role.map(|role| role.code().to_owned()),
        request_id: request_id::current(),
        idempotency: None,
    }
}
