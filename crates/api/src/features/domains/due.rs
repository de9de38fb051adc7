//! What of the domains waits: to be activated by an operator, to be renewed by a municipality.

use chrono::{Days, NaiveDate};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};
use shared::features::domains::DomainState;
use uuid::Uuid;

use super::entity::domain;
use crate::error::ApiResult;
use crate::features::today::NOTICE_DAYS;

/// Days on which the domains that serve are renewed, of one municipality or of all, up to thirty days ahead; some may have
/// passed.
pub(crate) async fn renewals(
    conn: &impl ConnectionTrait,
    municipality: Option<Uuid>,
    today: NaiveDate,
) -> ApiResult<Vec<NaiveDate>> {
    let mut query = domain::Entity::find()
        .filter(domain::Column::State.eq(DomainState::Active.as_str()))
        .filter(domain::Column::RenewsOn.lte(today + Days::new(NOTICE_DAYS)));
    if let Some(id) = municipality {
        query = query.filter(domain::Column::MunicipalityId.eq(id));
    }
    let rows = query.all(conn).await?;
    Ok(rows.into_iter().filter_map(|row| row.renews_on).collect())
}

/// How many domains were verified and wait for an operator.
pub(crate) async fn to_activate(conn: &impl ConnectionTrait) -> ApiResult<u64> {
    let query =
        domain::Entity::find().filter(domain::Column::State.eq(DomainState::Verified.as_str()));
    Ok(query.count(conn).await?)
}
