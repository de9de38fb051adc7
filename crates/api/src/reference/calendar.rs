//! The working days of a place, out of the national rules and the rows of the catalogue.

use std::sync::Arc;

use sea_orm::ConnectionTrait;
use serde_json::Value;
use shared::deadline::{Calendar, NonWorkingDay};
use shared::features::catalogs::CatalogEntry;
use shared::ubigeo::Ubigeo;

use crate::bus::Topic;
use crate::error::{ApiError, ApiResult};
use crate::features::catalogs;
use crate::state::AppState;

/// The calendar of a place, `None` for the country as a whole; remembered until a catalogue changes.
///
/// Days of one institution are left out: whose they are is not the place's to say.
pub(crate) async fn calendar(state: &AppState, place: Option<&Ubigeo>) -> ApiResult<Arc<Calendar>> {
    let load = async {
        let rows = catalogs::rows(state, "holidays").await?;
        of_place(&rows, place).map(Some)
    };
    let key = format!("calendar {}", place.map_or("", Ubigeo::as_str));
    let found = state.memo.find(Topic::Catalogs, &key, load).await?;
    Ok(found.unwrap_or_default())
}

/// The calendar of a district as a transaction sees it.
pub(crate) async fn calendar_in(
    conn: &impl ConnectionTrait,
    district: &str,
) -> ApiResult<Calendar> {
    let place: Ubigeo = district
        .parse()
        .map_err(|_| ApiError::internal(anyhow::anyhow!("not a place: {district}")))?;
    let rows = catalogs::current(conn, "holidays").await?;
    of_place(&rows, Some(&place))
}

/// The rows of the catalogue that concern a district, those of one institution left out, as a transaction sees them.
pub(crate) async fn days_off_in(
    conn: &impl ConnectionTrait,
    district: &str,
) -> ApiResult<Vec<NonWorkingDay>> {
    let place = district.parse::<Ubigeo>().ok();
    let rows = catalogs::current(conn, "holidays").await?;
    let mut days = Vec::new();
    for row in &rows {
        let day = non_working_day(row)?;
        if day.concerns(place.as_ref()) && day.scope != shared::deadline::Scope::Institution {
            days.push(day);
        }
    }
    Ok(days)
}

fn of_place(rows: &[CatalogEntry], place: Option<&Ubigeo>) -> ApiResult<Calendar> {
    let days = rows
        .iter()
        .map(non_working_day)
        .collect::<ApiResult<Vec<_>>>()?;
    let of_a_place = days
        .into_iter()
        .filter(|day| day.scope != shared::deadline::Scope::Institution);
    Ok(Calendar::new(of_a_place, place))
}

fn non_working_day(row: &CatalogEntry) -> ApiResult<NonWorkingDay> {
    let fault = || ApiError::internal(anyhow::anyhow!("holiday {} is not of its form", row.id));
    let member = |name: &str| row.value.get(name).cloned().unwrap_or(Value::Null);
    Ok(NonWorkingDay {
        date: row.valid_from.ok_or_else(fault)?,
        name: member("name").as_str().ok_or_else(fault)?.to_owned(),
        scope: serde_json::from_value(member("scope"))?,
        ubigeo: serde_json::from_value(member("ubigeo"))?,
        compensable: member("compensable").as_bool().unwrap_or(false),
        legal_basis: row.legal_basis.clone(),
        source: row.source.clone(),
    })
}
