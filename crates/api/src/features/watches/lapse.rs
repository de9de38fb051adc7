//! What nobody confirmed within two days is erased, with the address it came with; what was sent to webhooks is forgotten
//! after a month.

use chrono::TimeDelta;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::entity::{delivery, watch};
use super::store;
use crate::db::{PLATFORM, Scope};
use crate::error::ApiResult;
use crate::jobs::{Failure, Job};
use crate::state::AppState;
use crate::write::{Bookkeeping, Books, Caller, Change, Entry, Recorded, Tx, Unrecorded};

/// How long owners read what was sent.
const LOG: TimeDelta = TimeDelta::days(30);
/// Watches that one act erases.
const MOST: u64 = 100;

/// The hourly look for them.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Lapse;

impl Job for Lapse {
    const KIND: &'static str = "watches.lapse";

    async fn run(&self, state: &AppState) -> Result<(), Failure> {
        while state.write.run(Caller::system(Self::KIND), Sweep).await? == MOST {}
        state.write.bookkeep(Forget).await?;
        Ok(())
    }
}

struct Sweep;

impl Change for Sweep {
    type Output = u64;

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<u64>> {
        let lapsed = store::lapsed(tx.conn(), tx.now(), MOST).await?;
        let mut receipt = tx.unrecorded(Unrecorded::NothingToTell);
        let mut erased = 0;
        for row in lapsed {
            let values = tx.erase_personal(PLATFORM, row.id).await?;
            watch::Entity::delete_by_id(row.id).exec(tx.conn()).await?;
            let entry = Entry::new(PLATFORM, "watch.lapsed", "watch", row.id)
                .after(json!({ "values": values }))
                .basis("Ley 29733, art. 8");
            receipt = tx.record(entry).await?;
            erased += 1;
        }
        Ok(receipt.with(erased))
    }
}

/// Removes old lines of the log of deliveries. The platform's note on its own work, nobody's act.
struct Forget;

impl Bookkeeping for Forget {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, books: &Books<'_>) -> ApiResult<()> {
        delivery::Entity::delete_many()
            .filter(delivery::Column::SettledAt.lt(books.now() - LOG))
            .exec(books.conn())
            .await?;
        Ok(())
    }
}
