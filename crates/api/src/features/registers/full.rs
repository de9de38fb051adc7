//! Whole document numbers where a municipality reads the norms so: on the pages of its own list and on its records, nowhere
//! else. Projections never hold them: they are opened from the sealed values of the few records of a page, so that taking
//! the decision back, or erasing a value, hides them at once.

use std::collections::HashSet;

use serde_json::{Map, Value as Json};
use shared::features::visits;
use shared::registers::{Column, Privacy, Query, Register};
use uuid::Uuid;

use crate::db::Scope;
use crate::error::ApiResult;
use crate::features::visits::shows_documents;
use crate::registers::sealed_as;
use crate::state::AppState;
use crate::write::read_personal_fields;

/// Records of a page that can show them; a longer one is already an export, and exports are masked.
const MOST: u32 = 50;

/// A page of a municipality's own list, as that municipality shows it.
pub(super) async fn page(
    state: &AppState,
    register: &'static Register,
    municipality: Uuid,
    query: &Query,
    body: Vec<u8>,
) -> ApiResult<Vec<u8>> {
    if query.limit > MOST || !is_shown(state, register, municipality).await? {
        return Ok(body);
    }
    let mut page: Json = serde_json::from_slice(&body)?;
    let items = page.get_mut("items").and_then(Json::as_array_mut);
    let records = items.into_iter().flatten();
    reveal(state, register, municipality, records).await?;
    Ok(serde_json::to_vec(&page)?)
}

/// A record with its history, as its municipality shows it.
pub(super) async fn record(
    state: &AppState,
    register: &'static Register,
    municipality: Uuid,
    body: Vec<u8>,
) -> ApiResult<Vec<u8>> {
    if !is_shown(state, register, municipality).await? {
        return Ok(body);
    }
    let mut detail: Map<String, Json> = serde_json::from_slice(&body)?;
    let (mut records, mut history) = (Vec::new(), Vec::new());
    for (name, part) in &mut detail {
        match (name.as_str(), part) {
            ("record", record) => records.push(record),
            ("history", Json::Array(versions)) => history.extend(versions.iter_mut()),
            _ => {}
        }
    }
    let all = records.into_iter().chain(history);
    reveal(state, register, municipality, all).await?;
    Ok(serde_json::to_vec(&detail)?)
}

/// Whether a municipality shows whole numbers of this register.
async fn is_shown(
    state: &AppState,
    register: &'static Register,
    municipality: Uuid,
) -> ApiResult<bool> {
    // Whoever declared a masked column decides of it.
    if register.id != visits::REGISTER.id {
        return Ok(false);
    }
    shows_documents(state, municipality).await
}

fn masked(register: &'static Register) -> impl Iterator<Item = &'static Column> {
    let all = register.columns.iter();
    all.filter(|column| column.privacy == Privacy::Masked)
}

/// Puts the whole values into records as they were written.
async fn reveal<'a>(
    state: &AppState,
    register: &'static Register,
    municipality: Uuid,
    records: impl Iterator<Item = &'a mut Json>,
) -> ApiResult<()> {
    let mut places = Vec::new();
    for record in records {
        let Some(record) = record.as_object_mut() else {
            continue;
        };
        let id = record.get("id").and_then(Json::as_str);
        let id: Option<Uuid> = id.and_then(|id| id.parse().ok());
        let version = record.get("version").and_then(Json::as_i64);
        if let (Some(id), Some(version)) = (id, version) {
            places.push((id, version, record));
        }
    }
    let wanted: HashSet<_> = places
        .iter()
        .flat_map(|(id, version, _)| {
            masked(register).map(|column| (*id, sealed_as(register, column, *version)))
        })
        .collect();
    if wanted.is_empty() {
        return Ok(());
    }
    let read = state.db.read(Scope::Tenant(municipality)).await?;
    let opened = read_personal_fields(&read, &state.vault, municipality, &wanted).await?;
    for (id, version, record) in places {
        for column in masked(register) {
            // What was erased stays as it is shown.
            if let Some(value) = opened.get(&(id, sealed_as(register, column, version))) {
                record.insert(column.name.to_owned(), Json::from(value.as_str()));
            }
        }
    }
    Ok(())
}
