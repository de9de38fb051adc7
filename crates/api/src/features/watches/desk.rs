//! What the owner of a webhook does with it while it is in force: he pauses it, and has it called to see whether it answers.

use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde_json::json;
use shared::features::watches::WatchState;
use uuid::Uuid;

use super::entity::watch;
use super::keep::owned;
use super::store;
use super::tell::queue;
use super::watched::state_of;
use crate::db::{PLATFORM, Scope};
use crate::error::{ApiError, ApiResult};
use crate::registers::read::Span;
use crate::write::{Change, Entry, Recorded, Tx};

/// Sends nothing more until its owner resumes it; what is on its way arrives still.
pub(super) struct Pause {
    pub(super) id: Uuid,
    pub(super) owner: Uuid,
}

impl Change for Pause {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let row = in_force(tx, self.owner, self.id).await?;
        watch::Entity::update(watch::ActiveModel {
            id: Set(row.id),
            state: Set(WatchState::Paused.as_str().to_owned()),
            due_at: Set(None),
            paused_at: Set(Some(tx.now())),
            ..Default::default()
        })
        .exec(tx.conn())
        .await?;
        let home = row.owner_home.unwrap_or(PLATFORM);
        let entry = Entry::new(home, "watch.paused_by_owner", "watch", row.id)
            .before(json!({ "state": row.state }))
            .after(json!({ "state": WatchState::Paused }));
        Ok(tx.record(entry).await?.with(()))
    }
}

/// Calls it once with nothing to tell, signed as every call is.
pub(super) struct Try {
    pub(super) id: Uuid,
    pub(super) owner: Uuid,
}

impl Change for Try {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let row = in_force(tx, self.owner, self.id).await?;
        if store::is_under_way(tx.conn(), row.id).await? {
            return Err(ApiError::conflict(
                "Ya hay un envío en camino: espere a que termine y mire su resultado",
            ));
        }
        // An empty span where it stands: were it paused for want of an answer, nothing would be left out later.
        let at = row.told_to.unwrap_or(tx.now());
        queue(tx, row.id, Span { from: at, to: at }).await?;
        let home = row.owner_home.unwrap_or(PLATFORM);
        let entry =
            Entry::new(home, "watch.tried", "watch", row.id).after(json!({ "host": row.host }));
        Ok(tx.record(entry).await?.with(()))
    }
}

async fn in_force(tx: &Tx<'_>, owner: Uuid, id: Uuid) -> ApiResult<watch::Model> {
    let row = owned(tx, owner, id).await?;
    match state_of(&row)? {
        WatchState::Confirmed => Ok(row),
        _ => Err(ApiError::conflict("El webhook no está en marcha")),
    }
}
