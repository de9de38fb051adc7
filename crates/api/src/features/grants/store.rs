//! Queries over grants.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
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
            })
        })
        .collect()
}

/// Roles that wait for a person or are in force, for his invitation.
pub(crate) async fn awaiting(
    conn: &impl ConnectionTrait,
    account: Uuid,
    day: NaiveDate,
) -> ApiResult<Vec<Role>> {
    let rows = grant::Entity::find()
        .filter(grant::Column::AccountId.eq(account))
        .filter(grant::Column::EndedAt.is_null())
        .order_by_asc(grant::Column::CreatedAt)
        .all(conn)
        .await?;
    let alive = rows
        .iter()
        .filter(|row| row.ends_on.is_none_or(|ends| day <= ends));
    alive.map(|row| role(&row.role)).collect()
}

/// The municipalities a person works for or will.
pub(crate) async fn places_of(conn: &impl ConnectionTrait, account: Uuid) -> ApiResult<Vec<Uuid>> {
    let rows = grant::Entity::find()
        .filter(grant::Column::AccountId.eq(account))
        .filter(grant::Column::EndedAt.is_null())
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(|row| row.municipality_id).collect())
}

/// The persons of a municipality who hold nothing elsewhere on a day nor later: without it they have no role at all.
pub(crate) async fn only_here(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    day: NaiveDate,
) -> ApiResult<BTreeSet<Uuid>> {
    let here: Vec<Uuid> = grant::Entity::find()
        .select_only()
        .column(grant::Column::AccountId)
        .filter(grant::Column::MunicipalityId.eq(municipality))
        .into_tuple()
        .all(conn)
        .await?;
    let not_over = Condition::any()
        .add(grant::Column::EndsOn.is_null())
        .add(grant::Column::EndsOn.gte(day));
    let elsewhere: Vec<Uuid> = grant::Entity::find()
        .select_only()
        .column(grant::Column::AccountId)
        .filter(grant::Column::MunicipalityId.ne(municipality))
        .filter(grant::Column::AccountId.is_in(here.clone()))
        .filter(grant::Column::EndedAt.is_null())
        .filter(not_over)
        .into_tuple()
        .all(conn)
        .await?;
    let mut only: BTreeSet<Uuid> = here.into_iter().collect();
    only.retain(|account| !elsewhere.contains(account));
    Ok(only)
}

/// Whether a role was given in a municipality by the document in this file. That of an administrator whom the platform
/// named is the platform's.
pub(crate) async fn is_resolution(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    file: Uuid,
) -> ApiResult<bool> {
    let rows = grant::Entity::find()
        .filter(grant::Column::MunicipalityId.eq(municipality))
        .filter(grant::Column::ResolutionFileId.eq(file));
    Ok(rows.count(conn).await? > 0)
}

/// A grant of a municipality.
pub(super) async fn find(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    id: Uuid,
) -> ApiResult<Option<grant::Model>> {
    let query =
        grant::Entity::find_by_id(id).filter(grant::Column::MunicipalityId.eq(municipality));
    Ok(query.one(conn).await?)
}

/// All grants of a municipality, the last one first.
pub(super) async fn all(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
) -> ApiResult<Vec<grant::Model>> {
    let query = grant::Entity::find()
        .filter(grant::Column::MunicipalityId.eq(municipality))
        .order_by_desc(grant::Column::Id);
    Ok(query.all(conn).await?)
}

/// Grants of a municipality that no act has ended; some may have lapsed or not begun.
pub(super) async fn unended(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
) -> ApiResult<Vec<grant::Model>> {
    let query = grant::Entity::find()
        .filter(grant::Column::MunicipalityId.eq(municipality))
        .filter(grant::Column::EndedAt.is_null())
        .order_by_asc(grant::Column::Id);
    Ok(query.all(conn).await?)
}

/// As [`unended`], of one role.
pub(super) async fn unended_of_role(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    role: Role,
) -> ApiResult<Vec<grant::Model>> {
    let rows = unended(conn, municipality).await?;
    Ok(rows
        .into_iter()
        .filter(|row| row.role == role.code())
        .collect())
}

/// The accounts that hold a role in a municipality on a day.
pub(crate) async fn holders(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    role: Role,
    day: NaiveDate,
) -> ApiResult<Vec<Uuid>> {
    let rows = grant::Entity::find()
        .filter(grant::Column::MunicipalityId.eq(municipality))
        .filter(grant::Column::Role.eq(role.code()))
        .filter(in_force(day))
        .order_by_asc(grant::Column::Id)
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(|row| row.account_id).collect())
}

/// The role behind a stored code.
pub(super) fn role(code: &str) -> ApiResult<Role> {
    Role::from_code(code).ok_or_else(|| ApiError::internal(anyhow::anyhow!("role «{code}»")))
}

/// How many grants of a municipality have not been ended, of one role or of all.
pub(crate) async fn unended_count(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    role: Option<Role>,
) -> ApiResult<u64> {
    let mut query = grant::Entity::find()
        .filter(grant::Column::MunicipalityId.eq(municipality))
        .filter(grant::Column::EndedAt.is_null());
    if let Some(role) = role {
        query = query.filter(grant::Column::Role.eq(role.code()));
    }
    Ok(query.count(conn).await?)
}
