//! What an operator reads under an access stands in the journal of the municipality, as its administrators were promised.

use actix_web::HttpMessage as _;
use actix_web::body::BoxBody;
use actix_web::dev::ServiceResponse;
use actix_web::http::StatusCode;
use serde_json::json;
use uuid::Uuid;

use super::changes::BASIS;
use crate::db::Scope;
use crate::error::ApiResult;
use crate::http::origin;
use crate::http::principal::Principal;
use crate::http::staff::caller;
use crate::state::AppState;
use crate::write::{Change, Entry, Recorded, Tx};

/// Below it lies what is a municipality's own; the rest of the API is public, the person's own or the platform's.
const TENANT_DATA: &str = "/api/v1/admin/";

/// Records what was read under an access before it leaves. What cannot be recorded does not leave.
pub(crate) async fn noted(
    state: &AppState,
    response: ServiceResponse<BoxBody>,
) -> ServiceResponse<BoxBody> {
    match note(state, &response).await {
        Ok(()) => response,
        Err(error) => response.error_response(error),
    }
}

async fn note(state: &AppState, response: &ServiceResponse<BoxBody>) -> ApiResult<()> {
    let request = response.request();
    let principal = request.extensions().get::<Principal>().cloned();
    let Some((principal, access)) = principal.and_then(|principal| {
        let access = principal.break_glass.as_ref()?.id;
        Some((principal, access))
    }) else {
        return Ok(());
    };
    let seen = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
    let route = request.match_pattern().unwrap_or_default();
    if !seen || origin::writes(request.method()) || !route.starts_with(TENANT_DATA) {
        return Ok(());
    }
    let read = Read {
        municipality: principal.workplace,
        access,
        method: request.method().to_string(),
        route,
    };
    state.write.run(caller(&principal, None), read).await
}

/// One read. The route stands there without the values in it: what it shows of whom is not repeated in the journal.
struct Read {
    municipality: Uuid,
    access: Uuid,
    method: String,
    route: String,
}

impl Change for Read {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Tenant(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let entry = Entry::new(
            self.municipality,
            "break_glass.read",
            "break_glass",
            self.access,
        )
        .after(json!({ "method": self.method, "route": self.route }))
        .basis(BASIS);
        Ok(tx.record(entry).await?.with(()))
    }
}
