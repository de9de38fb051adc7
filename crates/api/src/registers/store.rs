//! The rows of versions: the private one of every version, the public one of what is published.

use chrono::{DateTime, SecondsFormat, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter};
use shared::merkle::hash::Hash;
use shared::registers::{Act, Register, Value};
use uuid::Uuid;

use super::projection::Published;
use super::tree::statement;
use crate::error::{ApiError, ApiResult};

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
    }

    impl ActiveModelBehavior for ActiveModel {}
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
    let found = version::Entity::find()
        .filter(version::Column::MunicipalityId.eq(municipality))
        .filter(version::Column::Register.eq(register.id))
        .filter(version::Column::Id.is_in(ids))
        .filter(version::Column::RecordedTo.is_null());
    Ok(found.all(conn).await?)
}

/// Ends the version of a record that counted until now.
pub(super) async fn supersede(
    conn: &DatabaseTransaction,
    register: &Register,
    before: &version::Model,
    now: DateTime<Utc>,
) -> ApiResult<()> {
    let row = version::ActiveModel {
        municipality_id: Set(before.municipality_id),
        register: Set(before.register.clone()),
        id: Set(before.id),
        version: Set(before.version),
        recorded_to: Set(Some(now)),
        ..Default::default()
    };
    version::Entity::update(row).exec(conn).await?;
    let sql = format!(
        "UPDATE {} SET recorded_to = $1 WHERE municipality_id = $2 AND id = $3 AND recorded_to IS NULL",
        register.table()
    );
    let values = [
        instant(now).into(),
        before.municipality_id.into(),
        before.id.into(),
    ];
    conn.execute_raw(statement(conn, &sql, values)).await?;
    Ok(())
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
    pub(super) leaf: u64,
    pub(super) digest: Hash,
    pub(super) ordinal: String,
}

/// Publishes a version.
pub(super) async fn project(
    conn: &DatabaseTransaction,
    register: &Register,
    row: PublicRow<'_>,
    published: Published,
) -> ApiResult<()> {
    let mut names = vec![
        "municipality_id".to_owned(),
        "id".to_owned(),
        "version".to_owned(),
        "recorded_from".to_owned(),
        "act".to_owned(),
        "act_reason".to_owned(),
        "batch_id".to_owned(),
        "leaf".to_owned(),
        "digest".to_owned(),
        "proof".to_owned(),
        "ordinal".to_owned(),
        "search".to_owned(),
    ];
    let mut values: Vec<sea_orm::Value> = vec![
        row.municipality.into(),
        row.id.into(),
        row.version.into(),
        row.recorded_from.to_owned().into(),
        row.act.as_str().into(),
        row.act_reason.map(str::to_owned).into(),
        row.batch.into(),
        i64::try_from(row.leaf).map_err(ApiError::internal)?.into(),
        row.digest.to_string().into(),
        serde_json::to_string(&published.proof)?.into(),
        row.ordinal.into(),
        published.search.into(),
    ];
    for (name, value) in published.columns {
        // A column that has no value is left out, so that the type of nothing need not be told.
        match value {
            Value::Null => continue,
            Value::Number(number) => values.push(number.into()),
            Value::Text(text) => values.push(text.into()),
        }
        names.push(name);
    }
    let places: Vec<_> = (1..=values.len())
        .map(|place| format!("${place}"))
        .collect();
    let sql = format!(
        "INSERT INTO {} ({}) VALUES ({})",
        register.table(),
        names.join(", "),
        places.join(", ")
    );
    conn.execute_raw(statement(conn, &sql, values)).await?;
    Ok(())
}

/// An instant as projections keep it: all of the same length, so that texts sort as instants do.
pub(crate) fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Micros, true)
}
