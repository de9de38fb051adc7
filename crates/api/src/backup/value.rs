//! One value of a row as JSON, and back, without loss on either engine.

use anyhow::Context;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use sea_orm::{DbBackend, QueryResult, TryGetable};
use serde_json::Value;
use uuid::Uuid;

use crate::db::catalog::{Column, Kind, quoted};

/// The column as it is selected: PostgreSQL's numbers in their widest form.
pub(super) fn selected(column: &Column, backend: DbBackend) -> String {
    let name = quoted(&column.name);
    match (backend, column.kind) {
        (DbBackend::Postgres, Kind::Int) => format!("CAST({name} AS bigint)"),
        (DbBackend::Postgres, Kind::Float) => format!("CAST({name} AS double precision)"),
        _ => name,
    }
}

/// The column as it is sorted by: bytes on both engines.
pub(super) fn sorted(column: &Column, backend: DbBackend) -> String {
    let name = quoted(&column.name);
    match (backend, column.kind) {
        (DbBackend::Postgres, Kind::Text) => format!("{name} COLLATE \"C\""),
        _ => name,
    }
}

/// Reads a value.
pub(super) fn read(row: &QueryResult, index: usize, kind: Kind) -> anyhow::Result<Value> {
    let get = Cell { row, index };
    Ok(match kind {
        Kind::Uuid => get.map(|id: Uuid| id.to_string())?,
        Kind::Bytes => get.map(|bytes: Vec<u8>| STANDARD.encode(bytes))?,
        Kind::Timestamp => {
            get.map(|at: DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::Micros, true))?
        }
        Kind::Date => get.map(|day: NaiveDate| day.to_string())?,
        Kind::Bool => get.map(|value: bool| value)?,
        Kind::Int => get.map(|value: i64| value)?,
        // Text, because readers of JSON do not agree on the last bit.
        Kind::Float => get.map(|value: f64| format!("{value:?}"))?,
        Kind::Json => get.map(|value: Value| value.to_string())?,
        Kind::Text => get.map(|value: String| value)?,
    })
}

struct Cell<'a> {
    row: &'a QueryResult,
    index: usize,
}

impl Cell<'_> {
    fn map<T: TryGetable, V: Into<Value>>(&self, write: impl Fn(T) -> V) -> anyhow::Result<Value> {
        let value: Option<T> = self.row.try_get_by_index(self.index)?;
        Ok(value.map_or(Value::Null, |value| write(value).into()))
    }
}

/// A value to bind, typed also when it is null.
pub(super) fn bind(value: &Value, kind: Kind) -> anyhow::Result<sea_orm::Value> {
    let parsed = match kind {
        Kind::Uuid => text(value)?.map(str::parse::<Uuid>).transpose()?.into(),
        Kind::Bytes => text(value)?
            .map(|text| STANDARD.decode(text))
            .transpose()?
            .into(),
        Kind::Timestamp => text(value)?
            .map(str::parse::<DateTime<Utc>>)
            .transpose()?
            .into(),
        Kind::Date => text(value)?
            .map(str::parse::<NaiveDate>)
            .transpose()?
            .into(),
        Kind::Bool => some(value, Value::as_bool)?.into(),
        Kind::Int => some(value, Value::as_i64)?.into(),
        Kind::Float => text(value)?.map(str::parse::<f64>).transpose()?.into(),
        Kind::Json => text(value)?
            .map(serde_json::from_str::<Value>)
            .transpose()?
            .into(),
        Kind::Text => text(value)?.map(str::to_owned).into(),
    };
    Ok(parsed)
}

fn some<'a, T>(
    value: &'a Value,
    read: impl Fn(&'a Value) -> Option<T>,
) -> anyhow::Result<Option<T>> {
    if value.is_null() {
        return Ok(None);
    }
    let read = read(value).with_context(|| format!("un valor no es de su tipo: {value}"))?;
    Ok(Some(read))
}

fn text(value: &Value) -> anyhow::Result<Option<&str>> {
    some(value, Value::as_str)
}
