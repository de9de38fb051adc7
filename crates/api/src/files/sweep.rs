//! Sweeping what was received and never used: rows of staff's files that no form named, and bytes that no row names
//! (uploads whose form was never sent, changes that were taken back).

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::TryStreamExt;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::attach::{find, forget};
use super::entity::file;
use super::store::Stored;
use crate::db::Scope;
use crate::error::{ApiError, ApiResult, Code};
use crate::jobs::{Failure, Job};
use crate::state::AppState;
use crate::write::{Caller, Change, Entry, Recorded, Tx};

/// Twice the life of a ticket: what is older cannot be attached any more. Storing the same bytes again renews their age.
const AGE: TimeDelta = TimeDelta::hours(48);

/// The daily sweep.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct SweepOrphans;

impl Job for SweepOrphans {
    const KIND: &'static str = "files.sweep_orphans";

    async fn run(&self, state: &AppState) -> Result<(), Failure> {
        let before = state.clock.now() - AGE;
        for file in abandoned(state, before).await? {
            let abandon = Abandon {
                municipality: file.municipality_id,
                id: file.id,
            };
            match state.write.run(Caller::system(Self::KIND), abandon).await {
                // A form named it at the last moment.
                Err(error) if error.code == Code::NotFound => {}
                outcome => outcome?,
            }
        }
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

async fn abandoned(state: &AppState, before: DateTime<Utc>) -> ApiResult<Vec<file::Model>> {
    let conn = state.db.read(Scope::Platform).await?;
    let rows = file::Entity::find()
        .filter(file::Column::AwaitsUse.eq(true))
        .filter(file::Column::CreatedAt.lt(before))
        .order_by_asc(file::Column::Id)
        .all(&conn)
        .await?;
    Ok(rows)
}

/// Takes the row of a file that nobody used; its bytes go with the same sweep.
struct Abandon {
    municipality: Uuid,
    id: Uuid,
}

impl Change for Abandon {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Tenant(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let file = find(tx.conn(), self.municipality, self.id).await?;
        let file = file.filter(|file| file.awaits_use);
        let file = file.ok_or_else(ApiError::not_found)?;
        forget(tx.conn(), self.municipality, self.id).await?;
        let entry = Entry::new(self.municipality, "file.abandoned", "file", self.id)
            .before(json!({ "sha256": file.sha256 }));
        Ok(tx.record(entry).await?.with(()))
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
