//! Queries over officials, the desk's entries and the settings of the register.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use shared::features::interests::answers::DEFAULT_ANSWER_DAYS;
use shared::features::visits::REGISTER;
use shared::features::visits::clock::DEFAULT_LIMIT_MINUTES;
use shared::features::visits::settings::VisitSettings;
use shared::kit::page::{Page, PageQuery};
use shared::time::{day_start, next_day};
use uuid::Uuid;

use super::entity::{entry, official, settings};
use crate::error::{ApiError, ApiResult};
use crate::features::golive;
use crate::kit::page;
use crate::write::Tx;

/// Officials of one municipality that a desk may choose from.
const MOST_OFFICIALS: u64 = 2_000;
/// Visits of a day, or without an exit, that a desk is shown.
const MOST_ENTRIES: u64 = 500;

/// The settings of a municipality; those of everybody while it has none.
pub(super) async fn settings(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
) -> ApiResult<VisitSettings> {
    let is_in_production = golive::in_production(conn, municipality, &REGISTER).await?;
    let row = settings::Entity::find_by_id(municipality).one(conn).await?;
    let Some(row) = row else {
        return Ok(VisitSettings {
            limit_minutes: DEFAULT_LIMIT_MINUTES,
            places: Vec::new(),
            gates: Vec::new(),
            is_full_document: false,
            is_in_production,
            answer_days: DEFAULT_ANSWER_DAYS,
            updated_at: None,
        });
    };
    Ok(VisitSettings {
        limit_minutes: u16::try_from(row.limit_minutes).map_err(ApiError::internal)?,
        places: serde_json::from_str(&row.places)?,
        gates: serde_json::from_str(&row.gates)?,
        is_full_document: row.is_full_document,
        is_in_production,
        answer_days: u16::try_from(row.answer_days).map_err(ApiError::internal)?,
        updated_at: Some(row.updated_at),
    })
}

/// Replaces the settings.
pub(super) async fn save_settings(
    tx: &Tx<'_>,
    municipality: Uuid,
    value: &VisitSettings,
) -> ApiResult<()> {
    let row = settings::ActiveModel {
        municipality_id: Set(municipality),
        limit_minutes: Set(i64::from(value.limit_minutes)),
        places: Set(serde_json::to_string(&value.places)?),
        gates: Set(serde_json::to_string(&value.gates)?),
        is_full_document: Set(value.is_full_document),
        answer_days: Set(i64::from(value.answer_days)),
        updated_at: Set(tx.now()),
    };
    let replace = OnConflict::column(settings::Column::MunicipalityId)
        .update_columns([
            settings::Column::LimitMinutes,
            settings::Column::Places,
            settings::Column::Gates,
            settings::Column::IsFullDocument,
            settings::Column::AnswerDays,
            settings::Column::UpdatedAt,
        ])
        .to_owned();
    settings::Entity::insert(row)
        .on_conflict(replace)
        .exec_without_returning(tx.conn())
        .await?;
    Ok(())
}

fn in_force(day: NaiveDate) -> Condition {
    let not_over = Condition::any()
        .add(official::Column::ValidTo.is_null())
        .add(official::Column::ValidTo.gte(day));
    Condition::all()
        .add(official::Column::ValidFrom.lte(day))
        .add(not_over)
}

/// An official of a municipality.
///
/// # Errors
/// 404 where there is none.
pub(super) async fn official(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    id: Uuid,
) -> ApiResult<official::Model> {
    let row = official::Entity::find_by_id((municipality, id));
    row.one(conn).await?.ok_or_else(ApiError::not_found)
}

/// Officials of a municipality, in no order.
pub(super) async fn officials_of(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    ids: Vec<Uuid>,
) -> ApiResult<Vec<official::Model>> {
    let select = official::Entity::find()
        .filter(official::Column::MunicipalityId.eq(municipality))
        .filter(official::Column::Id.is_in(ids));
    Ok(select.all(conn).await?)
}

/// A page of officials, the last one entered first.
pub(super) async fn officials(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    words: &[String],
    on: Option<NaiveDate>,
    query: &PageQuery,
) -> ApiResult<Page<official::Model>> {
    let mut select = official::Entity::find()
        .filter(official::Column::MunicipalityId.eq(municipality))
        .filter(Condition::all().add_option(on.map(in_force)));
    for word in words {
        select = select.filter(official::Column::SearchText.contains(word));
    }
    page::newest(conn, select, official::Column::Id, |row| row.id, query).await
}

