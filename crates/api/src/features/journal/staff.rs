//! What staff may read of the journals: their municipality's, and the platform's own for operators.

use actix_web::{HttpResponse, get, web};
use shared::access::perm;
use shared::features::journal::{HistoryEntry, HistoryQuery};
use shared::kit::page::Page;

use super::history::history;
use crate::db::Scope;
use crate::error::ApiResult;
use crate::http::etag;
use crate::http::input::Params;
use crate::http::staff::Staff;
use crate::problems::StaffRead;
use crate::state::AppState;

/// The journal of the municipality, newest first.
#[utoipa::path(tag = "journal", security(("session" = ["journal:read"])), params(HistoryQuery),
    responses((status = 200, description = "Una página del registro", body = Page<HistoryEntry>), StaffRead))]
#[get("/admin/journal")]
pub(super) async fn list_history(
    state: web::Data<AppState>,
    staff: Staff<perm::JournalRead>,
    query: Params<HistoryQuery>,
) -> ApiResult<HttpResponse> {
    let scope = Scope::Tenant(staff.municipality()?);
    etag::row(&history(&state, scope, &query.0).await?)
}

/// The platform's own journal, newest first.
#[utoipa::path(tag = "journal", security(("session" = ["platform_journal:read"])), params(HistoryQuery),
    responses((status = 200, description = "Una página del registro", body = Page<HistoryEntry>), StaffRead))]
#[get("/platform/journal")]
pub(super) async fn list_platform_history(
    state: web::Data<AppState>,
    staff: Staff<perm::PlatformJournalRead>,
    query: Params<HistoryQuery>,
) -> ApiResult<HttpResponse> {
    etag::row(&history(&state, staff.scope(), &query.0).await?)
}
