//! Keys that end soon.

use chrono::{DateTime, Days, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::entity::key;
use crate::error::ApiResult;
use crate::features::today::NOTICE_DAYS;

/// When keys of a municipality end that work today and end within thirty days.
pub(crate) async fn ending(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    now: DateTime<Utc>,
) -> ApiResult<Vec<DateTime<Utc>>> {
    let rows = key::Entity::find()
        .filter(key::Column::MunicipalityId.eq(municipality))
        .filter(key::Column::RevokedAt.is_null())
        .filter(key::Column::ExpiresAt.gt(now))
        .filter(key::Column::ExpiresAt.lte(now + Days::new(NOTICE_DAYS)))
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(|row| row.expires_at).collect())
}
