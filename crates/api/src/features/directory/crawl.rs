//! What search engines may list: the portals that municipalities answer for, and when what they published changed. For
//! whoever writes the site maps; it is no operation.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use shared::features::portal::PortalMode;
use uuid::Uuid;

use super::view::own_origin;
use crate::bus::Topic;
use crate::error::{ApiError, ApiResult};
use crate::features::municipalities::{self, Filter, Municipality};
use crate::http::DependsOn;
use crate::state::AppState;
use crate::write::public_document::{Column, Entity};

/// More municipalities than the country has.
const MOST: u64 = 10_000;

/// A portal as search engines are told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Portal {
    /// Its stable name in addresses.
    pub slug: String,
    /// Where its pages stand, without a slash at the end: its own domain once active, else below the platform's origin.
    pub base: String,
    /// Whether it may be listed: not one of demo or training, and not suspended.
    pub is_listed: bool,
    /// When what it published last changed.
    pub changed_at: Option<DateTime<Utc>>,
}

/// What a portal has published.
#[derive(Clone, Debug)]
pub struct Published {
    /// Whose it is.
    pub portal: Portal,
    /// Names of documents, as `write` knows them (`portal`, `pages`, `page/historia`), with their last change.
    pub documents: Vec<(String, DateTime<Utc>)>,
    /// What this was derived from.
    pub depends: DependsOn,
}

impl Portal {
    fn of(state: &AppState, found: &Municipality, changed_at: Option<DateTime<Utc>>) -> Self {
        let platform = &state.settings.server.public_url;
        let below = || format!("{platform}/m/{}", found.slug);
        Self {
            slug: found.slug.clone(),
            base: own_origin(found, platform).unwrap_or_else(below),
            is_listed: found.mode == PortalMode::Official && found.status.has_portal(),
            changed_at,
        }
    }
}

/// Every portal there is or was.
///
/// # Errors
/// When the database does not answer.
pub async fn portals(state: &AppState) -> ApiResult<Vec<Portal>> {
    let conn = state.db.public();
    let changes: Vec<(Uuid, DateTime<Utc>)> = Entity::find()
        .select_only()
        .column(Column::MunicipalityId)
        .column_as(Column::UpdatedAt.max(), "changed_at")
        .group_by(Column::MunicipalityId)
        .into_tuple()
        .all(conn)
        .await?;
    let changes: HashMap<_, _> = changes.into_iter().collect();
    let rows = municipalities::list(conn, &Filter::default(), None, MOST).await?;
    let with_portal = rows.iter().filter(|row| row.created_on.is_some());
    let portal = |row: &Municipality| Portal::of(state, row, changes.get(&row.id).copied());
    Ok(with_portal.map(portal).collect())
}

/// What one portal published.
///
/// # Errors
/// 404 for an unknown slug and where there is no portal.
pub async fn published(state: &AppState, slug: &str) -> ApiResult<Published> {
    let found = municipalities::by_slug(state, slug).await?;
    let found = found
        .filter(|found| found.status.has_portal())
        .ok_or_else(ApiError::not_found)?;
    let documents: Vec<(String, DateTime<Utc>)> = Entity::find()
        .select_only()
        .columns([Column::Name, Column::UpdatedAt])
        .filter(Column::MunicipalityId.eq(found.id))
        .into_tuple()
        .all(state.db.public())
        .await?;
    let changed_at = documents.iter().map(|(_, at)| *at).max();
    Ok(Published {
        portal: Portal::of(state, &found, changed_at),
        documents,
        depends: DependsOn::from(&[Topic::Tenant(found.id), Topic::Directory]),
    })
}
