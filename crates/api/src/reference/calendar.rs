//! The working days of a place, out of the national rules and the rows of the catalogue.

use std::sync::Arc;

use sea_orm::ConnectionTrait;
use serde_json::Value;
use shared::deadline::{Calendar, NonWorkingDay, Scope};
use shared::features::catalogs::CatalogEntry;
use shared::ubigeo::Ubigeo;

use crate::bus::Topic;
use crate::error::{ApiError, ApiResult};
use crate::features::catalogs;
use crate::features::municipalities::Municipality;
use crate::state::AppState;

/// The calendar of a place, `None` for the country as a whole, and of one municipality by its slug where it is known;
/// remembered until a catalogue changes.
pub(crate) async fn calendar(
    state: &AppState,
    place: Option<&Ubigeo>,
    municipality: Option<&str>,
) -> ApiResult<Arc<Calendar>> {
    let load = async {
        let rows = catalogs::rows(state, "holidays").await?;
        let days = days_off(&rows, municipality)?;
        Ok(Some(Calendar::new(days, place)))
    };
    let key = format!(
        "calendar {} {}",
        place.map_or("", Ubigeo::as_str),
        municipality.unwrap_or_default()
    );
    let found = state.memo.find(Topic::Catalogs, &key, load).await?;
    Ok(found.unwrap_or_default())
}

/// The calendar of a district as a transaction sees it. Whose institution counts there, nobody knows yet.
pub(crate) async fn calendar_in(
    conn: &impl ConnectionTrait,
    district: &str,
) -> ApiResult<Calendar> {
    let rows = catalogs::current(conn, "holidays").await?;
    Ok(Calendar::new(
        days_off(&rows, None)?,
        Some(&place(district)?),
    ))
}

/// The calendar of a municipality as a transaction sees it: of its place, with its own days off.
pub(crate) async fn calendar_of(
    conn: &impl ConnectionTrait,
    municipality: &Municipality,
) -> ApiResult<Calendar> {
    let rows = catalogs::current(conn, "holidays").await?;
    let days = days_off(&rows, Some(&municipality.slug))?;
    Ok(Calendar::new(days, Some(&place(&municipality.ubigeo)?)))
}

/// The rows of the catalogue that concern a municipality, as a transaction sees them.
pub(crate) async fn days_off_of(
    conn: &impl ConnectionTrait,
    municipality: &Municipality,
) -> ApiResult<Vec<NonWorkingDay>> {
    let place = place(&municipality.ubigeo)?;
    let rows = catalogs::current(conn, "holidays").await?;
    let mut days = days_off(&rows, Some(&municipality.slug))?;
    days.retain(|day| day.concerns(Some(&place)));
    Ok(days)
}

fn place(district: &str) -> ApiResult<Ubigeo> {
    district
        .parse()
        .map_err(|_| ApiError::internal(anyhow::anyhow!("not a place: {district}")))
}

/// The days of the catalogue; of those of one institution only this one's.
fn days_off(rows: &[CatalogEntry], municipality: Option<&str>) -> ApiResult<Vec<NonWorkingDay>> {
    let mut days = Vec::new();
    for row in rows {
        let day = non_working_day(row)?;
        let owner = row.value.get("municipality").and_then(Value::as_str);
        if day.scope != Scope::Institution || (owner.is_some() && owner == municipality) {
            days.push(day);
        }
    }
    Ok(days)
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
