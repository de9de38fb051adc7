//! Reading the catalogues.

use actix_web::{HttpRequest, HttpResponse, get, web};
use chrono::NaiveDate;
use serde::Deserialize;
use shared::features::catalogs::{CATALOGS, Catalog, CatalogEntry};
use shared::kit::page::Page;

use crate::bus::Topic;
use crate::error::{ApiError, ApiResult};
use crate::http::etag;
use crate::http::input::{NoParams, Params};
use crate::problems;
use crate::state::AppState;

/// The catalogues that exist, with their columns.
#[utoipa::path(
    tag = "catalogs",
    security(()),
    responses((status = 200, description = "Todos los catálogos", body = Page<Catalog>), problems::Query)
)]
#[get("/catalogs")]
pub(super) async fn list_catalogs(
    request: HttpRequest,
    _: Params<NoParams>,
) -> ApiResult<HttpResponse> {
    etag::public(
        &request,
        &Page::complete(CATALOGS.to_vec()),
        &[Topic::Catalogs],
    )
}

/// Which rows of a catalogue are read.
#[derive(Clone, Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct CatalogQuery {
    /// Only rows that hold on this day; without it all of them.
    #[param(example = "2026-11-21")]
    on: Option<NaiveDate>,
}

/// The rows of a catalogue in their current version.
#[utoipa::path(
    tag = "catalogs",
    security(()),
    params(("catalog" = String, Path, description = "Nombre del catálogo", example = "uit"), CatalogQuery),
    responses((status = 200, description = "Todas las filas, por fecha y clave", body = Page<CatalogEntry>), problems::Named)
)]
#[get("/catalogs/{catalog}")]
pub(super) async fn get_catalog(
    state: web::Data<AppState>,
    request: HttpRequest,
    name: web::Path<String>,
    Params(query): Params<CatalogQuery>,
) -> ApiResult<HttpResponse> {
    let catalog = Catalog::find(&name).ok_or_else(ApiError::not_found)?;
    let rows = super::rows(&state, catalog.name).await?;
    let holds = |row: &&CatalogEntry| query.on.is_none_or(|on| row.row().is_in_force(on));
    let view = Page::complete(rows.iter().filter(holds).collect());
    etag::public(&request, &view, &[Topic::Catalogs])
}
