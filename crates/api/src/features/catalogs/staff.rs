//! `/platform/catalogs`: operators add, correct, close and withdraw rows. Calendars and header values follow at once;
//! open cases keep their terms until somebody recomputes them.

use actix_web::{HttpRequest, HttpResponse, get, post, put, web};
use shared::access::perm;
use shared::features::catalogs::{
    Catalog, CatalogCloseIn, CatalogEntry, CatalogWithdrawIn, catalog_row_path,
};
use shared::reference::CatalogRow;
use uuid::Uuid;

use super::changes::{AddRow, CloseRow, CorrectRow, WithdrawRow};
use super::store;
use crate::error::{ApiError, ApiResult};
use crate::http::etag::{self, Expected};
use crate::http::input::{NoParams, Params, Valid};
use crate::http::staff::Staff;
use crate::problems::{StaffEdit, StaffRead, StaffWrite};
use crate::state::AppState;

fn declared(name: &str) -> ApiResult<&'static Catalog> {
    Catalog::find(name).ok_or_else(ApiError::not_found)
}

/// A catalogue whose rows operators change.
fn editable(name: &str) -> ApiResult<&'static Catalog> {
    let catalog = declared(name)?;
    if catalog.editable {
        return Ok(catalog);
    }
    Err(ApiError::conflict(
        "Este catálogo no se edita: sus reglas son parte del programa",
    ))
}

/// Adds a row to a catalogue.
#[utoipa::path(tag = "catalogs", security(("session" = ["catalogs:edit"])), request_body = CatalogRow,
    params(("catalog" = String, Path, description = "Nombre del catálogo", example = "holidays")), responses(
    (status = 201, description = "Fila agregada", body = CatalogEntry), StaffWrite
))]
#[post("/platform/catalogs/{catalog}")]
pub(super) async fn create_catalog_row(
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Staff<perm::CatalogsEdit>,
    name: web::Path<String>,
    body: Valid<CatalogRow>,
) -> ApiResult<HttpResponse> {
    let catalog = editable(&name)?;
    let change = AddRow {
        catalog,
        row: (*body).clone(),
    };
    let entry = state
        .write
        .run(staff.caller_with(&request, &body), change)
        .await?;
    let address = catalog_row_path(catalog.name, &entry.id.to_string());
    Ok(HttpResponse::Created()
        .insert_header(("Location", address))
        .json(entry))
}

/// One row in its current version.
#[utoipa::path(tag = "catalogs", security(("session" = ["catalogs:edit"])),
    params(("catalog" = String, Path, description = "Nombre del catálogo"), ("id" = Uuid, Path, description = "Fila")),
    responses((status = 200, description = "La fila", body = CatalogEntry), StaffRead))]
#[get("/platform/catalogs/{catalog}/{id}")]
pub(super) async fn get_catalog_row(
    state: web::Data<AppState>,
    _staff: Staff<perm::CatalogsEdit>,
    path: web::Path<(String, Uuid)>,
    _: Params<NoParams>,
) -> ApiResult<HttpResponse> {
    let (name, id) = path.into_inner();
    let catalog = declared(&name)?;
    etag::row(&store::find(state.db.public(), catalog.name, id).await?)
}

/// Corrects a row that said something wrong: a new version, the one before stays in the journal.
#[utoipa::path(tag = "catalogs", security(("session" = ["catalogs:edit"])), request_body = CatalogRow,
    params(("catalog" = String, Path, description = "Nombre del catálogo"), ("id" = Uuid, Path, description = "Fila")),
    responses((status = 200, description = "La fila corregida", body = CatalogEntry), StaffEdit))]
#[put("/platform/catalogs/{catalog}/{id}")]
pub(super) async fn update_catalog_row(
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Staff<perm::CatalogsEdit>,
    path: web::Path<(String, Uuid)>,
    body: Valid<CatalogRow>,
) -> ApiResult<HttpResponse> {
    let (name, id) = path.into_inner();
    let change = CorrectRow {
        catalog: editable(&name)?,
        id,
        expected: Expected::of(&request)?,
        row: (*body).clone(),
    };
    let entry = state
        .write
        .run(staff.caller_with(&request, &body), change)
        .await?;
    etag::row(&entry)
}

/// Ends a row on a day: what was true until then stays true.
#[utoipa::path(tag = "catalogs", security(("session" = ["catalogs:edit"])), request_body = CatalogCloseIn,
    params(("catalog" = String, Path, description = "Nombre del catálogo"), ("id" = Uuid, Path, description = "Fila")),
    responses((status = 200, description = "La fila con su último día", body = CatalogEntry), StaffEdit))]
#[post("/platform/catalogs/{catalog}/{id}/close")]
pub(super) async fn close_catalog_row(
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Staff<perm::CatalogsEdit>,
    path: web::Path<(String, Uuid)>,
    body: Valid<CatalogCloseIn>,
) -> ApiResult<HttpResponse> {
    let (name, id) = path.into_inner();
    let change = CloseRow {
        catalog: editable(&name)?,
        id,
        expected: Expected::of(&request)?,
        last_day: body.last_day,
    };
    let entry = state
        .write
        .run(staff.caller_with(&request, &body), change)
        .await?;
    etag::row(&entry)
}

/// Withdraws a row that should never have stood there; the journal keeps it.
#[utoipa::path(tag = "catalogs", security(("session" = ["catalogs:edit"])), request_body = CatalogWithdrawIn,
    params(("catalog" = String, Path, description = "Nombre del catálogo"), ("id" = Uuid, Path, description = "Fila")),
    responses((status = 204, description = "Fila retirada"), StaffEdit))]
#[post("/platform/catalogs/{catalog}/{id}/withdraw")]
pub(super) async fn withdraw_catalog_row(
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Staff<perm::CatalogsEdit>,
    path: web::Path<(String, Uuid)>,
    body: Valid<CatalogWithdrawIn>,
) -> ApiResult<HttpResponse> {
    let (name, id) = path.into_inner();
    let change = WithdrawRow {
        catalog: editable(&name)?,
        id,
        expected: Expected::of(&request)?,
        reason: body.reason.trim().to_owned(),
    };
    state
        .write
        .run(staff.caller_with(&request, &body), change)
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
