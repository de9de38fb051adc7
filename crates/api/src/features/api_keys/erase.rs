//! The mail of an outsider is erased a term after his key ended: until then he may be told of misuse, afterwards nobody
//! needs it (Ley 29733, art. 8). The term stands in the catalogue of conservation.

use chrono::Months;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use serde_json::json;
use shared::time::lima_date;
use uuid::Uuid;

use super::entity::{key, request};
use crate::conservation;
use crate::db::{PLATFORM, Scope};
use crate::error::{ApiError, ApiResult, Code};
use crate::jobs::{Failure, Job};
use crate::state::AppState;
use crate::write::{Caller, Change, Entry, Recorded, Tx};

/// The code of the term.
const TERM: &str = "api_keys";

/// The daily look for keys whose term is over.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct EraseHolders;

impl Job for EraseHolders {
    const KIND: &'static str = "api_keys.erase_holders";

    async fn run(&self, state: &AppState) -> Result<(), Failure> {
        for id in over(state).await? {
            let erase = EraseHolder { id };
            match state.write.run(Caller::system(Self::KIND), erase).await {
                // Another process was faster.
                Err(error) if error.code == Code::NotFound => {}
                outcome => outcome?,
            }
        }
        Ok(())
    }
}

/// Keys that ended a term ago and still lead to a mail; none while the catalogue has no term for them.
async fn over(state: &AppState) -> ApiResult<Vec<Uuid>> {
    let now = state.clock.now();
    let read = state.db.read(Scope::Platform).await?;
    let terms = conservation::terms(&read, lima_date(now)).await?;
    let months = terms
        .into_iter()
        .find(|term| term.code == TERM)
        .and_then(|term| term.months);
    let Some(cutoff) = months.and_then(|months| now.checked_sub_months(Months::new(months))) else {
        return Ok(Vec::new());
    };
    let ended = Condition::any()
        .add(key::Column::RevokedAt.lte(cutoff))
        .add(key::Column::ExpiresAt.lte(cutoff));
    let rows = key::Entity::find()
        .filter(key::Column::EmailTag.is_not_null())
        .filter(ended)
        .order_by_asc(key::Column::Id)
        .all(&read)
        .await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

struct EraseHolder {
    id: Uuid,
}

impl Change for EraseHolder {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let cleared = key::Entity::update_many()
            .col_expr(key::Column::EmailTag, Expr::val(None::<String>))
            .filter(key::Column::Id.eq(self.id))
            .filter(key::Column::EmailTag.is_not_null())
            .exec(tx.conn())
            .await?;
        if cleared.rows_affected == 0 {
            return Err(ApiError::not_found());
        }
        request::Entity::delete_by_id(self.id)
            .exec(tx.conn())
            .await?;
        let values = tx.erase_personal(PLATFORM, self.id).await?;
        let entry = Entry::new(PLATFORM, "api_key.holder_erased", "api_key", self.id)
            .after(json!({ "term": TERM, "values": values }))
            .basis("Ley 29733, art. 8");
        Ok(tx.record(entry).await?.with(()))
    }
}
