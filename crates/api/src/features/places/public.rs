//! Choosing a place by name: what the request form and the calculator ask.

use actix_web::{HttpRequest, HttpResponse, get, web};
use serde::Deserialize;
use shared::features::places::PlacePublic;
use shared::kit::page::Page;
use shared::time::lima_date;
use shared::ubigeo::{Level, Ubigeo};

use super::index::Search;
use crate::error::ApiResult;
use crate::http::etag;
use crate::http::input::Params;
use crate::kit::{page, search};
use crate::problems;
use crate::state::AppState;

/// What is looked for.
#[derive(Clone, Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct PlacesQuery {
    /// Only places of this level.
    level: Option<Level>,
    /// Only places within this one: the provinces of a department, the districts of a province or a department.
    #[param(value_type = Option<String>, example = "20")]
    parent: Option<Ubigeo>,
    /// Words of the name, or the first digits of the code; accents and case do not matter. Further words may name the province or the department.
    #[param(max_length = 100, example = "castilla")]
    q: Option<String>,
    /// Entries of a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u32>,
    /// Where the previous page ended.
    cursor: Option<String>,
}

/// Departments, provinces and districts in force, by name.
#[utoipa::path(
    tag = "places",
    security(()),
    params(PlacesQuery),
    responses((status = 200, description = "Lugares, los más parecidos primero", body = Page<PlacePublic>), problems::Query)
)]
#[get("/places")]
pub(crate) async fn list_places(
    state: web::Data<AppState>,
    request: HttpRequest,
    Params(query): Params<PlacesQuery>,
) -> ApiResult<HttpResponse> {
    let limit = page::limit(query.limit)?;
    let search = Search {
        level: query.level,
        within: query.parent,
        words: search::words(query.q.as_deref())?,
        on: Some(lima_date(state.clock.now())),
    };
    let found = super::all(&state).await?.search(&search);
    let after = query.cursor.as_deref().map(page::decode).transpose()?;
    let view = cut(found, limit, after)?;
    // Which places are in force depends on the day: nothing to be remembered.
    etag::public(&request, &view, &[])
}

/// The page of a search after the place where the previous one ended.
pub(super) fn cut(
    found: Vec<PlacePublic>,
    limit: u32,
    after: Option<Ubigeo>,
) -> ApiResult<Page<PlacePublic>> {
    let total = u64::try_from(found.len()).ok();
    let skip = after.and_then(|code| found.iter().position(|place| place.code == code));
    let wanted = usize::try_from(limit)
        .unwrap_or(usize::MAX)
        .saturating_add(1);
    let items = found
        .into_iter()
        .skip(skip.map_or(0, |at| at + 1))
        .take(wanted)
        .collect();
    page::page(items, limit, total, |place: &PlacePublic| {
        place.code.clone()
    })
}
