//! Queries over accesses.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::entity as access;
use crate::error::ApiResult;

/// The accesses of an operator that are open at an instant, the last one first.
pub(crate) async fn open_of(
    conn: &impl ConnectionTrait,
    account: Uuid,
    now: DateTime<Utc>,
) -> ApiResult<Vec<access::Model>> {
    let query = access::Entity::find()
        .filter(access::Column::AccountId.eq(account))
        .filter(access::Column::Until.gt(now))
        .filter(access::Column::ClosedAt.is_null())
        .order_by_desc(access::Column::OpenedAt);
    Ok(query.all(conn).await?)
}