/// Those who can be visited on a day, by name.
pub(super) async fn officials_on(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    day: NaiveDate,
) -> ApiResult<Vec<official::Model>> {
    let select = official::Entity::find()
        .filter(official::Column::MunicipalityId.eq(municipality))
        .filter(in_force(day))
        .order_by_asc(official::Column::SearchText)
        .limit(MOST_OFFICIALS);
    Ok(select.all(conn).await?)
}

/// The posts in which a person was, is or will be.
pub(super) async fn posts_of(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    tag: &str,
) -> ApiResult<Vec<official::Model>> {
    let select = official::Entity::find()
        .filter(official::Column::MunicipalityId.eq(municipality))
        .filter(official::Column::DocumentTag.eq(tag));
    Ok(select.all(conn).await?)
}

/// What the desk knows of a visit.
///
/// # Errors
/// 404 where it was not recorded at a desk of this municipality.
pub(super) async fn entry(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    id: Uuid,
) -> ApiResult<entry::Model> {
    let row = entry::Entity::find_by_id((municipality, id));
    row.one(conn).await?.ok_or_else(ApiError::not_found)
}

fn of_desk(municipality: Uuid, is_training: bool) -> Condition {
    Condition::all()
        .add(entry::Column::MunicipalityId.eq(municipality))
        .add(entry::Column::IsTraining.eq(is_training))
}

/// The visits of a day, the last one first.
pub(super) async fn entries_of(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    is_training: bool,
    day: NaiveDate,
) -> ApiResult<Vec<entry::Model>> {
    let select = entry::Entity::find()
        .filter(of_desk(municipality, is_training))
        .filter(entry::Column::OccurredAt.gte(day_start(day)))
        .filter(entry::Column::OccurredAt.lt(day_start(next_day(day))))
        .order_by_desc(entry::Column::OccurredAt)
        .order_by_desc(entry::Column::Id)
        .limit(MOST_ENTRIES);
    Ok(select.all(conn).await?)
}

/// The visits that came together, whoever leads the group first.
pub(super) async fn entries_in_group(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    group: Uuid,
) -> ApiResult<Vec<entry::Model>> {
    let leader = entry::Entity::find_by_id((municipality, group));
    let Some(leader) = leader.one(conn).await? else {
        return Ok(Vec::new());
    };
    let select = entry::Entity::find()
        .filter(of_desk(municipality, leader.is_training))
        .filter(entry::Column::OccurredAt.eq(leader.occurred_at))
        .filter(entry::Column::GroupId.eq(group))
        .order_by_asc(entry::Column::Id);
    Ok(select.all(conn).await?)
}

/// The visits without an exit, the last one first; since a day, or of all days.
pub(super) async fn open_entries(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    is_training: bool,
    since: Option<NaiveDate>,
) -> ApiResult<Vec<entry::Model>> {
    let since = since.map(|day| entry::Column::OccurredAt.gte(day_start(day)));
    let select = entry::Entity::find()
        .filter(of_desk(municipality, is_training))
        .filter(entry::Column::ExitedAt.is_null())
        .filter(entry::Column::IsWithdrawn.eq(false))
        .filter(Condition::all().add_option(since))
        .order_by_desc(entry::Column::OccurredAt)
        .order_by_desc(entry::Column::Id)
        .limit(MOST_ENTRIES);
    Ok(select.all(conn).await?)
}

/// Which visits a document or a RUC leads to.
#[derive(Clone, Copy, Debug)]
pub(super) enum Of<'a> {
    /// Those of a person.
    Visitor(&'a str),
    /// Those made for an entity.
    Entity(&'a str),
}

/// The newest visits of a person or an entity, up to a moment.
pub(super) async fn entries_by(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    is_training: bool,
    of: Of<'_>,
    until: DateTime<Utc>,
    most: u64,
) -> ApiResult<Vec<entry::Model>> {
    let of = match of {
        Of::Visitor(tag) => entry::Column::VisitorTag.eq(tag),
        Of::Entity(tag) => entry::Column::EntityTag.eq(tag),
    };
    let select = entry::Entity::find()
        .filter(of_desk(municipality, is_training))
        .filter(of)
        .filter(entry::Column::IsWithdrawn.eq(false))
        .filter(entry::Column::OccurredAt.lte(until))
        .order_by_desc(entry::Column::OccurredAt)
        .limit(most);
    Ok(select.all(conn).await?)
}

/// Writes what changed of a visit.
pub(super) async fn update_entry(tx: &Tx<'_>, row: entry::ActiveModel) -> ApiResult<()> {
    entry::Entity::update(row).exec(tx.conn()).await?;
    Ok(())
}
