//! Queries over incidents, and how they travel.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use shared::features::privacy::{IncidentItem, IncidentOut, IncidentState, NOTICE_HOURS};
use shared::kit::page::{Page, PageQuery};
use uuid::Uuid;

use super::entity::{Column, Entity, Model};
use crate::error::{ApiError, ApiResult};
use crate::features::accounts;
use crate::kit::page;

/// An incident of a municipality.
///
/// # Errors
/// 404 when it has no such incident.
pub(super) async fn find(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    id: Uuid,
) -> ApiResult<Model> {
    let row = Entity::find_by_id((municipality, id)).one(conn).await?;
    row.ok_or_else(ApiError::not_found)
}

/// Incidents of a municipality, the last one first.
pub(super) async fn list(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    query: &PageQuery,
) -> ApiResult<Page<Model>> {
    let select = Entity::find().filter(Column::MunicipalityId.eq(municipality));
    page::newest(conn, select, Column::Id, |row| row.id, query).await
}

/// Incidents of all municipalities of which the authority was not told yet.
pub(super) async fn open(conn: &impl ConnectionTrait) -> ApiResult<Vec<Model>> {
    let select = Entity::find().filter(Column::State.eq(IncidentState::Open.as_str()));
    Ok(select.order_by_asc(Column::Id).all(conn).await?)
}

/// When the incidents of a municipality became known of which the authority was not told yet.
pub(crate) async fn open_since(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
) -> ApiResult<Vec<DateTime<Utc>>> {
    let select = Entity::find()
        .select_only()
        .column(Column::KnownAt)
        .filter(Column::MunicipalityId.eq(municipality))
        .filter(Column::State.eq(IncidentState::Open.as_str()));
    Ok(select.into_tuple().all(conn).await?)
}

/// The state of a row.
pub(super) fn state(row: &Model) -> ApiResult<IncidentState> {
    row.state
        .parse()
        .map_err(|()| ApiError::internal(anyhow::anyhow!("unknown state {}", row.state)))
}

/// As the list shows it.
pub(super) fn item(row: &Model) -> ApiResult<IncidentItem> {
    Ok(IncidentItem {
        id: row.id,
        code: row.code.clone(),
        title: row.title.clone(),
        state: state(row)?,
        known_at: row.known_at,
        due_at: row.known_at + TimeDelta::hours(NOTICE_HOURS),
        authority_told_at: row.authority_told_at,
        people: u32::try_from(row.people).unwrap_or(u32::MAX),
    })
}

/// As its screen shows it.
pub(super) async fn view(conn: &impl ConnectionTrait, row: &Model) -> ApiResult<IncidentOut> {
    let account = accounts::find(conn, row.recorded_by).await?;
    Ok(IncidentOut {
        item: item(row)?,
        began_at: row.began_at,
        ended_at: row.ended_at,
        description: row.description.clone(),
        categories: serde_json::from_str(&row.categories)?,
        may_harm: row.may_harm,
        measures: row.measures.clone(),
        authority_number: row.authority_number.clone(),
        people_told_at: row.people_told_at,
        people_means: row.people_means.clone(),
        conclusion: row.conclusion.clone(),
        closed_at: row.closed_at,
        recorded_by: account.map(|account| account.name).unwrap_or_default(),
        recorded_at: row.recorded_at,
    })
}
