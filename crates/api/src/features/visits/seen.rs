//! What other features ask of officials, visits and settings.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use shared::features::visits::officials::OfficialChoice;
use uuid::Uuid;

use super::check_in::official_on;
use super::officials::choice;
use super::store;
use crate::error::{ApiResult, Code};

/// A visit as other features see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Visit {
    /// Whom it was to.
    pub(crate) official_id: Uuid,
    /// When he came.
    pub(crate) entered_at: DateTime<Utc>,
    /// Whether it counts: neither training nor withdrawn.
    pub(crate) is_public: bool,
}

/// A visit that the desk recorded.
pub(crate) async fn visit(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    id: Uuid,
) -> ApiResult<Option<Visit>> {
    match store::entry(conn, municipality, id).await {
        Ok(row) => Ok(Some(Visit {
            official_id: row.official_id,
            entered_at: row.occurred_at,
            is_public: !row.is_training && !row.is_withdrawn,
        })),
        Err(error) if error.code == Code::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// An official who was in his post at a moment.
///
/// # Errors
/// A refusal of the field `official_id`.
pub(crate) async fn official_in_post(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    id: Uuid,
    at: DateTime<Utc>,
) -> ApiResult<OfficialChoice> {
    let row = official_on(conn, municipality, id, at).await;
    let row = row.map_err(|error| error.on_field("official_id"))?;
    Ok(choice(row))
}

/// Officials of a municipality, whenever they were in their posts.
pub(crate) async fn officials_by_id(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    ids: Vec<Uuid>,
) -> ApiResult<HashMap<Uuid, OfficialChoice>> {
    let rows = store::officials_of(conn, municipality, ids).await?;
    Ok(rows.into_iter().map(|row| (row.id, choice(row))).collect())
}

/// Working days in which officials answer for acts of interest management.
pub(crate) async fn answer_days(conn: &impl ConnectionTrait, municipality: Uuid) -> ApiResult<u16> {
    Ok(store::settings(conn, municipality).await?.answer_days)
}
