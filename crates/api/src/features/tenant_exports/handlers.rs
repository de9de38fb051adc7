//! `/platform/tenant-exports`: asked for, listed, downloaded.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use sea_orm::EntityTrait;
use shared::access::perm;
use shared::features::tenant_exports::{EXPORTS_PATH, TenantExportIn, TenantExportOut};
use shared::kit::page::{Page, PageQuery};
use uuid::Uuid;

use super::changes::{Ask, Take};
use super::entity as export;
use crate::db::PLATFORM;
use crate::error::{ApiError, ApiResult};
use crate::features::conservation::Names;
use crate::features::municipalities;
use crate::files;
use crate::http::etag;
use crate::http::input::{Params, Valid};
use crate::http::staff::Staff;
use crate::kit::page;
use crate::problems::{Binary, StaffRead, StaffWrite};
use crate::state::AppState;

/// Exports of municipalities, newest first.
#[utoipa::path(tag = "tenant_exports", security(("session" = ["municipalities:manage"])), params(PageQuery), responses(
    (status = 200, description = "Exportaciones", body = Page<TenantExportOut>), StaffRead
))]
#[get("/platform/tenant-exports")]
pub(crate) async fn list_tenant_exports(
    state: web::Data<AppState>,
    staff: Staff<perm::MunicipalitiesManage>,
    query: Params<PageQuery>,
) -> ApiResult<HttpResponse> {
    let conn = state.db.read(staff.scope()).await?;
    let all = export::Entity::find();
    let found = page::newest(&conn, all, export::Column::Id, |row| row.id, &query.0).await?;
    let owners = found.items.iter().map(|row| row.municipality_id);
    let people = found.items.iter().map(|row| row.requested_by.clone());
    let names = Names::read(&conn, owners, people).await?;
    etag::row(&found.try_map(|row| view(row, &names))?)
}

/// Asks for the export of a municipality. Asks for a recent second factor.
#[utoipa::path(tag = "tenant_exports", security(("session" = ["municipalities:manage"])), request_body = TenantExportIn,
    responses((status = 202, description = "Se está escribiendo", body = TenantExportOut), StaffWrite))]
#[post("/platform/tenant-exports")]
pub(crate) async fn request_tenant_export(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Staff<perm::MunicipalitiesManage>,
    body: Valid<TenantExportIn>,
) -> ApiResult<HttpResponse> {
    staff.require_recent_factor(state.clock.now())?;
    let known = municipalities::find(state.db.public(), body.municipality_id).await?;
    if known.is_none() {
        let message = "No existe esta municipalidad.";
        return Err(ApiError::field("municipality_id", "unknown", message));
    }
    let caller = staff.caller_with(&request, &body);
    let ask = Ask {
        operator: staff.principal().id,
        body: body.into_inner(),
    };
    let id = state.write.run(caller, ask).await?;
    let conn = state.db.read(staff.scope()).await?;
    let row = export::Entity::find_by_id(id).one(&conn).await?;
    let row = row.ok_or_else(ApiError::not_found)?;
    let names = Names::read(&conn, [row.municipality_id], [row.requested_by.clone()]).await?;
    Ok(HttpResponse::Accepted()
        .insert_header(("Location", EXPORTS_PATH))
        .json(view(row, &names)?))
}

/// Downloads the archive. Every download stands in the journals; asks for a recent second factor.
#[utoipa::path(tag = "tenant_exports", security(("session" = ["municipalities:manage"])),
    params(("id" = Uuid, Path, description = "Exportación")), responses(
    (status = 200, description = "El archivo sellado", body = inline(Binary), content_type = "application/zstd"), StaffWrite))]
#[get("/platform/tenant-exports/{id}/archive")]
pub(crate) async fn download_tenant_export(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Staff<perm::MunicipalitiesManage>,
    id: web::Path<Uuid>,
) -> ApiResult<HttpResponse> {
    staff.require_recent_factor(state.clock.now())?;
    let take = Take { id: *id };
    let file = state.write.run(staff.caller(&request), take).await?;
    files::open_private(&state, &request, PLATFORM, file).await
}

fn view(row: export::Model, names: &Names) -> ApiResult<TenantExportOut> {
    let count = |number: Option<i64>| number.and_then(|number| u64::try_from(number).ok());
    let status = row.status.parse().map_err(|()| {
        ApiError::internal(anyhow::anyhow!(
            "unknown status of an export: {}",
            row.status
        ))
    })?;
    Ok(TenantExportOut {
        id: row.id,
        municipality_id: row.municipality_id,
        municipality: names.municipality(row.municipality_id).unwrap_or_default(),
        slug: names.slug(row.municipality_id).unwrap_or_default(),
        reason: row.reason,
        status,
        requested_by: names.person(&row.requested_by),
        requested_at: row.requested_at,
        verified_at: row.verified_at,
        sha256: row.sha256,
        size: count(row.size),
        rows: count(row.rows),
        files: count(row.files),
        journal_seq: row.journal_seq,
        missing_files: count(Some(row.missing_files)).unwrap_or(0),
    })
}
