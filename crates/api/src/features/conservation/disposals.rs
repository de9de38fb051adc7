//! Disposals: listed, proposed by one operator, decided by another.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use sea_orm::{ConnectionTrait, EntityTrait};
use shared::access::perm;
use shared::features::conservation::{
    DISPOSALS_PATH, DecisionIn, DisposalIn, DisposalOut, DisposalStatus, RecordKind,
};
use shared::kit::page::{Page, PageQuery};
use uuid::Uuid;

use super::holds::owner;
use super::names::{Names, outside};
use crate::conservation::entity::disposal;
use crate::conservation::{DecideDisposal, ProposeDisposal, find_disposal, known};
use crate::error::{ApiError, ApiResult};
use crate::http::etag;
use crate::http::input::{Params, Valid};
use crate::http::staff::Staff;
use crate::kit::page;
use crate::problems::{StaffRead, StaffWrite};
use crate::state::AppState;

/// Disposals, newest first; also those of whole municipalities.
#[utoipa::path(tag = "conservation", security(("session" = ["conservation:manage"])), params(PageQuery), responses(
    (status = 200, description = "Eliminaciones", body = Page<DisposalOut>), StaffRead
))]
#[get("/platform/conservation/disposals")]
pub(crate) async fn list_disposals(
    state: web::Data<AppState>,
    staff: Staff<perm::ConservationManage>,
    query: Params<PageQuery>,
) -> ApiResult<HttpResponse> {
    let conn = state.db.read(staff.scope()).await?;
    let all = disposal::Entity::find();
    let found = page::newest(&conn, all, disposal::Column::Id, |row| row.id, &query.0).await?;
    etag::row(&Page {
        items: views(&conn, found.items, staff.principal().id).await?,
        next_cursor: found.next_cursor,
        total: found.total,
    })
}

/// Proposes to dispose of what is due of a kind. Another operator decides.
#[utoipa::path(tag = "conservation", security(("session" = ["conservation:manage"])), request_body = DisposalIn, responses(
    (status = 201, description = "Propuesta que espera a la segunda persona", body = DisposalOut), StaffWrite
))]
#[post("/platform/conservation/disposals")]
pub(crate) async fn propose_disposal(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Staff<perm::ConservationManage>,
    body: Valid<DisposalIn>,
) -> ApiResult<HttpResponse> {
    if body.kind == RecordKind::Tenant {
        return Err(ApiError::field(
            "kind",
            "other_operation",
            "Una municipalidad se retira desde su exportación.",
        ));
    }
    let change = ProposeDisposal {
        municipality: owner(&state, body.municipality_id, body.kind).await?,
        kind: body.kind,
        reason: body.reason.trim().to_owned(),
        legal_basis: None,
        archive_digest: None,
    };
    let caller = staff.caller_with(&request, &body);
    let id = state.write.run(caller, change).await?;
    let view = one(&state, id, staff.principal().id).await?;
    Ok(HttpResponse::Created()
        .insert_header(("Location", format!("{DISPOSALS_PATH}/{id}")))
        .json(view))
}

/// Confirms or refuses what another operator proposed. Asks for a recent second factor.
#[utoipa::path(tag = "conservation", security(("session" = ["conservation:manage"])), request_body = DecisionIn,
    params(("id" = Uuid, Path, description = "Propuesta")), responses(
    (status = 200, description = "Decidida", body = DisposalOut), StaffWrite
))]
#[post("/platform/conservation/disposals/{id}/decision")]
pub(crate) async fn decide_disposal(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Staff<perm::ConservationManage>,
    id: web::Path<Uuid>,
    body: Valid<DecisionIn>,
) -> ApiResult<HttpResponse> {
    staff.require_recent_factor(state.clock.now())?;
    let row = {
        let conn = state.db.read(staff.scope()).await?;
        find_disposal(&conn, *id).await?
    };
    if known(&row.kind)? == RecordKind::Tenant {
        return Err(ApiError::conflict(
            "El retiro de una municipalidad se decide escribiendo su nombre en las direcciones.",
        ));
    }
    let change = DecideDisposal {
        municipality: row.municipality_id,
        id: row.id,
        decision: body.decision,
    };
    let caller = staff.caller_with(&request, &body);
    state.write.run(caller, change).await?;
    etag::row(&one(&state, row.id, staff.principal().id).await?)
}

/// A disposal as whoever asks sees it.
pub(crate) async fn one(state: &AppState, id: Uuid, asks: Uuid) -> ApiResult<DisposalOut> {
    let conn = state.db.read(crate::db::Scope::Platform).await?;
    let row = find_disposal(&conn, id).await?;
    let mut views = views(&conn, vec![row], asks).await?;
    views.pop().ok_or_else(ApiError::not_found)
}

async fn views(
    conn: &impl ConnectionTrait,
    rows: Vec<disposal::Model>,
    asks: Uuid,
) -> ApiResult<Vec<DisposalOut>> {
    let people = rows.iter().flat_map(|row| {
        let decided = row.decided_by.clone();
        std::iter::once(row.proposed_by.clone()).chain(decided)
    });
    let owners = rows.iter().map(|row| row.municipality_id);
    let names = Names::read(conn, owners, people).await?;
    let asks = asks.to_string();
    let view = |row: disposal::Model| {
        let status: DisposalStatus = row.status.parse().map_err(|()| {
            ApiError::internal(anyhow::anyhow!(
                "unknown status of a disposal: {}",
                row.status
            ))
        })?;
        Ok(DisposalOut {
            id: row.id,
            municipality_id: outside(row.municipality_id),
            municipality: names.municipality(row.municipality_id),
            kind: known(&row.kind)?,
            cutoff: row.cutoff,
            reason: row.reason,
            legal_basis: row.legal_basis,
            archive_digest: row.archive_digest,
            may_decide: status == DisposalStatus::Proposed && row.proposed_by != asks,
            status,
            proposed_by: names.person(&row.proposed_by),
            proposed_at: row.proposed_at,
            decided_by: row.decided_by.map(|id| names.person(&id)),
            decided_at: row.decided_at,
            disposed_rows: row.disposed_rows.and_then(|rows| u64::try_from(rows).ok()),
        })
    };
    rows.into_iter().map(view).collect()
}
