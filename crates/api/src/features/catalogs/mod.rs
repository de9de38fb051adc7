//! The reference catalogues: one store for all of them, effective-dated, every version kept.
//!
//! What a catalogue holds is declared in `shared`; here are its rows, the acts of the operator on them, and the public
//! reading. Every act stands in the journal of the platform.

mod changes;
mod entity;
mod public;
mod seed;
mod staff;
mod store;

use std::sync::Arc;

use crate::http::operations::Operations;
use shared::features::catalogs::CatalogEntry;

use crate::bus::Topic;
use crate::error::ApiResult;
use crate::state::AppState;

pub(crate) use store::{current, insert, used};

pub(crate) use seed::{missing, seed};

pub(crate) fn configure(operations: &mut Operations<'_, '_>) {
    operations
        .service(public::list_catalogs)
        .service(public::get_catalog)
        .service(staff::create_catalog_row)
        .service(staff::get_catalog_row)
        .service(staff::update_catalog_row)
        .service(staff::close_catalog_row)
        .service(staff::withdraw_catalog_row);
}

/// The current rows of a catalogue in the order of their days and codes, remembered until a catalogue changes.
pub(crate) async fn rows(state: &AppState, catalog: &str) -> ApiResult<Arc<Vec<CatalogEntry>>> {
    let load = async { store::current(state.db.public(), catalog).await.map(Some) };
    let key = format!("catalog {catalog}");
    let found = state.memo.find(Topic::Catalogs, &key, load).await?;
    Ok(found.unwrap_or_default())
}

#[cfg(test)]
mod tests;
