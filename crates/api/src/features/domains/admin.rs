//! The administrators' page of the domain: read, ask, check, give up, pay, transfer.

use actix_web::{HttpRequest, HttpResponse, delete, get, post, put, web};
use sea_orm::ConnectionTrait;
use shared::access::perm;
use shared::features::directory::PortalStatus;
use shared::features::domains::{DomainAdmin, DomainIn, PaymentIn, TransferStep, TransferStepIn};
use uuid::Uuid;

use super::changes::{Ask, MarkTransfer, RecordPayment, Release};
use super::check::{self, Note};
use super::name::{self, Platform};
use super::view::{self, Reader};
use super::{store, workflow};
use crate::error::{ApiError, ApiResult};
use crate::features::municipalities;
use crate::files;
use crate::http::etag::{self, Expected};
use crate::http::input::Valid;
use crate::http::staff::Staff;
use crate::problems::{Binary, StaffEdit, StaffRead, StaffWrite};
use crate::state::AppState;

/// The municipality's own domain, and the one its name suggests.
#[utoipa::path(tag = "domains", security(("session" = ["domains:request"])),
    responses((status = 200, description = "El dominio", body = DomainAdmin), StaffRead))]
#[get("/admin/domain")]
pub(crate) async fn get_domain(
    state: web::Data<AppState>,
    staff: Staff<perm::DomainsRequest>,
) -> ApiResult<HttpResponse> {
    answer(&state, &staff).await
}

/// Ask for a domain. The answer says which record proves it.
#[utoipa::path(tag = "domains", security(("session" = ["domains:request"])), request_body = DomainIn,
    responses((status = 200, description = "El dominio solicitado", body = DomainAdmin), StaffWrite))]
#[post("/admin/domain")]
pub(crate) async fn request_domain(
    state: web::Data<AppState>,
    staff: Staff<perm::DomainsRequest>,
    request: HttpRequest,
    body: Valid<DomainIn>,
) -> ApiResult<HttpResponse> {
    let change = Ask {
        municipality: staff.municipality()?,
        name: Platform::new(&state.settings).judge(&body.domain)?,
        challenge: challenge(),
    };
    let caller = staff.caller_with(&request, &body);
    state.write.run(caller, change).await?;
    answer(&state, &staff).await
}

/// What a stranger cannot guess, and a person can compare by eye.
pub(super) fn challenge() -> String {
    hex::encode(rand::random::<[u8; 16]>())
}

/// Look for the DNS records now.
#[utoipa::path(tag = "domains", security(("session" = ["domains:request"])),
    responses((status = 200, description = "El dominio con lo que se encontró", body = DomainAdmin), StaffWrite))]
#[post("/admin/domain/check")]
pub(crate) async fn check_domain(
    state: web::Data<AppState>,
    staff: Staff<perm::DomainsRequest>,
    request: HttpRequest,
) -> ApiResult<HttpResponse> {
    let platform = Platform::new(&state.settings);
    let read = state.db.read(staff.scope()).await?;
    let row = store::current(&read, staff.municipality()?).await?;
    drop(read);
    let finding = check::look_up(state.dns.as_ref(), &platform, &row.name, &row.challenge).await?;
    let note = Note {
        id: row.id,
        challenge: row.challenge,
        finding,
        platform,
    };
    state.write.run(staff.caller(&request), note).await?;
    answer(&state, &staff).await
}

/// Give the domain up. If it serves, the portal goes back to the platform's address at once.
#[utoipa::path(tag = "domains", security(("session" = ["domains:request"])),
    responses((status = 204, description = "Hecho"), StaffEdit))]
