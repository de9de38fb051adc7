//! What stayed of a batch that was taken back: records that somebody changed after it, and what was done to them.

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use shared::registers::Act;
use uuid::Uuid;

use super::tree::statement;
use crate::error::{ApiError, ApiResult};

/// A record that stayed.
#[derive(Clone, Debug)]
pub(crate) struct Left {
    /// Where the leaf of the batch's version stands: the list is read in this order.
    pub(crate) leaf: i64,
    pub(crate) id: Uuid,
    /// The version that the batch wrote.
    pub(crate) version: i64,
    /// What took its place.
    pub(crate) act: Act,
    pub(crate) changed_at: DateTime<Utc>,
    pub(crate) reason: Option<String>,
}

/// The records of a batch whose next version came neither with it nor with its undoing, behind a leaf.
pub(crate) async fn left_of(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    (batch, undo): (Uuid, Uuid),
    (after, limit): (i64, u32),
) -> ApiResult<Vec<Left>> {
    let sql = "SELECT v.leaf, v.id, v.version, n.act, n.recorded_from, n.act_reason
        FROM register_versions v JOIN register_versions n ON n.municipality_id = v.municipality_id
          AND n.register = v.register AND n.id = v.id AND n.version = v.version + 1
        WHERE v.municipality_id = $1 AND v.batch_id = $2 AND (n.batch_id IS NULL OR n.batch_id <> $3)
          AND v.leaf > $4 ORDER BY v.leaf LIMIT $5";
    let values = [
        municipality.into(),
        batch.into(),
        undo.into(),
        after.into(),
        i64::from(limit).into(),
    ];
    let rows = conn.query_all_raw(statement(conn, sql, values)).await?;
    let left = rows.iter().map(|row| {
        let act: String = row.try_get_by_index(3)?;
        let unknown = |()| ApiError::internal(anyhow::anyhow!("unknown act {act}"));
        Ok(Left {
            leaf: row.try_get_by_index(0)?,
            id: row.try_get_by_index(1)?,
            version: row.try_get_by_index(2)?,
            act: act.parse().map_err(unknown)?,
            changed_at: row.try_get_by_index(4)?,
            reason: row.try_get_by_index(5)?,
        })
    });
    left.collect()
}
