//! What a public reading of a register is about: the records of the municipality that the address names, or of all.
//!
//! One handler serves both addresses. It reads this one argument; a municipality without a portal never reaches it.

use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use chrono::TimeDelta;
use futures_util::future::LocalBoxFuture;
use shared::registers::{Query, Register};

use super::owners::{self, Owners};
use super::public;
use crate::bus::Topic;
use crate::error::{ApiError, ApiResult};
use crate::http::DependsOn;
use crate::http::tenant::Tenant;
use crate::registers::read::Scope;
use crate::state::AppState;

/// How long what is counted over all municipalities may be repeated: any of them may change it at any moment.
pub(super) const REPEATED: TimeDelta = TimeDelta::minutes(5);

/// A public request about a register.
pub(super) struct View {
    pub(super) state: web::Data<AppState>,
    pub(super) request: HttpRequest,
    tenant: Option<Tenant>,
}

impl View {
    /// What is asked of the register.
    ///
    /// # Errors
    /// 400 for a parameter that the register does not know.
    pub(super) fn asked(&self, register: &'static Register) -> ApiResult<Query> {
        public::asked(register, &self.request)
    }

    /// The municipality of the address; none where it speaks of all.
    pub(super) fn tenant(&self) -> Option<&Tenant> {
        self.tenant.as_ref()
    }

    /// Whose records are read.
    pub(super) fn scope(&self) -> Scope {
        let tenant = self.tenant.as_ref();
        tenant.map_or(Scope::All, |tenant| Scope::Tenant(tenant.id))
    }

    /// What stands beside each record.
    pub(super) async fn owners(&self) -> ApiResult<Arc<Owners>> {
        match &self.tenant {
            Some(tenant) => Ok(Arc::new(owners::one(tenant)?)),
            None => owners::all(&self.state).await,
        }
    }

    /// By which name files are called after it.
    pub(super) fn slug(&self) -> &str {
        self.tenant.as_ref().map_or("peru", |tenant| &tenant.slug)
    }

    /// What an answer about one municipality depends on. One about all is read anew each time: any municipality may change
    /// it at any moment.
    pub(super) fn depends(&self) -> DependsOn {
        match &self.tenant {
            Some(tenant) => DependsOn::from(&[Topic::Tenant(tenant.id), Topic::Directory]),
            None => DependsOn::default(),
        }
    }

    /// The same of what is counted: over all municipalities it may be repeated for some minutes, so that the cost is bounded.
    pub(super) fn counted(&self) -> DependsOn {
        match &self.tenant {
            Some(_) => self.depends(),
            None => DependsOn::program().until(self.state.clock.now() + REPEATED),
        }
    }
}

impl FromRequest for View {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let state = request.app_data::<web::Data<AppState>>().cloned();
        let named = request.match_info().get("slug").is_some();
        let tenant = named.then(|| Tenant::from_request(request, payload));
        let request = request.clone();
        Box::pin(async move {
            let tenant = match tenant {
                Some(tenant) => Some(tenant.await?.with_portal()?),
                None => None,
            };
            Ok(Self {
                state: state.ok_or_else(ApiError::not_found)?,
                request,
                tenant,
            })
        })
    }
}
