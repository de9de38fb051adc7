//! The only queries over decision capacities, questions to officials and whose activity each is.

use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    Statement,
};
use shared::features::interests::AGENDA;
use shared::features::interests::answers::AnswerState;
use shared::kit::page::{Page, PageQuery};
use shared::registers::Act;
use shared::time::next_day;
use uuid::Uuid;

use super::entity::{answer, capacity, item};
use crate::error::{ApiError, ApiResult};
use crate::http::token;
use crate::kit::page;

/// Capacities in force that a form offers.
const MOST_CAPACITIES: u64 = 2_000;
/// Activities that a list of the staff shows.
const MOST_ITEMS: u64 = 500;

fn in_force(day: NaiveDate) -> Condition {
    let not_over = Condition::any()
        .add(capacity::Column::ValidTo.is_null())
        .add(capacity::Column::ValidTo.gte(day));
    Condition::all()
        .add(capacity::Column::ValidFrom.lte(day))
        .add(not_over)
}

/// A capacity of a municipality.
///
/// # Errors
/// 404 where there is none.
pub(super) async fn capacity(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    id: Uuid,
) -> ApiResult<capacity::Model> {
    let row = capacity::Entity::find_by_id((municipality, id));
    row.one(conn).await?.ok_or_else(ApiError::not_found)
}

/// A page of capacities, the last one entered first.
pub(super) async fn capacities(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    on: Option<NaiveDate>,
    query: &PageQuery,
) -> ApiResult<Page<capacity::Model>> {
    let select = capacity::Entity::find()
        .filter(capacity::Column::MunicipalityId.eq(municipality))
        .filter(Condition::all().add_option(on.map(in_force)));
    page::newest(conn, select, capacity::Column::Id, |row| row.id, query).await
}

/// Those in force on a day.
pub(super) async fn capacities_on(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    day: NaiveDate,
) -> ApiResult<Vec<capacity::Model>> {
    let select = capacity::Entity::find()
        .filter(capacity::Column::MunicipalityId.eq(municipality))
        .filter(in_force(day))
        .order_by_asc(capacity::Column::Id)
        .limit(MOST_CAPACITIES);
    Ok(select.all(conn).await?)
}

/// Those in force on whichever day.
pub(super) async fn all_capacities(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
) -> ApiResult<Vec<capacity::Model>> {
    let select = capacity::Entity::find().filter(capacity::Column::MunicipalityId.eq(municipality));
    Ok(select.all(conn).await?)
}

/// The officials who have the capacity on a day.
pub(crate) async fn deciding(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    day: NaiveDate,
) -> ApiResult<HashSet<Uuid>> {
    let rows = capacities_on(conn, municipality, day).await?;
    Ok(rows.into_iter().map(|row| row.official_id).collect())
}

/// All that an official in his post had, has or will have.
pub(super) async fn capacities_of(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    official: Uuid,
) -> ApiResult<Vec<capacity::Model>> {
    let select = capacity::Entity::find()
        .filter(capacity::Column::MunicipalityId.eq(municipality))
        .filter(capacity::Column::OfficialId.eq(official));
    Ok(select.all(conn).await?)
}

/// The question that a link asks, whichever municipality's.
pub(super) async fn by_token(
    conn: &impl ConnectionTrait,
    link: &str,
) -> ApiResult<Option<answer::Model>> {
    let query = answer::Entity::find().filter(answer::Column::TokenHash.eq(token::digest(link)));
    Ok(query.one(conn).await?)
}

/// The question about an act.
///
/// # Errors
/// 404 where there is none.
pub(super) async fn answer(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    act: Uuid,
) -> ApiResult<answer::Model> {
    let row = answer::Entity::find_by_id((municipality, act));
    row.one(conn).await?.ok_or_else(ApiError::not_found)
}

/// Questions of all municipalities whose term is over, the oldest first.
pub(super) async fn overdue(
    conn: &impl ConnectionTrait,
    now: DateTime<Utc>,
    most: u64,
) -> ApiResult<Vec<answer::Model>> {
    let query = answer::Entity::find()
        .filter(answer::Column::State.eq(AnswerState::Waiting.as_str()))
        .filter(answer::Column::DueAt.lt(now))
        .order_by_asc(answer::Column::DueAt)
        .limit(most);
    Ok(query.all(conn).await?)
}

/// Whose activity it is.
pub(super) async fn item(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    id: Uuid,
) -> ApiResult<Option<item::Model>> {
    Ok(item::Entity::find_by_id((municipality, id))
        .one(conn)
        .await?)
}

/// The activities from a day on, or to another one, in their order. Those that came by a file are nobody's here.
pub(super) async fn items_between(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    from: NaiveDate,
    to: Option<NaiveDate>,
) -> ApiResult<Vec<item::Model>> {
    let until = to.map_or_else(|| "9999".to_owned(), |day| next_day(day).to_string());
    let sql = format!(
        "SELECT id FROM {} WHERE municipality_id = $1 AND ordinal >= $2 AND ordinal < $3
            AND recorded_to IS NULL AND act <> $4 ORDER BY ordinal, n LIMIT {MOST_ITEMS}",
        AGENDA.table()
    );
    let values = [
        municipality.into(),
        from.to_string().into(),
        until.into(),
        Act::Withdrawn.as_str().into(),
    ];
    let statement = Statement::from_sql_and_values(conn.get_database_backend(), sql, values);
    let rows = conn.query_all_raw(statement).await?;
    let ids = rows.iter().map(|row| row.try_get_by_index::<Uuid>(0));
    let ids: Vec<_> = ids.collect::<Result<_, _>>()?;
    let known = item::Entity::find()
        .filter(item::Column::MunicipalityId.eq(municipality))
        .filter(item::Column::Id.is_in(ids.iter().copied()));
    let mut known = known.all(conn).await?;
    let place = |id: Uuid| ids.iter().position(|other| *other == id);
    known.sort_by_key(|row| place(row.id));
    Ok(known)
}
