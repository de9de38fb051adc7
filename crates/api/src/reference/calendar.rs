//! The working days of a place, out of the national rules and the rows of the catalogue.

use std::sync::Arc;

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
        let days = rows
            .iter()
            .map(non_working_day)
            .collect::<ApiResult<Vec<_>>>()?;
        let of_a_place = days
            .into_iter()
            .filter(|day| day.scope != shared::deadline::Scope::Institution);
        Ok(Some(Calendar::new(of_a_place, place)))
    };
    let key = format!("calendar {}", place.map_or("", Ubigeo::as_str));
    let found = state.memo.find(Topic::Catalogs, &key, load).await?;
    Ok(found.unwrap_or_default())
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
