//! Whose records are listed: the municipality of each, ready to be written beside it.

use std::collections::HashMap;
use std::sync::Arc;

use shared::registers::wire::OwnerOut;
use uuid::Uuid;

use crate::bus::Topic;
use crate::error::ApiResult;
use crate::features::municipalities::{self, Filter, Municipality};
use crate::state::AppState;

/// More than the country has, populated centres included.
const MOST: u64 = 10_000;

/// JSON by municipality.
pub(super) type Owners = HashMap<Uuid, Vec<u8>>;

/// One municipality.
pub(super) fn one(municipality: &Municipality) -> ApiResult<Owners> {
    Ok(HashMap::from([(municipality.id, json(municipality)?)]))
}

/// All of them, remembered until the directory changes.
pub(super) async fn all(state: &AppState) -> ApiResult<Arc<Owners>> {
    let load = async {
        let everyone = Filter::default();
        let found = municipalities::list(state.db.public(), &everyone, None, MOST).await?;
        let owners = found.iter().map(|one| Ok((one.id, json(one)?)));
        Ok(Some(owners.collect::<ApiResult<Owners>>()?))
    };
    let found = state
        .memo
        .find(Topic::Directory, "register owners", load)
        .await?;
    Ok(found.unwrap_or_default())
}

fn json(municipality: &Municipality) -> ApiResult<Vec<u8>> {
    let owner = OwnerOut {
        slug: municipality.slug.clone(),
        name: municipality.name.clone(),
    };
    Ok(serde_json::to_vec(&owner)?)
}
