//! How many municipalities there are, and how many have a portal: by department and by month of creation.

use std::collections::BTreeMap;
use std::sync::Arc;

use actix_web::{HttpRequest, HttpResponse, get, web};
use shared::features::directory::{DepartmentTotals, DirectoryTotals, PeriodTotals};
use shared::ubigeo::Level;

use crate::bus::Topic;
use crate::error::ApiResult;
use crate::features::places::Places;
use crate::features::{municipalities, places};
use crate::http::etag;
use crate::http::input::{NoParams, Params};
use crate::problems;
use crate::state::AppState;

/// The totals of the directory.
#[utoipa::path(
    tag = "directory",
    security(()),
    responses((status = 200, description = "Totales por departamento y por mes de creación", body = DirectoryTotals), problems::Query)
)]
#[get("/municipalities/totals")]
pub(super) async fn get_directory_totals(
    state: web::Data<AppState>,
    request: HttpRequest,
    _: Params<NoParams>,
) -> ApiResult<HttpResponse> {
    let places = places::all(&state).await?;
    // Kept so that the answer, which tells when it was counted, stays the same until something changes.
    let load = async { count(&state, &places).await.map(Some) };
    let totals: Option<Arc<DirectoryTotals>> =
        state.memo.find(Topic::Directory, "totals", load).await?;
    etag::public(
        &request,
        &totals.as_deref(),
        &[Topic::Directory, Topic::Catalogs],
    )
}

async fn count(state: &AppState, places: &Places) -> ApiResult<DirectoryTotals> {
    let conn = state.db.public();
    let tally = municipalities::tally(conn).await?;
    let days = municipalities::created_by_day(conn).await?;
    let departments = places
        .iter()
        .filter(|place| place.code.level() == Level::Department);
    let departments: Vec<_> = departments
        .map(|place| {
            let own = tally
                .iter()
                .filter(|row| row.department == place.code.as_str());
            DepartmentTotals {
                code: place.code.to_string(),
                name: place.name.clone(),
                total: own.clone().map(|row| row.count).sum(),
                with_portal: own
                    .filter(|row| row.status.has_portal())
                    .map(|row| row.count)
                    .sum(),
            }
        })
        .collect();
    let mut periods = BTreeMap::<String, u64>::new();
    for (day, created) in days {
        *periods.entry(day.format("%Y-%m").to_string()).or_default() += created;
    }
    Ok(DirectoryTotals {
        total: departments.iter().map(|row| row.total).sum(),
        with_portal: departments.iter().map(|row| row.with_portal).sum(),
        departments,
        periods: periods
            .into_iter()
            .map(|(period, created)| PeriodTotals { period, created })
            .collect(),
        counted_at: state.clock.now(),
    })
}
