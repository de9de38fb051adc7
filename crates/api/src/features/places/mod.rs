//! The places of Peru: UBIGEO of INEI, in a table the operator keeps, read into memory once per change.
//!
//! RENIEC's codes are aliases and are never compared with INEI's. Places that ceased to exist stay, with their last day.

mod changes;
mod entity;
mod index;
mod public;
mod seed;
mod staff;
mod store;

use std::sync::Arc;

use crate::http::operations::Operations;
use sea_orm::ConnectionTrait;

use crate::bus::Topic;
use crate::error::ApiResult;
use crate::state::AppState;

#[cfg(test)]
pub(crate) use changes::SavePlace;
pub(crate) use index::{Place, Places};
#[cfg(test)]
pub(crate) use seed::file_rows;
pub(crate) use seed::seed;
pub(crate) use store::is_empty;

pub(crate) fn configure(operations: &mut Operations<'_, '_>) {
    operations
        .service(public::list_places)
        .service(staff::list_staff_places)
        .service(staff::get_staff_place)
        .service(staff::create_place)
        .service(staff::update_place);
}

/// All places, remembered until a catalogue changes.
pub(crate) async fn all(state: &AppState) -> ApiResult<Arc<Places>> {
    let load = async { load(state.db.public()).await.map(Some) };
    let found = state.memo.find(Topic::Catalogs, "places", load).await?;
    Ok(found.unwrap_or_default())
}

/// All places as a transaction sees them.
pub(crate) async fn load(conn: &impl ConnectionTrait) -> ApiResult<Places> {
    Ok(Places::new(store::list(conn).await?))
}
