//! Queries over a projection as SQL that both engines understand, apart from the search for words.

use chrono::{DateTime, Utc};
use sea_orm::DbBackend;
use serde::{Deserialize, Serialize};
use shared::registers::{Column, Order, Query, Register, Test, Value};
use uuid::Uuid;

use crate::error::ApiResult;
use crate::keys::Vault;
use crate::kit::page;
use crate::registers::projection::{is_tagged, tag, tenant_word};
use crate::registers::store::instant;

/// A value for a place of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Param {
    /// An identifier.
    Uuid(Uuid),
    /// A text.
    Text(String),
    /// A number.
    Number(i64),
}

/// A statement with its values.
#[derive(Clone, Debug)]
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
const HEAD: [&str; 9] = [
    "n",
    "id",
    "municipality_id",
    "version",
    "recorded_from",
    "act",
    "leaf",
    "digest",
    "KEY",
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
    /// The first of the register's own.
    pub(in crate::registers) const OWN: usize = 9;
}

/// A statement while it is written.
struct Builder<'a> {
    register: &'static Register,
    backend: DbBackend,
    vault: &'a Vault,
    conditions: Vec<String>,
    params: Vec<Param>,
}

impl Builder<'_> {
    fn place(&mut self, param: Param) -> String {
        let cast = matches!(param, Param::Uuid(_)) && self.backend == DbBackend::Postgres;
        self.params.push(param);
        let place = self.params.len();
        if cast {
            format!("${place}::uuid")
        } else {
            format!("${place}")
        }
    }

    fn scoped(&mut self, scope: Scope) {
        if let Scope::Tenant(id) = scope {
            let place = self.place(Param::Uuid(id));
            self.conditions.push(format!("p.municipality_id = {place}"));
        }
    }

    /// The versions that count, now or then, without those that say that a record counts no longer.
    fn counting(&mut self, as_of: Option<DateTime<Utc>>) {
        match as_of {
            None => self.conditions.push("p.recorded_to IS NULL".to_owned()),
            Some(at) => {
                let place = self.place(Param::Text(instant(at)));
                self.conditions.push(format!(
                    "p.recorded_from <= {place} AND (p.recorded_to IS NULL OR p.recorded_to > {place})"
                ));
            }
        }
        self.conditions.push("p.act <> 'withdrawn'".to_owned());
    }

    /// Every word of the search, the last as its beginning.
    fn searched(&mut self, query: &Query, scope: Scope) {
        let words: Vec<&str> = query
            .search
            .split(' ')
            .filter(|word| !word.is_empty())
            .collect();
        if words.is_empty() {
            return;
        }
        let table = self.register.table();
        if query.as_of.is_some() {
            // The index of words knows the versions of now only.
            for word in words {
                let place = self.place(Param::Text(format!(" {word}")));
                let found = match self.backend {
                    DbBackend::Sqlite => format!("instr(p.search, {place}) > 0"),
                    _ => format!("strpos(p.search, {place}) > 0"),
                };
                self.conditions.push(found);
            }
            return;
        }
        let tenant = match scope {
            Scope::Tenant(id) => Some(tenant_word(id)),
            Scope::All => None,
        };
        let condition = if self.backend == DbBackend::Sqlite {
            let tenant = tenant.iter().map(|word| format!("\"{word}\""));
            let words = words.iter().map(|word| format!("\"{word}\" *"));
            let place = self.place(Param::Text(
                tenant.chain(words).collect::<Vec<_>>().join(" AND "),
            ));
            format!("p.n IN (SELECT rowid FROM {table}_words WHERE {table}_words MATCH {place})")
        } else {
            let tenant = tenant.iter().map(|word| format!("'{word}'"));
            let words = words.iter().map(|word| format!("'{word}':*"));
            let place = self.place(Param::Text(
                tenant.chain(words).collect::<Vec<_>>().join(" & "),
            ));
            format!("p.words @@ to_tsquery('simple', {place})")
        };
        self.conditions.push(condition);
    }

    fn filtered(&mut self, query: &Query) -> ApiResult<()> {
        for filter in &query.filters {
            let Some(column) = self.register.column(filter.column) else {
                continue;
            };
            match &filter.test {
                Test::Is(values) => self.any_of(column, values)?,
                Test::Between(low, high) => self.between(column, low.as_ref(), high.as_ref()),
                Test::Contains(text) => {
                    let place = self.place(Param::Text(text.clone()));
                    let name = column.name;
                    self.conditions.push(match self.backend {
                        DbBackend::Sqlite => format!("instr(p.{name}_fold, {place}) > 0"),
                        _ => format!("strpos(p.{name}_fold, {place}) > 0"),
                    });
                }
            }
        }
        Ok(())
    }

    fn any_of(&mut self, column: &Column, values: &[Value]) -> ApiResult<()> {
        let tagged = is_tagged(column);
        let mut places = Vec::new();
        for value in values {
            let param = match value {
                Value::Null => continue,
                Value::Number(number) => Param::Number(*number),
                // A tag as the list shows it, or the number itself of whoever knows it.
                Value::Text(text) if tagged && !is_tag(text) => {
                    Param::Text(tag(self.vault, column, text)?)
                }
                Value::Text(text) => Param::Text(text.clone()),
            };
            places.push(self.place(param));
        }
        let name = if tagged {
            format!("{}_tag", column.name)
        } else {
            column.name.to_owned()
        };
        self.conditions
            .push(format!("p.{name} IN ({})", places.join(", ")));
        Ok(())
    }

    fn between(&mut self, column: &Column, low: Option<&Value>, high: Option<&Value>) {
        let is_order = column.name == self.register.date();
        let name = if is_order { "ordinal" } else { column.name };
        if let Some(low) = low.and_then(param) {
            let place = self.place(low);
            self.conditions.push(format!("p.{name} >= {place}"));
        }
        if let Some(high) = high.and_then(param) {
            // All of the last day: what follows its date in the order begins with a sign below «U».
            let (high, sign) = match high {
                Param::Text(text) if is_order => (Param::Text(format!("{text}U")), "<"),
                other => (other, "<="),
            };
            let place = self.place(high);
            self.conditions.push(format!("p.{name} {sign} {place}"));
        }
    }

    fn statement(self, head: &str, tail: &str) -> Statement {
        let conditions = if self.conditions.is_empty() {
            String::new()
        } else {
            format!(" WHERE {}", self.conditions.join(" AND "))
        };
        Statement {
            sql: format!(
                "SELECT {head} FROM {} p{conditions}{tail}",
                self.register.table()
            ),
            params: self.params,
        }
    }
}

