//! The rows of versions: the private one of every version, the public one of what is published.

use std::fmt::Write as _;

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QueryTrait,
    Select,
};
use shared::journal::entry::micros_text;
use shared::merkle::hash::Hash;
use shared::registers::{Act, Register, Value};
use uuid::Uuid;

use super::projection::Published;
use super::tree::statement;
use crate::error::{ApiError, ApiResult};
use crate::write::Conn;

/// Records that one statement names.
const RECORDS: usize = 500;

pub(crate) mod version {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "register_versions")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub municipality_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub register: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub version: i64,
        pub recorded_from: DateTimeUtc,
        pub recorded_to: Option<DateTimeUtc>,
        pub act: String,
        #[sea_orm(column_type = "Text", nullable)]
        pub act_reason: Option<String>,
        pub is_published: bool,
        pub leaf: Option<i64>,
        pub batch_id: Option<Uuid>,
        pub recorded_by: Option<Uuid>,
        pub device_at: Option<DateTimeUtc>,
        #[sea_orm(column_type = "Text")]
        pub natural_key: String,
        #[sea_orm(column_type = "Text")]
        pub body: String,
        #[sea_orm(column_type = "Text", nullable)]
        pub commitments: Option<String>,
        #[sea_orm(column_type = "Text", nullable)]
        pub erased: Option<String>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Since when the rows of a batch are public; nothing while they are being written.
pub(crate) mod batch {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "public_batches")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub municipality_id: Uuid,
        #[sea_orm(column_type = "Text")]
        pub register: String,
        #[sea_orm(column_type = "Text", nullable)]
        pub visible_from: Option<String>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// That a version is of no batch that is still being written.
fn settled() -> Condition {
    let pending = Query::select()
        .column(batch::Column::Id)
        .from(batch::Entity)
        .and_where(batch::Column::VisibleFrom.is_null())
        .to_owned();
    Condition::any()
        .add(version::Column::BatchId.is_null())
        .add(version::Column::BatchId.not_in_subquery(pending))
}

/// The version of a record that counts now.
///
/// # Errors
/// 404 when there is no such record.
pub(crate) async fn current(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    register: &Register,
    id: Uuid,
) -> ApiResult<version::Model> {
    let found = version::Entity::find()
        .filter(version::Column::MunicipalityId.eq(municipality))
        .filter(version::Column::Register.eq(register.id))
        .filter(version::Column::Id.eq(id))
        .filter(version::Column::RecordedTo.is_null())
        .filter(settled())
        .one(conn)
        .await?;
    found.ok_or_else(ApiError::not_found)
}

/// The versions of several records that count now, in no order.
pub(crate) async fn current_of(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    register: &Register,
    ids: Vec<Uuid>,
) -> ApiResult<Vec<version::Model>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let found = version::Entity::find()
        .filter(version::Column::MunicipalityId.eq(municipality))
        .filter(version::Column::Register.eq(register.id))
        .filter(version::Column::Id.is_in(ids))
        .filter(version::Column::RecordedTo.is_null())
        .filter(settled());
    Ok(found.all(conn).await?)
}

/// The versions that count now of records with one of these keys ([`key_tag`](super::projection::key_tag)), by their numbers.
pub(super) async fn with_keys(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    register: &Register,
    keys: impl IntoIterator<Item = String>,
) -> ApiResult<Vec<version::Model>> {
    let mut found = keyed(municipality, register, keys).all(conn).await?;
    // Sorted here: asked for the order, SQLite reads the whole register by its numbers and not the few by their keys.
    found.sort_by_key(|row| row.id);
    Ok(found)
}

/// What [`with_keys`] asks.
pub(super) fn keyed(
    municipality: Uuid,
    register: &Register,
    keys: impl IntoIterator<Item = String>,
) -> Select<version::Entity> {
    version::Entity::find()
        .filter(version::Column::MunicipalityId.eq(municipality))
        .filter(version::Column::Register.eq(register.id))
        .filter(version::Column::NaturalKey.is_in(keys))
        .filter(version::Column::RecordedTo.is_null())
        .filter(version::Column::Act.ne(Act::Withdrawn.as_str()))
        .filter(settled())
}

