//! Queries over grants.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use shared::access::Role;
use uuid::Uuid;

use super::entity as grant;
use crate::error::{ApiError, ApiResult};

/// A role in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Held {
    /// Where, or the platform.
    pub(crate) municipality: Uuid,
    /// Which.
    pub(crate) role: Role,
    /// The rubro, for an officer of one.
    pub(crate) theme: Option<String>,
}

/// The condition under which a grant counts on a day.
pub(super) fn in_force(day: NaiveDate) -> Condition {
    let not_over = Condition::any()
        .add(grant::Column::EndsOn.is_null())
        .add(grant::Column::EndsOn.gte(day));
    Condition::all()
        .add(grant::Column::EndedAt.is_null())
        .add(grant::Column::StartsOn.lte(day))
        .add(not_over)
}

/// What a person holds on a day, everywhere, the oldest grant first.
pub(crate) async fn held_by(
    conn: &impl ConnectionTrait,
    account: Uuid,
    day: NaiveDate,
) -> ApiResult<Vec<Held>> {
    let rows = grant::Entity::find()
        .filter(grant::Column::AccountId.eq(account))
        .filter(in_force(day))
        .order_by_asc(grant::Column::CreatedAt)
        .order_by_asc(grant::Column::Id)
        .all(conn)
        .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Held {
                municipality: row.municipality_id,
                role: role(&row.role)?,
                theme: row.theme,
            })
        })
        .collect()
}

/// The role behind a stored code.
pub(super) fn role(code: &str) -> ApiResult<Role> {
    Role::from_code(code).ok_or_else(|| ApiError::internal(anyhow::anyhow!("role «{code}»")))
}
