//! The end of incidents: their term runs from the day they were closed.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use shared::features::privacy::IncidentState;
use uuid::Uuid;

use super::entity::{Column, Entity};
use crate::error::ApiResult;
use crate::write::personal_value;

/// Incidents that were closed up to an instant and still tell what happened, but for those under a hold: how many of
/// each municipality.
pub(crate) async fn closed_before(
    conn: &impl ConnectionTrait,
    cutoff: DateTime<Utc>,
    held: &[Uuid],
) -> ApiResult<BTreeMap<Uuid, u64>> {
    let owners: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::MunicipalityId)
        .filter(closed(cutoff, held))
        .into_tuple()
        .all(conn)
        .await?;
    let mut counts = BTreeMap::new();
    for owner in owners {
        *counts.entry(owner).or_insert(0) += 1;
    }
    Ok(counts)
}

/// Disposes of the closed incidents of a municipality: of what people wrote in them only, or of all there is. What the
/// journal committed to can then no longer be opened.
pub(crate) async fn dispose(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    cutoff: DateTime<Utc>,
    held: &[Uuid],
    personal_only: bool,
) -> ApiResult<u64> {
    let own = closed(cutoff, held).add(Column::MunicipalityId.eq(municipality));
    let ids: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(own)
        .into_tuple()
        .all(conn)
        .await?;
    personal_value::Entity::delete_many()
        .filter(personal_value::Column::MunicipalityId.eq(municipality))
        .filter(personal_value::Column::SubjectId.is_in(ids.clone()))
        .exec(conn)
        .await?;
    let these = Condition::all()
        .add(Column::MunicipalityId.eq(municipality))
        .add(Column::Id.is_in(ids));
    if !personal_only {
        let gone = Entity::delete_many().filter(these).exec(conn).await?;
        return Ok(gone.rows_affected);
    }
    let blanked = Entity::update_many()
        .col_expr(Column::Title, Expr::val(""))
        .col_expr(Column::Description, Expr::val(""))
        .col_expr(Column::Measures, Expr::val(""))
        .col_expr(Column::PeopleMeans, Expr::val(None::<String>))
        .col_expr(Column::Conclusion, Expr::val(None::<String>))
        .filter(these)
        .exec(conn)
        .await?;
    Ok(blanked.rows_affected)
}

fn closed(cutoff: DateTime<Utc>, held: &[Uuid]) -> Condition {
    Condition::all()
        .add(Column::State.eq(IncidentState::Closed.as_str()))
        .add(Column::ClosedAt.lte(cutoff))
        .add(Column::Description.ne(""))
        .add(Column::Id.is_not_in(held.to_vec()))
}
