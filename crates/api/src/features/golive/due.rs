//! What of the plans waits: for the operator, for a municipality.

use sea_orm::ConnectionTrait;
use shared::features::golive::{PLANS, StageState};
use uuid::Uuid;

use super::store;
use crate::error::ApiResult;

/// How many stages wait for an operator.
pub(crate) async fn stages_to_decide(conn: &impl ConnectionTrait) -> ApiResult<u64> {
    let waiting = store::waiting(conn).await?;
    Ok(u64::try_from(waiting.len()).unwrap_or(u64::MAX))
}

/// How many plans wait for the municipality: the next stage on the way to production, or one that was sent back. What comes
/// after production has no hurry and is not counted.
pub(crate) async fn stages_to_send(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
) -> ApiResult<u64> {
    let mut count = 0;
    for plan in PLANS {
        let rows = store::stages(conn, municipality, plan).await?;
        let standing = store::standing(plan, &rows)?;
        let next = standing.next();
        let is_back = next.and_then(|stage| standing.state(stage)) == Some(StageState::Returned);
        if is_back || (next.is_some() && !standing.is_in_production()) {
            count += 1;
        }
    }
    Ok(count)
}
