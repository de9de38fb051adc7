//! Times during which a portal is not served, and the notice that neighbours read meanwhile.

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use shared::features::directory::PortalStatus;
use shared::features::platform::SuspensionOut;
use uuid::Uuid;

use super::known;
use crate::error::ApiResult;
use crate::write::{PublicView, Tx};

/// Name of the published notice.
pub(super) const DOCUMENT: &str = "suspension";

pub(super) mod row {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "portal_suspensions")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub municipality_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub previous_status: String,
        pub began_at: DateTimeUtc,
        pub began_by: Uuid,
        pub reason: String,
        pub resolution_number: String,
        pub resolution_date: Date,
        pub ended_at: Option<DateTimeUtc>,
        pub end_reason: Option<String>,
        pub end_resolution_number: Option<String>,
        pub end_resolution_date: Option<Date>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What is published of a suspension while it lasts.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Notice {
    pub(super) since: chrono::DateTime<chrono::Utc>,
    pub(super) reason: String,
    pub(super) resolution_number: String,
    pub(super) resolution_date: chrono::NaiveDate,
}

impl PublicView for Notice {}

/// The suspensions of a municipality, the last one first.
pub(super) async fn of(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
) -> ApiResult<Vec<row::Model>> {
    let query = row::Entity::find()
        .filter(row::Column::MunicipalityId.eq(municipality))
        .order_by_desc(row::Column::Id);
    Ok(query.all(conn).await?)
}

/// The suspension that lasts.
pub(super) async fn current(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
) -> ApiResult<Option<row::Model>> {
    let query = row::Entity::find()
        .filter(row::Column::MunicipalityId.eq(municipality))
        .filter(row::Column::EndedAt.is_null())
        .order_by_desc(row::Column::Id);
    Ok(query.one(conn).await?)
}

/// Changes what a suspended portal returns to: its domain may lapse, or be handed over, meanwhile.
///
/// # Errors
/// When the database does not answer. A portal that is not suspended stays as it is.
pub(crate) async fn return_to(
    tx: &Tx<'_>,
    municipality: Uuid,
    status: PortalStatus,
) -> ApiResult<()> {
    let Some(open) = current(tx.conn(), municipality).await? else {
        return Ok(());
    };
    let changed = row::ActiveModel {
        municipality_id: Set(open.municipality_id),
        id: Set(open.id),
        previous_status: Set(status.as_str().to_owned()),
        ..Default::default()
    };
    row::Entity::update(changed).exec(tx.conn()).await?;
    Ok(())
}

/// The row as operators see it.
pub(super) fn view(row: row::Model) -> ApiResult<SuspensionOut> {
    Ok(SuspensionOut {
        id: row.id,
        previous_status: known(&row.previous_status)?,
        began_at: row.began_at,
        reason: row.reason,
        resolution_number: row.resolution_number,
        resolution_date: row.resolution_date,
        ended_at: row.ended_at,
        end_reason: row.end_reason,
        end_resolution_number: row.end_resolution_number,
        end_resolution_date: row.end_resolution_date,
    })
}
