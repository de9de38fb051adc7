//! `/platform/places`: operators add, rename and close places, each by its law. Codes are those of INEI and never change.

use actix_web::{HttpRequest, HttpResponse, get, post, put, web};
use serde::Deserialize;
use shared::access::perm;
use shared::features::places::{PlaceIn, PlacePublic, place_path};
use shared::kit::page::Page;
use shared::ubigeo::{Level, Ubigeo};

use super::changes::SavePlace;
use super::index::Search;
use crate::error::{ApiError, ApiResult};
use crate::http::etag::{self, Expected};
use crate::http::input::{NoParams, Params, Valid};
use crate::http::staff::Staff;
use crate::kit::{page, search};
use crate::problems::{StaffEdit, StaffRead, StaffWrite};
use crate::state::AppState;

/// What is looked for.
#[derive(Clone, Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct PlacesStaffQuery {
    /// Only places of this level.
    level: Option<Level>,
    /// Only places within this one.
    #[param(value_type = Option<String>, example = "20")]
    parent: Option<Ubigeo>,
    /// Words of the name, or the first digits of the code; accents and case do not matter.
    #[param(max_length = 100, example = "castilla")]
    q: Option<String>,
    /// Entries of a page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u32>,
    /// Where the previous page ended.
    cursor: Option<String>,
}

/// Every place, also those that ceased to exist or begin later.
#[utoipa::path(tag = "places", security(("session" = ["catalogs:edit"])), params(PlacesStaffQuery), responses(
    (status = 200, description = "Lugares, los más parecidos primero", body = Page<PlacePublic>), StaffRead
))]
#[get("/platform/places")]
pub(super) async fn list_staff_places(
    state: web::Data<AppState>,
    _staff: Staff<perm::CatalogsEdit>,
    Params(query): Params<PlacesStaffQuery>,
) -> ApiResult<HttpResponse> {
    let search = Search {
        level: query.level,
        within: query.parent,
        words: search::words(query.q.as_deref())?,
        on: None,
    };
    let found = super::all(&state).await?.search(&search);
    let after = query.cursor.as_deref().map(page::decode).transpose()?;
    etag::row(&super::public::cut(
        found,
        page::limit(query.limit)?,
        after,
    )?)
}

/// One place by its code.
#[utoipa::path(tag = "places", security(("session" = ["catalogs:edit"])),
    params(("code" = String, Path, description = "Ubigeo del INEI", example = "200104")), responses(
    (status = 200, description = "El lugar", body = PlacePublic), StaffRead
))]
#[get("/platform/places/{code}")]
pub(super) async fn get_staff_place(
    state: web::Data<AppState>,
    _staff: Staff<perm::CatalogsEdit>,
    code: web::Path<String>,
    _: Params<NoParams>,
) -> ApiResult<HttpResponse> {
    let places = super::all(&state).await?;
    etag::row(
        &places
            .public(&ubigeo(&code)?)
            .ok_or_else(ApiError::not_found)?,
    )
}

/// Adds a place that a law created, under the code INEI gave it.
#[utoipa::path(tag = "places", security(("session" = ["catalogs:edit"])), request_body = PlaceIn,
    params(("code" = String, Path, description = "Ubigeo del INEI", example = "200116")), responses(
    (status = 201, description = "Lugar agregado", body = PlacePublic), StaffWrite
))]
#[post("/platform/places/{code}")]
pub(super) async fn create_place(
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Staff<perm::CatalogsEdit>,
    code: web::Path<String>,
    body: Valid<PlaceIn>,
) -> ApiResult<HttpResponse> {
    let change = SavePlace {
        code: ubigeo(&code)?,
        place: (*body).clone(),
        expected: None,
    };
    let caller = staff.caller_with(&request, &body);
    let saved = state.write.run(caller, change).await?;
    Ok(HttpResponse::Created()
        .insert_header(("Location", place_path(saved.code.as_str())))
        .json(saved))
}

/// Renames a place, closes it or completes what is known of it; the municipalities that carry its name follow.
#[utoipa::path(tag = "places", security(("session" = ["catalogs:edit"])), request_body = PlaceIn,
    params(("code" = String, Path, description = "Ubigeo del INEI", example = "200104")), responses(
    (status = 200, description = "El lugar", body = PlacePublic), StaffEdit
))]
#[put("/platform/places/{code}")]
pub(super) async fn update_place(
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Staff<perm::CatalogsEdit>,
    code: web::Path<String>,
    body: Valid<PlaceIn>,
) -> ApiResult<HttpResponse> {
    let change = SavePlace {
        code: ubigeo(&code)?,
        place: (*body).clone(),
        expected: Some(Expected::of(&request)?),
    };
    let caller = staff.caller_with(&request, &body);
    etag::row(&state.write.run(caller, change).await?)
}

/// What is no code of INEI is no address of a place.
fn ubigeo(code: &str) -> ApiResult<Ubigeo> {
    code.parse().map_err(|_| ApiError::not_found())
}