fn builder<'a>(register: &'static Register, backend: DbBackend, vault: &'a Vault) -> Builder<'a> {
    Builder {
        register,
        backend,
        vault,
        conditions: Vec::new(),
        params: Vec::new(),
    }
}

fn matching<'a>(
    register: &'static Register,
    backend: DbBackend,
    vault: &'a Vault,
    query: &Query,
    scope: Scope,
) -> ApiResult<Builder<'a>> {
    let mut builder = builder(register, backend, vault);
    builder.scoped(scope);
    builder.searched(query, scope);
    builder.filtered(query)?;
    builder.counting(query.as_of);
    Ok(builder)
}

/// A page and one record more.
pub(crate) fn list(
    register: &'static Register,
    backend: DbBackend,
    vault: &Vault,
    query: &Query,
    scope: Scope,
) -> ApiResult<Statement> {
    let mut builder = matching(register, backend, vault, query, scope)?;
    let key = key(query.order);
    let (sign, direction) = if query.order.descending {
        ("<", "DESC")
    } else {
        (">", "ASC")
    };
    if let Some(cursor) = &query.cursor {
        let (value, n) = match page::decode::<Cursor>(cursor)? {
            Cursor::Text(text, n) => (Param::Text(text), n),
            Cursor::Number(number, n) => (Param::Number(number), n),
        };
        let value = builder.place(value);
        let n = builder.place(Param::Number(n));
        builder
            .conditions
            .push(format!("(p.{key}, p.n) {sign} ({value}, {n})"));
    }
    let limit = builder.place(Param::Number(i64::from(query.limit) + 1));
    let tail = format!(" ORDER BY p.{key} {direction}, p.n {direction} LIMIT {limit}");
    let head = columns(register, &key);
    Ok(builder.statement(&head, &tail))
}

