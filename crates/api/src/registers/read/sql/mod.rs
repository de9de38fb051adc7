//! Queries over a projection as SQL that both engines understand, apart from the search for words.

mod builder;
mod changes;
mod list;
mod points;
mod quality;
mod record;
mod statistic;

use serde::{Deserialize, Serialize};
use shared::registers::{Column, Order, Register, Value};
use uuid::Uuid;

use crate::error::ApiResult;
use crate::kit::page;
use crate::registers::projection::is_tagged;

pub(crate) use changes::{Between, Span, batches, changes, latest};
pub(crate) use list::{Frozen, chunk, count, facet, last, list, total};
pub(crate) use points::{by_owner, placed, points};
pub(crate) use quality::{counted, lateness, quality};
pub(crate) use record::{history, newest, one, versions};
pub(crate) use statistic::{left_out, statistic};

/// A value for a place of a statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Param {
    /// An identifier.
    Uuid(Uuid),
    /// A text.
    Text(String),
    /// A number.
    Number(i64),
}

/// A statement with its values.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Statement {
    pub(crate) sql: String,
    pub(crate) params: Vec<Param>,
}

/// Of whom a register is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// One municipality.
    Tenant(Uuid),
    /// All of them.
    All,
}

/// Where a page begins: the place in the order of the last record before it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Cursor {
    /// Ordered by a text.
    Text(String, i64),
    /// Ordered by a number.
    Number(i64, i64),
}

/// The columns that stand before those of the register in every row, and their places.
const HEAD: [&str; 10] = [
    "n",
    "id",
    "municipality_id",
    "version",
    "recorded_from",
    "act",
    "leaf",
    "digest",
    "KEY",
    "erased",
];

/// Where columns stand in a row.
pub(in crate::registers) mod place {
    pub(in crate::registers) const N: usize = 0;
    pub(in crate::registers) const ID: usize = 1;
    pub(in crate::registers) const MUNICIPALITY: usize = 2;
    pub(in crate::registers) const VERSION: usize = 3;
    pub(in crate::registers) const RECORDED_FROM: usize = 4;
    pub(in crate::registers) const ACT: usize = 5;
    pub(in crate::registers) const LEAF: usize = 6;
    pub(in crate::registers) const DIGEST: usize = 7;
    /// By which the list is ordered.
    pub(in crate::registers) const KEY: usize = 8;
    /// That personal values were erased.
    pub(in crate::registers) const ERASED: usize = 9;
    /// The first of the register's own.
    pub(in crate::registers) const OWN: usize = 10;
}

/// A column of the register and where it stands in a row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Placed {
    /// The column.
    pub(crate) column: &'static Column,
    /// Its place.
    pub(crate) at: usize,
    /// The place of its link tag, where it has one.
    pub(crate) tag: Option<usize>,
}

/// The register's own columns in a row, in their order.
pub(crate) fn places(register: &'static Register) -> Vec<Placed> {
    let mut next = place::OWN;
    let placed = register.public_columns().map(|column| {
        let at = next;
        let tag = is_tagged(column).then_some(at + 1);
        next = tag.unwrap_or(at) + 1;
        Placed { column, at, tag }
    });
    placed.collect()
}

/// Where a row ends: the place of what a statement reads beside it.
pub(crate) fn width(register: &'static Register) -> usize {
    let tags = register.public_columns().filter(|column| is_tagged(column));
    place::OWN + register.public_columns().count() + tags.count()
}

/// The columns of a row: those of every register, then its own with their tags.
fn columns(register: &'static Register, key: &str) -> String {
    columns_of("p", register, &format!("p.{key}"))
}

/// The same of the table that a statement calls so; the key as it stands in SQL.
fn columns_of(table: &str, register: &'static Register, key: &str) -> String {
    let head = HEAD.map(str::to_owned);
    let own = register.public_columns().flat_map(|column| {
        let tag = is_tagged(column).then(|| format!("{}_tag", column.name));
        std::iter::once(column.name.to_owned()).chain(tag)
    });
    let all = head.into_iter().chain(own).map(|name| match name.as_str() {
        "KEY" => key.to_owned(),
        name => format!("{table}.{name}"),
    });
    all.collect::<Vec<_>>().join(", ")
}

fn key(order: Order) -> String {
    order
        .column
        .map_or_else(|| "ordinal".to_owned(), |column| format!("{column}_key"))
}

/// The cursor behind a row, from its key and its number.
pub(super) fn cursor(key: Value, n: i64) -> ApiResult<String> {
    match key {
        Value::Number(number) => page::encode(&Cursor::Number(number, n)),
        other => page::encode(&Cursor::Text(other.to_string(), n)),
    }
}

/// Whether a list is ordered by a number.
pub(super) fn orders_by_number(register: &Register, order: Order) -> bool {
    let column = order.column.and_then(|name| register.column(name));
    column.is_some_and(|column| column.kind.is_number())
}
