//! Queries over officials, the desk's entries and the settings of the register.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, IdenStatic, JoinType,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select, SelectA, SelectB,
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
    told(row, is_in_production)
}

/// The settings, and the official who is visited, where there is one. A desk asks for both with every entry: in one query, as
/// the way to the database and back is most of what each costs.
pub(super) async fn at_desk(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    official: Uuid,
) -> ApiResult<(VisitSettings, Option<official::Model>)> {
    let beside = official::Entity::belongs_to(settings::Entity)
        .from(official::Column::MunicipalityId)
        .to(settings::Column::MunicipalityId)
        .into();
    let production = golive::production(municipality, &REGISTER);
    let mut query = official::Entity::find_by_id((municipality, official))
        .join(JoinType::LeftJoin, beside)
        .select_also(settings::Entity)
        .into_query();
    query.expr_as(production, IS_IN_PRODUCTION);
    let Some(row) = conn.query_one(&query).await? else {
        return Ok((settings(conn, municipality).await?, None));
    };
    let found = official::Model::from_query_result(&row, SelectA.as_str())?;
    let own = settings::Model::from_query_result_optional(&row, SelectB.as_str())?;
    let settings = told(own, row.try_get("", IS_IN_PRODUCTION)?)?;
    Ok((settings, Some(found)))
}

const IS_IN_PRODUCTION: &str = "is_in_production";

fn told(row: Option<settings::Model>, is_in_production: bool) -> ApiResult<VisitSettings> {
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
    let select = without_exit(municipality, is_training, since);
    Ok(select.all(conn).await?)
}

fn without_exit(
    municipality: Uuid,
    is_training: bool,
    since: Option<NaiveDate>,
) -> Select<entry::Entity> {
    let since = since.map(|day| entry::Column::OccurredAt.gte(day_start(day)));
    entry::Entity::find()
        .filter(of_desk(municipality, is_training))
        .filter(entry::Column::ExitedAt.is_null())
        .filter(entry::Column::IsWithdrawn.eq(false))
        .filter(Condition::all().add_option(since))
        .order_by_desc(entry::Column::OccurredAt)
        .order_by_desc(entry::Column::Id)
        .limit(MOST_ENTRIES)
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
    let select = newest_by(municipality, is_training, of, until).limit(most);
    Ok(select.all(conn).await?)
}

fn newest_by(
    municipality: Uuid,
    is_training: bool,
    of: Of<'_>,
    until: DateTime<Utc>,
) -> Select<entry::Entity> {
    let of = match of {
        Of::Visitor(tag) => entry::Column::VisitorTag.eq(tag),
        Of::Entity(tag) => entry::Column::EntityTag.eq(tag),
    };
    entry::Entity::find()
        .filter(of_desk(municipality, is_training))
        .filter(of)
        .filter(entry::Column::IsWithdrawn.eq(false))
        .filter(entry::Column::OccurredAt.lte(until))
        .order_by_desc(entry::Column::OccurredAt)
}

/// Writes what changed of a visit.
pub(super) async fn update_entry(tx: &Tx<'_>, row: entry::ActiveModel) -> ApiResult<()> {
    entry::Entity::update(row).exec(tx.conn()).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use sea_orm::DbBackend;

    use super::*;
    use crate::testing::{Stand, steps};

    /// What a desk asks with every entry must not grow with the visits of its municipality.
    #[tokio::test]
    async fn the_visits_of_a_person_are_found_without_reading_those_of_others() {
        let stand = Stand::new().await;
        let db = &stand.state.db;
        // PostgreSQL plans by what a table holds, and this one holds nothing.
        if db.backend() != DbBackend::Sqlite {
            return;
        }
        let municipality = Uuid::now_v7();
        for (of, index, column) in [
            (Of::Visitor("tag"), "visitor", "visitor_tag"),
            (Of::Entity("tag"), "entity", "entity_tag"),
        ] {
            let select = newest_by(municipality, false, of, stand.now()).limit(20);
            let search = format!(
                "SEARCH visit_entries USING INDEX idx_visit_entries_{index} \
                 (municipality_id=? AND {column}=? AND occurred_at<?)"
            );
            assert_eq!(steps(db, select).await, [search], "nothing is sorted");
        }
        let open = steps(db, without_exit(municipality, false, None)).await;
        let search = "SEARCH visit_entries USING INDEX idx_visit_entries_exit \
                      (municipality_id=? AND exited_at=?)";
        assert!(open.iter().any(|step| step == search), "{open:?}");
    }
}
