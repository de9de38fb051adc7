//! Stored bytes: that they are still what they were, and that those of a removed tenant are gone.

use chrono::{DateTime, Utc};
use futures_util::TryStreamExt as _;
use object_store::path::Path;
use object_store::{ObjectStore as _, ObjectStoreExt as _};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::entity::{Status, disposal};
use super::kind::Kind;
use crate::db::{PLATFORM, Scope};
use crate::error::ApiResult;
use crate::state::AppState;
use crate::storage;
use crate::write::{Caller, Change, Entry, Recorded, Tx, file};

/// Files of one round; a round is one entry of the journal.
const ROUND: u64 = 500;

/// Compares every file that was not compared since `before` with its digest. Meant to run monthly. Returns how many
/// were looked at and which do not hold.
///
/// # Errors
/// When the database or the files do not answer.
pub async fn check_files(
    state: &AppState,
    before: DateTime<Utc>,
) -> anyhow::Result<(u64, Vec<Uuid>)> {
    let store = storage::open(&state.settings.files.url, &state.settings.files)?;
    let (mut looked_at, mut damaged) = (0, Vec::new());
    let mut last = Uuid::nil();
    loop {
        let read = state.db.read(Scope::Platform).await?;
        let stale = Condition::any()
            .add(file::Column::CheckedAt.is_null())
            .add(file::Column::CheckedAt.lt(before));
        let rows = file::Entity::find()
            .filter(file::Column::Id.gt(last))
            .filter(stale)
            .order_by_asc(file::Column::Id)
            .limit(ROUND)
            .all(&read)
            .await?;
        drop(read);
        let Some(end) = rows.last() else {
            return Ok((looked_at, damaged));
        };
        last = end.id;
        let mut round = Checked::default();
        for row in rows {
            let path = file::path(row.municipality_id, &row.sha256);
            let bytes = storage::read(&store, &path).await?;
            let intact =
                bytes.is_some_and(|bytes| hex::encode(Sha256::digest(bytes)) == row.sha256);
            let list = if intact {
                &mut round.intact
            } else {
                &mut round.damaged
            };
            list.push(row.id);
            looked_at += 1;
        }
        damaged.extend(&round.damaged);
        state
            .write
            .run(Caller::system("check_files"), round)
            .await?;
    }
}

#[derive(Default)]
struct Checked {
    intact: Vec<Uuid>,
    damaged: Vec<Uuid>,
}

impl Change for Checked {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        for (ids, intact) in [(&self.intact, true), (&self.damaged, false)] {
            file::Entity::update_many()
                .col_expr(file::Column::CheckedAt, Expr::value(tx.now()))
                .col_expr(file::Column::Intact, Expr::value(intact))
                .filter(file::Column::Id.is_in(ids.iter().copied()))
                .exec(tx.conn())
                .await?;
        }
        let entry = Entry::new(PLATFORM, "files.checked", "files", "round")
            .after(json!({"intact": self.intact.len(), "damaged": self.damaged}));
        Ok(tx.record(entry).await?.with(()))
    }
}

/// Removes bytes that a removal left behind because it was interrupted after its commit. Meant to run daily.
///
/// # Errors
/// When the database or the files do not answer.
pub async fn sweep_removed_tenants(state: &AppState) -> anyhow::Result<()> {
    let read = state.db.read(Scope::Platform).await?;
    let removed = disposal::Entity::find()
        .filter(disposal::Column::Kind.eq(Kind::Tenant.code()))
        .filter(disposal::Column::Status.eq(Status::Executed.code()))
        .all(&read)
        .await?;
    drop(read);
    for row in removed {
        remove_files_of(state, row.municipality_id).await?;
    }
    Ok(())
}

/// Removes every byte below the folder of a municipality.
pub(super) async fn remove_files_of(state: &AppState, municipality: Uuid) -> anyhow::Result<()> {
    let store = storage::open(&state.settings.files.url, &state.settings.files)?;
    let folder = Path::from(municipality.to_string());
    let mut objects = store.list(Some(&folder));
    while let Some(object) = objects.try_next().await? {
        store.delete(&object.location).await?;
    }
    Ok(())
}