/// How many match.
pub(crate) fn total(
    register: &'static Register,
    backend: DbBackend,
    vault: &Vault,
    query: &Query,
    scope: Scope,
) -> ApiResult<Statement> {
    let builder = matching(register, backend, vault, query, scope)?;
    Ok(builder.statement("count(*)", ""))
}

/// How often each value of a column occurs, the most frequent first.
pub(crate) fn facet(
    register: &'static Register,
    backend: DbBackend,
    vault: &Vault,
    query: &Query,
    scope: Scope,
    column: &Column,
) -> ApiResult<Statement> {
    let builder = matching(register, backend, vault, query, scope)?;
    let name = column.name;
    let tail = format!(" GROUP BY p.{name} ORDER BY 2 DESC, 1 LIMIT 20");
    Ok(builder.statement(&format!("p.{name}, count(*)"), &tail))
}

/// A record as it stands, or stood.
pub(crate) fn one(
    register: &'static Register,
    backend: DbBackend,
    vault: &Vault,
    scope: Scope,
    id: Uuid,
    as_of: Option<DateTime<Utc>>,
) -> Statement {
    let mut builder = builder(register, backend, vault);
    builder.scoped(scope);
    let place = builder.place(Param::Uuid(id));
    builder.conditions.push(format!("p.id = {place}"));
    match as_of {
        None => builder.conditions.push("p.recorded_to IS NULL".to_owned()),
        Some(at) => {
            let place = builder.place(Param::Text(instant(at)));
            builder.conditions.push(format!(
                "p.recorded_from <= {place} AND (p.recorded_to IS NULL OR p.recorded_to > {place})"
            ));
        }
    }
    let head = columns(register, "ordinal");
    builder.statement(&head, "")
}

/// When a version was published last.
pub(crate) fn newest(
    register: &'static Register,
    backend: DbBackend,
    vault: &Vault,
    scope: Scope,
) -> Statement {
    let mut builder = builder(register, backend, vault);
    builder.scoped(scope);
    builder.statement("max(p.recorded_from)", "")
}

/// Every version of a record, the first one first, with what proves it.
pub(crate) fn history(
    register: &'static Register,
    backend: DbBackend,
    vault: &Vault,
    scope: Scope,
    id: Uuid,
) -> Statement {
    let mut builder = builder(register, backend, vault);
    builder.scoped(scope);
    let place = builder.place(Param::Uuid(id));
    builder.conditions.push(format!("p.id = {place}"));
    let head = format!(
        "{}, p.recorded_to, p.act_reason, p.proof",
        columns(register, "ordinal")
    );
    builder.statement(&head, " ORDER BY p.version")
}

/// The columns of a row: those of every register, then its own with their tags.
fn columns(register: &'static Register, key: &str) -> String {
    let head = HEAD.map(|name| if name == "KEY" { key } else { name }.to_owned());
    let own = register.public_columns().flat_map(|column| {
        let tag = is_tagged(column).then(|| format!("{}_tag", column.name));
        std::iter::once(column.name.to_owned()).chain(tag)
    });
    let all = head.into_iter().chain(own).map(|name| format!("p.{name}"));
    all.collect::<Vec<_>>().join(", ")
}

fn key(order: Order) -> String {
    order
        .column
        .map_or_else(|| "ordinal".to_owned(), |column| format!("{column}_key"))
}

fn param(value: &Value) -> Option<Param> {
    match value {
        Value::Null => None,
        Value::Number(number) => Some(Param::Number(*number)),
        Value::Text(text) => Some(Param::Text(text.clone())),
    }
}

/// Whether a text is a link tag and not a number of a document.
fn is_tag(text: &str) -> bool {
    text.len() == 24 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
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
