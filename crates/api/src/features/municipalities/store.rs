//! Queries over the municipalities, and the few columns that change after they were created.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, LikeExpr};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect,
};
use shared::deadline::{Count, Start};
use shared::features::directory::{MunicipalityKind, PortalStatus};
use shared::features::portal::PortalMode;
use shared::features::portal::lifecycle::term_in;
use shared::text::fold::fold;
use shared::time::lima_date;
use shared::ubigeo::Ubigeo;
use uuid::Uuid;

use super::entity::{ActiveModel, Column, Entity};
use super::{Municipality, known};
use crate::bus::Topic;
use crate::error::{ApiError, ApiResult};
use crate::kit::search;
use crate::reference;
use crate::write::Tx;

/// By id.
pub(crate) async fn find(conn: &impl ConnectionTrait, id: Uuid) -> ApiResult<Option<Municipality>> {
    let row = Entity::find_by_id(id).one(conn).await?;
    row.map(Municipality::try_from).transpose()
}

/// By slug.
pub(crate) async fn find_by_slug(
    conn: &impl ConnectionTrait,
    slug: &str,
) -> ApiResult<Option<Municipality>> {
    let query = Entity::find().filter(Column::Slug.eq(slug));
    let row = query.one(conn).await?;
    row.map(Municipality::try_from).transpose()
}

/// By place and level; populated centres by their name as well.
pub(crate) async fn find_at(
    conn: &impl ConnectionTrait,
    ubigeo: &str,
    kind: MunicipalityKind,
    populated_center: Option<&str>,
) -> ApiResult<Option<Municipality>> {
    let query = Entity::find()
        .filter(Column::Ubigeo.eq(ubigeo))
        .filter(Column::Kind.eq(kind.as_str()))
        .filter(Column::PopulatedCenterKey.eq(populated_center.map(fold).unwrap_or_default()));
    let row = query.one(conn).await?;
    row.map(Municipality::try_from).transpose()
}

/// Which municipalities a list is narrowed to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filter {
    /// Within each of these places.
    pub(crate) within: Vec<Ubigeo>,
    /// Of this level.
    pub(crate) kind: Option<MunicipalityKind>,
    /// As far as this with the portal.
    pub(crate) status: Option<PortalStatus>,
    /// With a term of its state that ended before.
    pub(crate) due_before: Option<DateTime<Utc>>,
    /// With each of these folded words in its name or the names of its place.
    pub(crate) words: Vec<String>,
    /// With a portal, be it served or not.
    pub(crate) has_portal: bool,
    /// One of these.
    pub(crate) among: Option<Vec<Uuid>>,
}

impl Filter {
    fn condition(&self) -> Condition {
        let mut condition = Condition::all()
            .add_option(self.kind.map(|kind| Column::Kind.eq(kind.as_str())))
            .add_option(self.status.map(|status| Column::Status.eq(status.as_str())))
            .add_option(self.due_before.map(|now| Column::StatusDueAt.lt(now)))
            .add_option(self.among.as_ref().map(|ids| Column::Id.is_in(ids.clone())));
        if self.has_portal {
            condition = condition.add(Column::Status.ne(PortalStatus::WithoutPortal.as_str()));
        }
        for place in &self.within {
            // Digits compare alike under every collation.
            condition = condition.add(Column::Ubigeo.between(
                format!("{:0<6}", place.as_str()),
                format!("{:9<6}", place.as_str()),
            ));
        }
        for word in &self.words {
            if let Some(number) = by_number(word) {
                condition = condition.add(number);
                continue;
            }
            let pattern = LikeExpr::new(search::like(word)).escape('\\');
            condition = condition.add(Column::SearchText.like(pattern));
        }
        condition
    }
}

/// What a word finds that is a number: a RUC or the code of a district.
fn by_number(word: &str) -> Option<Expr> {
    let digits = word.bytes().all(|byte| byte.is_ascii_digit());
    match word.len() {
        11 if digits => Some(Column::Ruc.eq(word)),
        6 if digits => Some(Column::Ubigeo.eq(word)),
        _ => None,
    }
}

/// The municipalities that match, in Spanish order of their places, after the key of a row.
pub(crate) async fn list(
    conn: &impl ConnectionTrait,
    filter: &Filter,
    after: Option<&(String, Uuid)>,
    limit: u64,
) -> ApiResult<Vec<Municipality>> {
    let mut query = Entity::find().filter(filter.condition());
    if let Some((sort_key, id)) = after {
        let key = Expr::tuple([Expr::col(Column::SortKey), Expr::col(Column::Id)]);
        query = query.filter(key.gt(Expr::tuple([Expr::val(sort_key), Expr::val(*id)])));
    }
    let query = query
        .order_by_asc(Column::SortKey)
        .order_by_asc(Column::Id)
        .limit(limit);
    let rows = query.all(conn).await?;
    rows.into_iter().map(Municipality::try_from).collect()
}

/// How many municipalities match.
pub(crate) async fn count(conn: &impl ConnectionTrait, filter: &Filter) -> ApiResult<u64> {
    Ok(Entity::find()
        .filter(filter.condition())
        .count(conn)
        .await?)
}