/// Ends the versions of records that counted until now.
pub(super) async fn supersede(
    conn: &Conn<'_>,
    register: &Register,
    municipality: Uuid,
    records: &[Uuid],
    now: DateTime<Utc>,
) -> ApiResult<()> {
    for records in records.chunks(RECORDS) {
        version::Entity::update_many()
            .col_expr(version::Column::RecordedTo, Expr::value(Some(now)))
            .filter(version::Column::MunicipalityId.eq(municipality))
            .filter(version::Column::Register.eq(register.id))
            .filter(version::Column::Id.is_in(records.iter().copied()))
            .filter(version::Column::RecordedTo.is_null())
            .exec(conn)
            .await?;
        let places: Vec<_> = (3..records.len() + 3).map(|at| format!("${at}")).collect();
        let sql = format!(
            "UPDATE {} SET recorded_to = $1 WHERE municipality_id = $2 AND recorded_to IS NULL AND id IN ({})",
            register.table(),
            places.join(", ")
        );
        let mut values: Vec<sea_orm::Value> = vec![instant(now).into(), municipality.into()];
        values.extend(records.iter().map(|id| sea_orm::Value::from(*id)));
        conn.execute_raw(statement(conn, &sql, values)).await?;
    }
    Ok(())
}

/// Stores versions, private, each with the place of its leaf where it has one.
pub(super) async fn insert(
    conn: &Conn<'_>,
    rows: &[(&version::Model, Option<i64>)],
) -> ApiResult<()> {
    conn.rows_later("register_versions", rows, |rows| {
        let rows = rows.iter().map(|(row, leaf)| {
            let mut row = version::ActiveModel::from((*row).clone());
            row.leaf = Set(*leaf);
            row
        });
        Ok(version::Entity::insert_many(rows).build(conn.backend()))
    })
    .await
}

/// What stands in the public row beside the columns of the register.
pub(super) struct PublicRow<'a> {
    pub(super) municipality: Uuid,
    pub(super) id: Uuid,
    pub(super) version: i64,
    pub(super) recorded_from: &'a str,
    pub(super) act: Act,
    pub(super) act_reason: Option<&'a str>,
    pub(super) batch: Option<Uuid>,
    pub(super) leaf: i64,
    pub(super) digest: Hash,
    pub(super) ordinal: &'a str,
    pub(super) erased: Option<&'a str>,
}

/// Columns that every row of a projection has beside those of its register.
const COMMON: [&str; 13] = [
    "municipality_id",
    "id",
    "version",
    "recorded_from",
    "act",
    "act_reason",
    "batch_id",
    "leaf",
    "digest",
    "proof",
    "ordinal",
    "search",
    "erased",
];

