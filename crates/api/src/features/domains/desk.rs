//! The operators' desk of the domains: the list, one domain, its activation or refusal, its payments.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use sea_orm::ConnectionTrait;
use serde::Deserialize;
use serde_json::json;
use shared::access::perm;
use shared::features::domains::{DomainDesk, DomainListItem, DomainState, ReasonIn};
use shared::kit::page::{Page, PageQuery};
use uuid::Uuid;

use super::check;
use super::desk_changes::{Activate, Decide, Refuse};
use super::entity::domain;
use super::name::Platform;
use super::view::{self, Reader};
use super::{store, workflow};
use crate::db::Scope;
use crate::error::{ApiError, ApiResult};
use crate::features::municipalities::{self, Municipality};
use crate::files;
use crate::http::etag;
use crate::http::input::{Params, Valid};
use crate::http::staff::Staff;
use crate::problems::{Binary, StaffRead, StaffWrite};
use crate::state::AppState;
use crate::write::{Change, Entry, Recorded, Tx};

/// What the list may be narrowed to.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct DomainsQuery {
    /// Only domains in this state.
    state: Option<DomainState>,
    /// Entries of a page.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
    /// What the page before said.
    #[param(max_length = 200)]
    cursor: Option<String>,
}

/// The domains of all municipalities, newest first.
#[utoipa::path(tag = "domains", security(("session" = ["domains:manage"])), params(DomainsQuery),
    responses((status = 200, description = "Una página", body = Page<DomainListItem>), StaffRead))]
#[get("/platform/domains")]
pub(crate) async fn list_domains(
    state: web::Data<AppState>,
    staff: Staff<perm::DomainsManage>,
    query: Params<DomainsQuery>,
) -> ApiResult<HttpResponse> {
    let Params(query) = query;
    let asked = PageQuery {
        limit: query.limit,
        cursor: query.cursor,
    };
    let read = state.db.read(staff.scope()).await?;
    let found = store::list(&read, query.state, &asked).await?;
    let mut items = Vec::new();
    for row in found.items {
        let owner = owner(&read, &row).await?;
        items.push(DomainListItem {
            id: row.id,
            municipality: owner.name,
            slug: owner.slug,
            state: workflow::state(&row)?,
            requested_at: row.requested_at,
            renews_on: row.renews_on,
            pending_payments: store::pending(&read, &row).await?,
            domain: row.name,
        });
    }
    etag::row(&Page {
        items,
        next_cursor: found.next_cursor,
        total: found.total,
    })
}

/// One domain.
#[utoipa::path(tag = "domains", security(("session" = ["domains:manage"])),
    responses((status = 200, description = "El dominio", body = DomainDesk), StaffRead))]
#[get("/platform/domains/{id}")]
pub(crate) async fn get_municipality_domain(
    state: web::Data<AppState>,
    staff: Staff<perm::DomainsManage>,
    id: web::Path<Uuid>,
) -> ApiResult<HttpResponse> {
    answer(&state, &staff, id.into_inner()).await
}

/// Put a proved domain into service. Its record is looked up once more; the first free year begins.
#[utoipa::path(tag = "domains", security(("session" = ["domains:manage"])),
    responses((status = 200, description = "El dominio en servicio", body = DomainDesk), StaffWrite))]
#[post("/platform/domains/{id}/activate")]
pub(crate) async fn activate_domain(
    state: web::Data<AppState>,
    staff: Staff<perm::DomainsManage>,
    request: HttpRequest,
    id: web::Path<Uuid>,
) -> ApiResult<HttpResponse> {
    let (id, platform) = (id.into_inner(), Platform::new(&state.settings));
    let read = state.db.read(staff.scope()).await?;
    let row = store::find(&read, id).await?;
    drop(read);
    if workflow::state(&row)? == DomainState::Verified {
        let finding =
            check::look_up(state.dns.as_ref(), &platform, &row.name, &row.challenge).await?;
        if !finding.proved {
            return Err(ApiError::conflict(
                "El registro que demuestra de quién es el dominio ya no está. La municipalidad debe crearlo otra vez.",
            ));
        }
    }
    let change = Activate { id, platform };
    state.write.run(staff.caller(&request), change).await?;
    answer(&state, &staff, id).await
}

/// Refuse a domain that is not in service yet, with the reason.
#[utoipa::path(tag = "domains", security(("session" = ["domains:manage"])), request_body = ReasonIn,
    responses((status = 200, description = "El dominio rechazado", body = DomainDesk), StaffWrite))]
