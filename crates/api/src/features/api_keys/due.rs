//! Which keys are in force, which end soon, and who holds one.

use chrono::{DateTime, Days, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::entity::key;
use crate::db::PLATFORM;
use crate::error::ApiResult;
use crate::features::today::NOTICE_DAYS;
use crate::keys::Vault;
use crate::write::read_personal;

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

/// Whether a key works.
pub(crate) async fn is_in_force(
    conn: &impl ConnectionTrait,
    id: Uuid,
    now: DateTime<Utc>,
) -> ApiResult<bool> {
    let row = key::Entity::find_by_id(id).one(conn).await?;
    Ok(row.is_some_and(|row| row.revoked_at.is_none() && now < row.expires_at))
}

/// Who holds a key.
pub(crate) struct Holder {
    /// What the key is called.
    pub(crate) name: String,
    /// The mail that an outsider confirmed for it.
    pub(crate) email: Option<String>,
    /// The member of the staff who made it.
    pub(crate) created_by: Option<Uuid>,
}

/// Who holds a key, to be told something of it.
pub(crate) async fn holder(
    conn: &impl ConnectionTrait,
    vault: &Vault,
    id: Uuid,
) -> ApiResult<Option<Holder>> {
    let Some(row) = key::Entity::find_by_id(id).one(conn).await? else {
        return Ok(None);
    };
    let email = match row.email_tag {
        Some(_) => read_personal(conn, vault, PLATFORM, row.id, "email").await?,
        None => None,
    };
    Ok(Some(Holder {
        name: row.name,
        email,
        created_by: row.created_by,
    }))
}
