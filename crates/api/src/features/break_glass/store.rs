//! Queries over accesses.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
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

/// The last accesses of all operators.
pub(super) async fn recent(
    conn: &impl ConnectionTrait,
    limit: u64,
) -> ApiResult<Vec<access::Model>> {
    let query = access::Entity::find()
        .order_by_desc(access::Column::Id)
        .limit(limit);
    Ok(query.all(conn).await?)
}

/// The accesses to a municipality, the last one first.
pub(super) async fn to(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    limit: u64,
) -> ApiResult<Vec<access::Model>> {
    let query = access::Entity::find()
        .filter(access::Column::MunicipalityId.eq(municipality))
        .order_by_desc(access::Column::Id)
        .limit(limit);
    Ok(query.all(conn).await?)
}

/// An access by its id.
pub(super) async fn find(
    conn: &impl ConnectionTrait,
    id: Uuid,
) -> ApiResult<Option<access::Model>> {
    Ok(access::Entity::find_by_id(id).one(conn).await?)
}
