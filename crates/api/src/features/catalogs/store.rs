//! Queries over the rows of the catalogues.

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::Value;
use shared::features::catalogs::CatalogEntry;
use shared::reference::{CatalogRow, Confidence};
use uuid::Uuid;

use super::entity::{ActiveModel, Column, Entity, Model};
use crate::bus::Topic;
use crate::error::{ApiError, ApiResult};
use crate::write::Tx;

/// The current rows of a catalogue.
pub(crate) async fn current(
    conn: &impl ConnectionTrait,
    catalog: &str,
) -> ApiResult<Vec<CatalogEntry>> {
    let query = Entity::find()
        .filter(Column::Catalog.eq(catalog))
        .filter(Column::RecordedTo.is_null());
    let mut rows: Vec<CatalogEntry> = query
        .all(conn)
        .await?
        .into_iter()
        .map(entry)
        .collect::<ApiResult<_>>()?;
    // Here and not in SQL: the databases order nulls and texts differently.
    rows.sort_by(|a, b| (a.valid_from, &a.code, a.id).cmp(&(b.valid_from, &b.code, b.id)));
    Ok(rows)
}

/// The catalogues that ever had a row.
pub(crate) async fn used(conn: &impl ConnectionTrait) -> ApiResult<Vec<String>> {
    let names = Entity::find()
        .select_only()
        .column(Column::Catalog)
        .distinct();
    Ok(names.into_tuple().all(conn).await?)
}

/// The current version of a row.
///
/// # Errors
/// 404 when there is none in this catalogue.
pub(super) async fn find(
    conn: &impl ConnectionTrait,
    catalog: &str,
    id: Uuid,
) -> ApiResult<CatalogEntry> {
    let query = Entity::find()
        .filter(Column::Id.eq(id))
        .filter(Column::Catalog.eq(catalog))
        .filter(Column::RecordedTo.is_null());
    query
        .one(conn)
        .await?
        .map(entry)
        .transpose()?
        .ok_or_else(ApiError::not_found)
}

/// Writes a version; the rules were checked.
pub(crate) async fn insert(
    tx: &mut Tx<'_>,
    catalog: &str,
    id: Uuid,
    version: u32,
    row: CatalogRow,
) -> ApiResult<CatalogEntry> {
    let model = Model {
        id,
        version: i32::try_from(version).map_err(ApiError::internal)?,
        catalog: catalog.to_owned(),
        code: row.code,
        valid_from: row.valid_from,
        valid_to: row.valid_to,
        value: row.value.to_string(),
        legal_basis: row.legal_basis,
        source: row.source,
        confidence: confidence_code(row.confidence)?,
        recorded_from: tx.now(),
        recorded_to: None,
    };
    Entity::insert(ActiveModel::from(model.clone()))
        .exec_without_returning(tx.conn())
        .await?;
    tx.touch(Topic::Catalogs);
    entry(model)
}

/// Ends the current version.
pub(super) async fn supersede(tx: &mut Tx<'_>, entry: &CatalogEntry) -> ApiResult<()> {
    let row = ActiveModel {
        id: Set(entry.id),
        version: Set(i32::try_from(entry.version).map_err(ApiError::internal)?),
        recorded_to: Set(Some(tx.now())),
        ..Default::default()
    };
    Entity::update(row).exec(tx.conn()).await?;
    tx.touch(Topic::Catalogs);
    Ok(())
}

fn confidence_code(confidence: Confidence) -> ApiResult<String> {
    match serde_json::to_value(confidence)? {
        Value::String(code) => Ok(code),
        other => Err(ApiError::internal(anyhow::anyhow!("confidence is {other}"))),
    }
}

fn entry(row: Model) -> ApiResult<CatalogEntry> {
    Ok(CatalogEntry {
        id: row.id,
        version: u32::try_from(row.version).map_err(ApiError::internal)?,
        code: row.code,
        valid_from: row.valid_from,
        valid_to: row.valid_to,
        value: serde_json::from_str(&row.value)?,
        legal_basis: row.legal_basis,
        source: row.source,
        confidence: serde_json::from_value(Value::String(row.confidence))?,
        recorded_at: row.recorded_from,
    })
}
