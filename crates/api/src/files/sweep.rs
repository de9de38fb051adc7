//! Sweeping bytes that no row names: uploads whose form was never sent, and changes that were taken back.

use chrono::TimeDelta;
use futures_util::TryStreamExt;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde::{Deserialize, Serialize};

use super::entity::file;
use super::store::Stored;
use crate::db::Scope;
use crate::error::ApiResult;
use crate::jobs::{Failure, Job};
use crate::state::AppState;

/// Twice the life of a ticket: what is older cannot be attached any more. Storing the same bytes again renews their age.
const AGE: TimeDelta = TimeDelta::hours(48);

/// The daily sweep.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct SweepOrphans;

impl Job for SweepOrphans {
    const KIND: &'static str = "files.sweep_orphans";

    async fn run(&self, state: &AppState) -> Result<(), Failure> {
        let before = state.clock.now() - AGE;
        let mut stored = state.files.list();
        while let Some(object) = stored.try_next().await? {
            if object.modified_at < before && !is_named(state, &object).await? {
                state
                    .files
                    .remove(object.municipality, &object.sha256)
                    .await?;
                tracing::info!(municipality.id = %object.municipality, "swept an abandoned upload");
            }
        }
        Ok(())
    }
}

async fn is_named(state: &AppState, object: &Stored) -> ApiResult<bool> {
    let conn = state.db.read(Scope::Platform).await?;
    let rows = file::Entity::find()
        .filter(file::Column::MunicipalityId.eq(object.municipality))
        .filter(file::Column::Sha256.eq(&object.sha256))
        .count(&conn)
        .await?;
    Ok(rows > 0)
}
