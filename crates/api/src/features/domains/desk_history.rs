//! What was done to domains, for the operators' desk. The entries stand in the journals of the municipalities, which
//! operators do not read as a whole.

use std::collections::BTreeSet;

use actix_web::{HttpResponse, get, web};
use shared::access::perm;
use shared::features::journal::{HistoryEntry, SubjectQuery};
use shared::kit::page::{Page, PageQuery};
use uuid::Uuid;

use super::store;
use crate::db::Scope;
use crate::error::{ApiError, ApiResult};
use crate::features::journal;
use crate::http::etag;
use crate::http::input::Params;
use crate::http::staff::Staff;
use crate::problems::StaffRead;
use crate::state::AppState;

/// How journals name a domain.
const KIND: &str = "domain";
/// Entries where nobody asks for a number.
const SHOWN: u32 = 20;

/// What was done to a domain, newest first; without one, the last acts on the domains asked for last.
#[utoipa::path(tag = "domains", security(("session" = ["domains:manage"])), params(SubjectQuery),
    responses((status = 200, description = "Una página del registro", body = Page<HistoryEntry>), StaffRead))]
#[get("/platform/domains/history")]
pub(crate) async fn list_domains_history(
    state: web::Data<AppState>,
    staff: Staff<perm::DomainsManage>,
    query: Params<SubjectQuery>,
) -> ApiResult<HttpResponse> {
    let Params(query) = query;
    let read = state.db.read(staff.scope()).await?;
    let Some(id) = &query.subject_id else {
        let rows = store::list(&read, None, &PageQuery::default()).await?.items;
        drop(read);
        let owners = rows.into_iter().map(|row| row.municipality_id).collect();
        return etag::row(&lately(&state, owners, &query).await?);
    };
    let id: Uuid = id.parse().map_err(|_| ApiError::not_found())?;
    let row = store::find(&read, id).await?;
    drop(read);
    let scope = Scope::Tenant(row.municipality_id);
    etag::row(&journal::history(&state, scope, &query.about(KIND)).await?)
}

async fn lately(
    state: &AppState,
    owners: BTreeSet<Uuid>,
    query: &SubjectQuery,
) -> ApiResult<Page<HistoryEntry>> {
    let mut items = Vec::new();
    for owner in owners {
        let asked = SubjectQuery {
            limit: query.limit,
            ..SubjectQuery::default()
        };
        let asked = asked.about(KIND);
        let found = journal::history(state, Scope::Tenant(owner), &asked).await?;
        items.extend(found.items);
    }
    items.sort_by_key(|entry| std::cmp::Reverse(entry.recorded_at));
    let most = usize::try_from(query.limit.unwrap_or(SHOWN)).map_err(ApiError::internal)?;
    items.truncate(most);
    Ok(Page::complete(items))
}