/// When the terms of the states end in which portals are.
pub(crate) async fn due(conn: &impl ConnectionTrait) -> ApiResult<Vec<DateTime<Utc>>> {
    let query = Entity::find()
        .select_only()
        .column(Column::StatusDueAt)
        .filter(Column::StatusDueAt.is_not_null());
    let due: Vec<Option<DateTime<Utc>>> = query.into_tuple().all(conn).await?;
    Ok(due.into_iter().flatten().collect())
}

/// How many municipalities of a department have come how far.
#[derive(Clone, Debug)]
pub(crate) struct Tally {
    /// Two digits, INEI.
    pub(crate) department: String,
    /// How far.
    pub(crate) status: PortalStatus,
    /// How many.
    pub(crate) count: u64,
}

/// The municipalities counted by department and status.
pub(crate) async fn tally(conn: &impl ConnectionTrait) -> ApiResult<Vec<Tally>> {
    let department = Expr::cust("SUBSTR(ubigeo, 1, 2)");
    let rows: Vec<(String, String, i64)> = Entity::find()
        .select_only()
        .column_as(department.clone(), "department")
        .column(Column::Status)
        .column_as(Column::Id.count(), "count")
        .group_by(department)
        .group_by(Column::Status)
        .into_tuple()
        .all(conn)
        .await?;
    let tally = |(department, status, count): (String, String, i64)| {
        Ok(Tally {
            department,
            status: known(&status)?,
            count: u64::try_from(count).unwrap_or(0),
        })
    };
    rows.into_iter().map(tally).collect()
}

/// The days on which portals were created, with how many, oldest first.
pub(crate) async fn created_by_day(
    conn: &impl ConnectionTrait,
) -> ApiResult<Vec<(NaiveDate, u64)>> {
    let rows: Vec<(NaiveDate, i64)> = Entity::find()
        .select_only()
        .column(Column::CreatedOn)
        .column_as(Column::Id.count(), "count")
        .filter(Column::CreatedOn.is_not_null())
        .group_by(Column::CreatedOn)
        .order_by_asc(Column::CreatedOn)
        .into_tuple()
        .all(conn)
        .await?;
    let pair = |(day, count)| (day, u64::try_from(count).unwrap_or(0));
    Ok(rows.into_iter().map(pair).collect())
}

/// Moves a municipality to another state of its portal, from now, with the term of the state. The day of creation is
/// that of its first portal and stays.
///
/// # Errors
/// 404 for an unknown id.
pub(crate) async fn set_status(tx: &mut Tx<'_>, id: Uuid, status: PortalStatus) -> ApiResult<()> {
    let current = existing(tx, id).await?;
    let first = current.created_on.is_none() && status.has_portal();
    let mut row = change(tx, id);
    row.status = Set(status.as_str().to_owned());
    row.status_since = Set(Some(tx.now()));
    row.status_due_at = Set(term_end(tx, &current, status).await?);
    if first {
        row.created_on = Set(Some(lima_date(tx.now())));
    }
    save(tx, id, row).await
}

/// When the term of a state ends that begins now, in the calendar of the municipality.
async fn term_end(
    tx: &Tx<'_>,
    municipality: &Municipality,
    status: PortalStatus,
) -> ApiResult<Option<DateTime<Utc>>> {
    let Some(term) = term_in(status) else {
        return Ok(None);
    };
    let calendar = reference::calendar_of(tx.conn(), municipality).await?;
    let count = Count::new(Start::Instant(tx.now()), term).run(&calendar);
    Ok(Some(count.map_err(ApiError::internal)?.due_at))
}

/// Sets what its pages say they are.
///
/// # Errors
/// 404 for an unknown id.
pub(crate) async fn set_mode(tx: &mut Tx<'_>, id: Uuid, mode: PortalMode) -> ApiResult<()> {
    existing(tx, id).await?;
    let mut row = change(tx, id);
    row.mode = Set(mode.as_str().to_owned());
    save(tx, id, row).await
}

/// Gives it a domain of its own, or takes it back.
///
/// # Errors
/// 404 for an unknown id, 409 when another one has the domain.
pub(crate) async fn set_domain(tx: &mut Tx<'_>, id: Uuid, domain: Option<&str>) -> ApiResult<()> {
    existing(tx, id).await?;
    let mut row = change(tx, id);
    row.domain = Set(domain.map(str::to_ascii_lowercase));
    save(tx, id, row).await
}

/// Sets the file of its coat of arms.
///
/// # Errors
/// 404 for an unknown id.
pub(crate) async fn set_coat_of_arms(
    tx: &mut Tx<'_>,
    id: Uuid,
    file: Option<Uuid>,
) -> ApiResult<()> {
    existing(tx, id).await?;
    let mut row = change(tx, id);
    row.coat_of_arms_file = Set(file);
    save(tx, id, row).await
}

async fn existing(tx: &Tx<'_>, id: Uuid) -> ApiResult<Municipality> {
    find(tx.conn(), id).await?.ok_or_else(ApiError::not_found)
}

fn change(tx: &Tx<'_>, id: Uuid) -> ActiveModel {
    ActiveModel {
        id: Set(id),
        updated_at: Set(tx.now()),
        ..Default::default()
    }
}

async fn save(tx: &mut Tx<'_>, id: Uuid, row: ActiveModel) -> ApiResult<()> {
    Entity::update(row).exec(tx.conn()).await?;
    tx.touch(Topic::Directory);
    tx.touch(Topic::Tenant(id));
    Ok(())
}