#[delete("/admin/domain")]
pub(crate) async fn release_domain(
    state: web::Data<AppState>,
    staff: Staff<perm::DomainsRequest>,
    request: HttpRequest,
) -> ApiResult<HttpResponse> {
    let change = Release {
        municipality: staff.municipality()?,
        expected: Expected::of(&request)?,
        platform: Platform::new(&state.settings),
    };
    state.write.run(staff.caller(&request), change).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Record the payment of a year. An operator confirms it.
#[utoipa::path(tag = "domains", security(("session" = ["domains:request"])), request_body = PaymentIn,
    responses((status = 200, description = "El dominio con el pago", body = DomainAdmin), StaffWrite))]
#[post("/admin/domain/payments")]
pub(crate) async fn record_domain_payment(
    state: web::Data<AppState>,
    staff: Staff<perm::DomainsRequest>,
    request: HttpRequest,
    body: Valid<PaymentIn>,
) -> ApiResult<HttpResponse> {
    let caller = staff.caller_with(&request, &body);
    let change = RecordPayment {
        municipality: staff.municipality()?,
        payment: body.into_inner(),
    };
    state.write.run(caller, change).await?;
    answer(&state, &staff).await
}

/// The scan of a payment.
#[utoipa::path(tag = "domains", security(("session" = ["domains:request"])),
    responses((status = 200, description = "El comprobante", content_type = "application/octet-stream", body = inline(Binary)), StaffRead))]
#[get("/admin/domain/payments/{id}/file")]
pub(crate) async fn get_domain_payment_file(
    state: web::Data<AppState>,
    staff: Staff<perm::DomainsRequest>,
    request: HttpRequest,
    id: web::Path<Uuid>,
) -> ApiResult<HttpResponse> {
    let municipality = staff.municipality()?;
    let read = state.db.read(staff.scope()).await?;
    let row = store::latest(&read, municipality)
        .await?
        .ok_or_else(ApiError::not_found)?;
    let paid = store::payment(&read, &row, id.into_inner()).await?;
    drop(read);
    let file = paid.file_id.ok_or_else(ApiError::not_found)?;
    files::open_private(&state, &request, municipality, file).await
}

/// Mark a step of the transfer to the municipality's own account, or take the mark back.
#[utoipa::path(tag = "domains", security(("session" = ["domains:request"])), request_body = TransferStepIn,
    params(("step" = inline(TransferStep), Path)),
    responses((status = 200, description = "El dominio con la lista", body = DomainAdmin), StaffWrite))]
#[put("/admin/domain/transfer/{step}")]
pub(crate) async fn mark_domain_transfer(
    state: web::Data<AppState>,
    staff: Staff<perm::DomainsRequest>,
    request: HttpRequest,
    step: web::Path<TransferStep>,
    body: Valid<TransferStepIn>,
) -> ApiResult<HttpResponse> {
    let change = MarkTransfer {
        municipality: staff.municipality()?,
        step: step.into_inner(),
        mark: body.into_inner(),
        platform: Platform::new(&state.settings),
    };
    state.write.run(staff.caller(&request), change).await?;
    answer(&state, &staff).await
}

async fn answer(state: &AppState, staff: &Staff<perm::DomainsRequest>) -> ApiResult<HttpResponse> {
    let read = state.db.read(staff.scope()).await?;
    let platform = Platform::new(&state.settings);
    etag::row(&load(&read, &platform, staff.municipality()?).await?)
}

/// What the page shows.
pub(super) async fn load(
    conn: &impl ConnectionTrait,
    platform: &Platform,
    municipality: Uuid,
) -> ApiResult<DomainAdmin> {
    let owner = municipalities::find(conn, municipality)
        .await?
        .ok_or_else(ApiError::not_found)?;
    let latest = store::latest(conn, municipality).await?;
    let domain = match &latest {
        Some(row) => Some(view::out(conn, platform, row, Reader::Administrator).await?),
        None => None,
    };
    let free = match &latest {
        Some(row) => workflow::state(row)?.is_final(),
        None => true,
    };
    Ok(DomainAdmin {
        domain,
        suggested: name::suggested(&owner.slug),
        ready: free && owner.status == PortalStatus::ReadyForDomain,
    })
}
