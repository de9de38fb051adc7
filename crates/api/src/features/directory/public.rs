//! The list of municipalities and one of them.

use actix_web::{HttpRequest, HttpResponse, get, web};
use serde::Deserialize;
use shared::features::directory::{MunicipalityKind, MunicipalityListItem, PortalStatus};
use shared::kit::page::Page;
use shared::ubigeo::{Level, Ubigeo};
use uuid::Uuid;

use super::view;
use crate::bus::Topic;
use crate::error::{ApiError, ApiResult, Code};
use crate::features::municipalities::{self, Filter, Municipality};
use crate::http::etag;
use crate::http::input::{NoParams, Params};
use crate::kit::{page, search};
use crate::problems;
use crate::state::AppState;

/// What the list is narrowed to.
#[derive(Clone, Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct DirectoryQuery {
    /// Two digits, INEI.
    #[param(value_type = Option<String>, example = "20")]
    department: Option<Ubigeo>,
    /// Four digits, INEI.
    #[param(value_type = Option<String>, example = "2001")]
    province: Option<Ubigeo>,
    /// Six digits, INEI.
    #[param(value_type = Option<String>, example = "200104")]
    district: Option<Ubigeo>,
    /// Level of the municipality.
    kind: Option<MunicipalityKind>,
    /// How far it has come with its portal.
    status: Option<PortalStatus>,
    /// Words of its name or of its place; accents and case do not matter.
    #[param(max_length = 100, example = "castilla piura")]
    q: Option<String>,
    /// Entries of a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u32>,
    /// Where the previous page ended.
    cursor: Option<String>,
}

/// What the file is narrowed to: as the list, without pages.
#[derive(Clone, Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ExportQuery {
    /// Two digits, INEI.
    #[param(value_type = Option<String>, example = "20")]
    department: Option<Ubigeo>,
    /// Four digits, INEI.
    #[param(value_type = Option<String>, example = "2001")]
    province: Option<Ubigeo>,
    /// Six digits, INEI.
    #[param(value_type = Option<String>, example = "200104")]
    district: Option<Ubigeo>,
    /// Level of the municipality.
    kind: Option<MunicipalityKind>,
    /// How far it has come with its portal.
    status: Option<PortalStatus>,
    /// Words of its name or of its place; accents and case do not matter.
    #[param(max_length = 100, example = "castilla piura")]
    q: Option<String>,
}

impl From<ExportQuery> for DirectoryQuery {
    fn from(query: ExportQuery) -> Self {
        let ExportQuery {
            department,
            province,
            district,
            kind,
            status,
            q,
        } = query;
        Self {
            department,
            province,
            district,
            kind,
            status,
            q,
            limit: None,
            cursor: None,
        }
    }
}

impl DirectoryQuery {
    pub(super) fn filter(self) -> ApiResult<Filter> {
        let place = |name: &str, level, code: Option<Ubigeo>| match code {
            Some(code) if code.level() != level => {
                Err(ApiError::new(Code::Malformed).detail(format!(
                    "El parámetro «{name}» lleva el ubigeo del INEI de {} dígitos",
                    digits(level)
                )))
            }
            code => Ok(code),
        };
        let places = [
            place("department", Level::Department, self.department)?,
            place("province", Level::Province, self.province)?,
            place("district", Level::District, self.district)?,
        ];
        Ok(Filter {
            within: places.into_iter().flatten().collect(),
            kind: self.kind,
            status: self.status,
            words: search::words(self.q.as_deref())?,
            ..Filter::default()
        })
    }
}

fn digits(level: Level) -> u8 {
    match level {
        Level::Department => 2,
        Level::Province => 4,
        Level::District => 6,
    }
}

/// The municipalities of the country, in Spanish order of their places.
#[utoipa::path(
    tag = "directory",
    security((), ("api_key" = [])),
    params(DirectoryQuery),
    responses(
        (status = 200, description = "Una página de municipalidades, con el total que coincide", body = Page<MunicipalityListItem>),
        problems::Query
    )
)]
#[get("/municipalities")]
pub(super) async fn list_municipalities(
    state: web::Data<AppState>,
    request: HttpRequest,
    Params(query): Params<DirectoryQuery>,
) -> ApiResult<HttpResponse> {
    let limit = page::limit(query.limit)?;
    let after: Option<(String, Uuid)> = query.cursor.as_deref().map(page::decode).transpose()?;
    let filter = query.filter()?;
    let conn = state.db.public();
    let total = municipalities::count(conn, &filter).await?;
    let rows = municipalities::list(conn, &filter, after.as_ref(), u64::from(limit) + 1).await?;
    let key = |row: &Municipality| (row.sort_key.clone(), row.id);
    let found = page::page(rows, limit, Some(total), key)?;
    let public_url = &state.settings.server.public_url;
    let view = found.map(|row| view::item(&row, public_url));
    etag::public(&request, &view, &[Topic::Directory])
}

/// One municipality by its slug.
#[utoipa::path(
    tag = "directory",
    security((), ("api_key" = [])),
    params(("slug" = String, Path, description = "Nombre estable en las direcciones", example = "munipiura")),
    responses((status = 200, description = "La municipalidad", body = MunicipalityListItem), problems::Named)
)]
#[get("/municipalities/{slug}")]
pub(super) async fn get_municipality(
    state: web::Data<AppState>,
    request: HttpRequest,
    slug: web::Path<String>,
    _: Params<NoParams>,
) -> ApiResult<HttpResponse> {
    let found = municipalities::by_slug(&state, &slug)
        .await?
        .ok_or_else(ApiError::not_found)?;
    let view = view::item(&found, &state.settings.server.public_url);
    etag::public(&request, &view, &[Topic::Directory])
}