#[post("/platform/domains/{id}/refuse")]
pub(crate) async fn refuse_domain(
    state: web::Data<AppState>,
    staff: Staff<perm::DomainsManage>,
    request: HttpRequest,
    id: web::Path<Uuid>,
    body: Valid<ReasonIn>,
) -> ApiResult<HttpResponse> {
    let id = id.into_inner();
    let change = Refuse {
        id,
        reason: body.reason.clone(),
        platform: Platform::new(&state.settings),
    };
    let caller = staff.caller_with(&request, &body);
    state.write.run(caller, change).await?;
    answer(&state, &staff, id).await
}

/// Confirm that a payment arrived: the domain is renewed by a year.
#[utoipa::path(tag = "domains", security(("session" = ["domains:manage"])),
    responses((status = 200, description = "El dominio renovado", body = DomainDesk), StaffWrite))]
#[post("/platform/domains/{id}/payments/{payment}/confirm")]
pub(crate) async fn confirm_domain_payment(
    state: web::Data<AppState>,
    staff: Staff<perm::DomainsManage>,
    request: HttpRequest,
    path: web::Path<(Uuid, Uuid)>,
) -> ApiResult<HttpResponse> {
    let (id, payment) = path.into_inner();
    let change = decide(&state, &staff, (id, payment), None);
    state.write.run(staff.caller(&request), change).await?;
    answer(&state, &staff, id).await
}

/// Reject a payment, with the reason.
#[utoipa::path(tag = "domains", security(("session" = ["domains:manage"])), request_body = ReasonIn,
    responses((status = 200, description = "El dominio", body = DomainDesk), StaffWrite))]
#[post("/platform/domains/{id}/payments/{payment}/reject")]
pub(crate) async fn reject_domain_payment(
    state: web::Data<AppState>,
    staff: Staff<perm::DomainsManage>,
    request: HttpRequest,
    path: web::Path<(Uuid, Uuid)>,
    body: Valid<ReasonIn>,
) -> ApiResult<HttpResponse> {
    let (id, payment) = path.into_inner();
    let reason = body.reason.trim().to_owned();
    let change = decide(&state, &staff, (id, payment), Some(reason));
    let caller = staff.caller_with(&request, &body);
    state.write.run(caller, change).await?;
    answer(&state, &staff, id).await
}

fn decide(
    state: &AppState,
    staff: &Staff<perm::DomainsManage>,
    (id, payment): (Uuid, Uuid),
    reason: Option<String>,
) -> Decide {
    Decide {
        id,
        payment,
        operator: staff.principal().id,
        reason,
        platform: Platform::new(&state.settings),
    }
}

/// The scan of a payment. The look is journaled: a voucher names who paid.
#[utoipa::path(tag = "domains", security(("session" = ["domains:manage"])),
    responses((status = 200, description = "El comprobante", content_type = "application/octet-stream", body = inline(Binary)), StaffRead))]
#[get("/platform/domains/{id}/payments/{payment}/file")]
pub(crate) async fn get_municipality_domain_payment_file(
    state: web::Data<AppState>,
    staff: Staff<perm::DomainsManage>,
    request: HttpRequest,
    path: web::Path<(Uuid, Uuid)>,
) -> ApiResult<HttpResponse> {
    let (id, payment) = path.into_inner();
    let look = LookAtVoucher { id, payment };
    let (municipality, file) = state.write.run(staff.caller(&request), look).await?;
    files::open_private(&state, &request, municipality, file).await
}

struct LookAtVoucher {
    id: Uuid,
    payment: Uuid,
}

impl Change for LookAtVoucher {
    type Output = (Uuid, Uuid);

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<(Uuid, Uuid)>> {
        let row = store::find(tx.conn(), self.id).await?;
        let paid = store::payment(tx.conn(), &row, self.payment).await?;
        let file = paid.file_id.ok_or_else(ApiError::not_found)?;
        let entry = Entry::new(row.municipality_id, "domain.voucher_seen", "domain", row.id)
            .after(json!({ "payment": paid.id, "file_id": file }))
            .basis("Ley 29733, art. 17");
        Ok(tx.record(entry).await?.with((row.municipality_id, file)))
    }
}

async fn answer(
    state: &AppState,
    staff: &Staff<perm::DomainsManage>,
    id: Uuid,
) -> ApiResult<HttpResponse> {
    let read = state.db.read(staff.scope()).await?;
    let row = store::find(&read, id).await?;
    let owner = owner(&read, &row).await?;
    let platform = Platform::new(&state.settings);
    etag::row(&DomainDesk {
        municipality: owner.name,
        slug: owner.slug,
        domain: view::out(&read, &platform, &row, Reader::Operator).await?,
    })
}

async fn owner(conn: &impl ConnectionTrait, row: &domain::Model) -> ApiResult<Municipality> {
    municipalities::find(conn, row.municipality_id)
        .await?
        .ok_or_else(ApiError::not_found)
}
