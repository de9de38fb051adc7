//! The municipality an address speaks of: `{slug}` of the route.

use std::ops::Deref;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use futures_util::future::LocalBoxFuture;
use shared::features::directory::PortalStatus;

use crate::error::{ApiError, Code};
use crate::features::municipalities::{self, Municipality};
use crate::state::AppState;

/// Seconds after which a program may look again at a suspended portal: suspensions last days.
const RETRY_SUSPENDED: u64 = 3_600;

/// The municipality of the address; an unknown slug is a 404 before the handler runs.
///
/// A suspended one, and one without a portal, resolve as well: what they still show is for the handler to say.
#[derive(Clone, Debug)]
pub(crate) struct Tenant(Arc<Municipality>);

impl Tenant {
    /// Whether the portal is not served for the time being.
    pub(crate) fn is_suspended(&self) -> bool {
        self.0.status == PortalStatus::Suspended
    }

    /// Refuses a municipality whose portal is not served.
    ///
    /// # Errors
    /// 404 without a portal, as for an unknown slug; 503 `portal_suspended` where it is suspended.
    pub(crate) fn with_portal(self) -> Result<Self, ApiError> {
        if self.is_suspended() {
            return Err(ApiError::new(Code::PortalSuspended)
                .detail("El motivo y a quién acudir están en el aviso del portal")
                .retry_after(RETRY_SUSPENDED));
        }
        if self.0.status.has_portal() {
            Ok(self)
        } else {
            Err(ApiError::not_found())
        }
    }
}

impl Deref for Tenant {
    type Target = Municipality;

    fn deref(&self) -> &Municipality {
        &self.0
    }
}

impl FromRequest for Tenant {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let state = request.app_data::<web::Data<AppState>>().cloned();
        let slug = request.match_info().get("slug").map(str::to_owned);
        Box::pin(async move {
            let (state, slug) = state.zip(slug).ok_or_else(ApiError::not_found)?;
            let found = municipalities::by_slug(&state, &slug).await?;
            found.map(Self).ok_or_else(ApiError::not_found)
        })
    }
}
