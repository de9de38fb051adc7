//! Queries over a municipality's settings and items.

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::de::DeserializeOwned;
use shared::features::portal_admin::{ContentItemOut, ContentKind, PortalSettingsIn};
use uuid::Uuid;

use super::entity::{item, settings};
use crate::error::{ApiError, ApiResult};
use crate::write::Tx;

/// Colour of a portal until its municipality chooses one.
pub(super) const FIRST_COLOR: &str = "#0b5a5f";

/// Settings as they are stored, and since when.
pub(super) async fn settings(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
) -> ApiResult<Option<(PortalSettingsIn, DateTime<Utc>)>> {
    let row = settings::Entity::find_by_id(municipality).one(conn).await?;
    row.map(|row| Ok((serde_json::from_str(&row.value)?, row.updated_at)))
        .transpose()
}

/// Replaces the settings.
pub(super) async fn save_settings(
    tx: &Tx<'_>,
    municipality: Uuid,
    value: &PortalSettingsIn,
) -> ApiResult<()> {
    let row = settings::ActiveModel {
        municipality_id: Set(municipality),
        value: Set(serde_json::to_string(value)?),
        updated_at: Set(tx.now()),
    };
    let replace = OnConflict::column(settings::Column::MunicipalityId)
        .update_columns([settings::Column::Value, settings::Column::UpdatedAt])
        .to_owned();
    settings::Entity::insert(row)
        .on_conflict(replace)
        .exec_without_returning(tx.conn())
        .await?;
    Ok(())
}

/// Items of a kind, in their order.
pub(super) async fn items(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    kind: ContentKind,
) -> ApiResult<Vec<item::Model>> {
    Ok(item::Entity::find()
        .filter(item::Column::MunicipalityId.eq(municipality))
        .filter(item::Column::Kind.eq(kind.as_str()))
        .order_by_asc(item::Column::Position)
        .order_by_asc(item::Column::Id)
        .all(conn)
        .await?)
}

/// One item of a kind of this municipality.
pub(super) async fn find(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    kind: ContentKind,
    id: Uuid,
) -> ApiResult<item::Model> {
    let row = item::Entity::find_by_id((municipality, id))
        .one(conn)
        .await?;
    row.filter(|row| row.kind == kind.as_str())
        .ok_or_else(ApiError::not_found)
}

/// Removes every item of a kind.
pub(super) async fn clear(tx: &Tx<'_>, municipality: Uuid, kind: ContentKind) -> ApiResult<()> {
    let all = item::Entity::delete_many()
        .filter(item::Column::MunicipalityId.eq(municipality))
        .filter(item::Column::Kind.eq(kind.as_str()));
    // Children refer to their parents.
    all.clone()
        .filter(item::Column::ParentId.is_not_null())
        .exec(tx.conn())
        .await?;
    all.exec(tx.conn()).await?;
    Ok(())
}

/// An item as staff read it.
pub(super) fn out<T: DeserializeOwned>(row: item::Model) -> ApiResult<ContentItemOut<T>> {
    Ok(ContentItemOut {
        id: row.id,
        parent_id: row.parent_id,
        position: row.position,
        is_visible: row.is_visible,
        value: serde_json::from_str(&row.value)?,
        updated_at: row.updated_at,
    })
}