/// Publishes versions.
pub(super) async fn project(
    conn: &Conn<'_>,
    register: &Register,
    rows: &[(PublicRow<'_>, &Published)],
) -> ApiResult<()> {
    let Some((_, first)) = rows.first() else {
        return Ok(());
    };
    let own = first.columns.iter().map(|(name, _)| name.as_str());
    let names: Vec<&str> = COMMON.into_iter().chain(own).collect();
    conn.rows_later(&register.table(), rows, |rows| {
        let mut values: Vec<sea_orm::Value> = Vec::with_capacity(rows.len() * names.len());
        let (table, names) = (register.table(), names.join(", "));
        let mut sql = format!("INSERT INTO {table} ({names}) VALUES ");
        for (row, published) in rows {
            sql.push_str(if values.is_empty() { "(" } else { ", (" });
            let from = values.len() + 1;
            common(&mut values, row, published)?;
            let own = published.columns.iter();
            values.extend(own.map(|(name, value)| typed(register, name, value)));
            for at in from..=values.len() {
                let comma = if at == from { "" } else { ", " };
                // Writing into a text does not fail.
                let _ = write!(sql, "{comma}${at}");
            }
            sql.push(')');
        }
        Ok(statement(conn, &sql, values))
    })
    .await
}

fn common(
    values: &mut Vec<sea_orm::Value>,
    row: &PublicRow<'_>,
    published: &Published,
) -> ApiResult<()> {
    let all: [sea_orm::Value; COMMON.len()] = [
        row.municipality.into(),
        row.id.into(),
        row.version.into(),
        row.recorded_from.to_owned().into(),
        row.act.as_str().into(),
        row.act_reason.map(str::to_owned).into(),
        row.batch.into(),
        row.leaf.into(),
        row.digest.to_string().into(),
        serde_json::to_string(&published.proof)?.into(),
        row.ordinal.to_owned().into(),
        published.search.clone().into(),
        row.erased.map(str::to_owned).into(),
    ];
    values.extend(all);
    Ok(())
}

/// Puts other values into the columns of a version that is published, and another text by which it is found; its leaf and
/// its digest stay what they are.
pub(super) async fn republish(
    conn: &Conn<'_>,
    register: &Register,
    (municipality, id, number): (Uuid, Uuid, i64),
    (columns, search): (&[(String, Value)], String),
    (proof, erased): (String, &str),
) -> ApiResult<()> {
    let mut values: Vec<sea_orm::Value> = vec![
        municipality.into(),
        id.into(),
        number.into(),
        search.into(),
        proof.into(),
        erased.to_owned().into(),
    ];
    let mut sets = vec!["search = $4".to_owned(), "proof = $5".to_owned()];
    sets.push("erased = $6".to_owned());
    for (name, value) in columns {
        values.push(typed(register, name, value));
        sets.push(format!("{name} = ${}", values.len()));
    }
    let sql = format!(
        "UPDATE {} SET {} WHERE municipality_id = $1 AND id = $2 AND version = $3",
        register.table(),
        sets.join(", ")
    );
    conn.execute_raw(statement(conn, &sql, values)).await?;
    Ok(())
}

/// What proves a version that is published.
pub(super) async fn proof(
    conn: &Conn<'_>,
    register: &Register,
    (municipality, id, number): (Uuid, Uuid, i64),
) -> ApiResult<String> {
    let sql = format!(
        "SELECT proof FROM {} WHERE municipality_id = $1 AND id = $2 AND version = $3",
        register.table()
    );
    let values = [municipality.into(), id.into(), number.into()];
    let row = conn.query_one_raw(statement(conn, &sql, values)).await?;
    let row = row.ok_or_else(ApiError::not_found)?;
    Ok(row.try_get_by_index(0)?)
}

/// Every version of a record, the first one first.
pub(super) async fn all_of(
    conn: &impl ConnectionTrait,
    register: &Register,
    municipality: Uuid,
    id: Uuid,
) -> ApiResult<Vec<version::Model>> {
    let found = version::Entity::find()
        .filter(version::Column::MunicipalityId.eq(municipality))
        .filter(version::Column::Register.eq(register.id))
        .filter(version::Column::Id.eq(id))
        .order_by_asc(version::Column::Version);
    Ok(found.all(conn).await?)
}

/// A value with the type of its column, which PostgreSQL wants to know also of nothing.
fn typed(register: &Register, name: &str, value: &Value) -> sea_orm::Value {
    let is_number = || register.column(name).is_some_and(|it| it.kind.is_number());
    match value {
        Value::Number(number) => (*number).into(),
        Value::Text(text) => text.clone().into(),
        Value::Null if is_number() => None::<i64>.into(),
        Value::Null => None::<String>.into(),
    }
}

/// An instant as projections keep it: all of the same length, so that texts sort as instants do.
pub(crate) fn instant(at: DateTime<Utc>) -> String {
    micros_text(at)
}
