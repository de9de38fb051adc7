//! Queries over domains and their payments.

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use shared::features::domains::{DomainState, PaymentState};
use shared::kit::page::{Page, PageQuery};
use uuid::Uuid;

use super::entity::{domain, payment};
use crate::error::{ApiError, ApiResult};
use crate::kit::page;

/// The domain of a municipality, the last one where it had several.
pub(super) async fn latest(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
) -> ApiResult<Option<domain::Model>> {
    let query = domain::Entity::find()
        .filter(domain::Column::MunicipalityId.eq(municipality))
        .order_by_desc(domain::Column::Id);
    Ok(query.one(conn).await?)
}

/// The domain of a municipality that is neither refused nor given up.
///
/// # Errors
/// 404 where there is none.
pub(super) async fn current(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
) -> ApiResult<domain::Model> {
    let query = domain::Entity::find()
        .filter(domain::Column::MunicipalityId.eq(municipality))
        .filter(domain::Column::CurrentOf.eq(municipality));
    query.one(conn).await?.ok_or_else(ApiError::not_found)
}

/// A domain of any municipality.
///
/// # Errors
/// 404 where there is none.
pub(super) async fn find(conn: &impl ConnectionTrait, id: Uuid) -> ApiResult<domain::Model> {
    let query = domain::Entity::find().filter(domain::Column::Id.eq(id));
    query.one(conn).await?.ok_or_else(ApiError::not_found)
}

/// The domains of all municipalities, newest first, before an id.
pub(super) async fn list(
    conn: &impl ConnectionTrait,
    state: Option<DomainState>,
    query: &PageQuery,
) -> ApiResult<Page<domain::Model>> {
    let in_state = state.map(|state| domain::Column::State.eq(state.as_str()));
    let select = domain::Entity::find().filter(Condition::all().add_option(in_state));
    page::newest(conn, select, domain::Column::Id, |row| row.id, query).await
}

/// The ids of the domains in these states.
pub(super) async fn in_states(
    conn: &impl ConnectionTrait,
    states: &[DomainState],
) -> ApiResult<Vec<Uuid>> {
    let codes = states.iter().map(|state| state.as_str());
    let rows = domain::Entity::find()
        .select_only()
        .column(domain::Column::Id)
        .filter(domain::Column::State.is_in(codes))
        .order_by_asc(domain::Column::Id);
    Ok(rows.into_tuple().all(conn).await?)
}

/// The ids of the domains in service whose renewal is on or before a day.
pub(super) async fn renewing_by(
    conn: &impl ConnectionTrait,
    day: NaiveDate,
) -> ApiResult<Vec<Uuid>> {
    let rows = domain::Entity::find()
        .select_only()
        .column(domain::Column::Id)
        .filter(domain::Column::State.eq(DomainState::Active.as_str()))
        .filter(domain::Column::RenewsOn.lte(day))
        .order_by_asc(domain::Column::Id);
    Ok(rows.into_tuple().all(conn).await?)
}

/// The payments of a domain, newest first.
pub(super) async fn payments(
    conn: &impl ConnectionTrait,
    row: &domain::Model,
) -> ApiResult<Vec<payment::Model>> {
    let query = payment::Entity::find()
        .filter(payment::Column::MunicipalityId.eq(row.municipality_id))
        .filter(payment::Column::DomainId.eq(row.id))
        .order_by_desc(payment::Column::Id);
    Ok(query.all(conn).await?)
}

/// A payment of a domain.
///
/// # Errors
/// 404 where the domain has no such payment.
pub(super) async fn payment(
    conn: &impl ConnectionTrait,
    row: &domain::Model,
    id: Uuid,
) -> ApiResult<payment::Model> {
    let query = payment::Entity::find_by_id((row.municipality_id, id))
        .filter(payment::Column::DomainId.eq(row.id));
    query.one(conn).await?.ok_or_else(ApiError::not_found)
}

/// How many payments of a domain wait for an operator.
pub(super) async fn pending(conn: &impl ConnectionTrait, row: &domain::Model) -> ApiResult<u64> {
    let query = payment::Entity::find()
        .filter(payment::Column::MunicipalityId.eq(row.municipality_id))
        .filter(payment::Column::DomainId.eq(row.id))
        .filter(payment::Column::State.eq(PaymentState::Pending.as_str()));
    Ok(query.count(conn).await?)
}
