//! Lists: pages, counts, and the pieces of a download.

use chrono::{DateTime, Utc};
use sea_orm::DbBackend;
use shared::registers::{Column, Query, Register};

use super::builder::{Builder, builder, matching};
use super::{Param, Scope, Statement, columns, key};
use crate::error::ApiResult;
use crate::keys::Vault;

/// A register as it stood at one moment, whatever is written while it is read piece by piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Frozen {
    /// The moment.
    pub(crate) at: DateTime<Utc>,
    /// The last row that was there when the reading began. A write that was under way then carries an earlier moment and is
    /// left out all the same, so that no record is read twice or not at all.
    pub(crate) last: i64,
}

/// A page and one record more.
pub(crate) fn list(
    register: &'static Register,
    backend: DbBackend,
    vault: &Vault,
    query: &Query,
    scope: Scope,
) -> ApiResult<Statement> {
    let builder = matching(register, backend, vault, query, scope)?;
    page_of(builder, register, query)
}

/// One page of what the statement finds, and one record more.
fn page_of(
    mut builder: Builder<'_>,
    register: &'static Register,
    query: &Query,
) -> ApiResult<Statement> {
    let key = key(query.order);
    builder.after(query, &key)?;
    let direction = if query.order.descending {
        "DESC"
    } else {
        "ASC"
    };
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

/// The last row there is.
pub(crate) fn last(register: &'static Register, backend: DbBackend, vault: &Vault) -> Statement {
    builder(register, backend, vault).statement("max(p.n)", "")
}

/// A piece of a download, and one record more. `with` names columns without which a record is left out.
pub(crate) fn chunk(
    register: &'static Register,
    backend: DbBackend,
    vault: &Vault,
    (query, scope, frozen): (&Query, Scope, Frozen),
    with: &[&str],
) -> ApiResult<Statement> {
    let mut builder = builder(register, backend, vault);
    builder.narrowed(query, scope)?;
    builder.frozen(frozen);
    let there = with.iter().map(|name| format!("p.{name} IS NOT NULL"));
    builder.conditions.extend(there);
    page_of(builder, register, query)
}

/// How many records a download has; those without one of the columns of `without`, where it names any.
pub(crate) fn count(
    register: &'static Register,
    backend: DbBackend,
    vault: &Vault,
    (query, scope, frozen): (&Query, Scope, Frozen),
    without: &[&str],
) -> ApiResult<Statement> {
    let mut builder = builder(register, backend, vault);
    builder.narrowed(query, scope)?;
    builder.frozen(frozen);
    if !without.is_empty() {
        let missing = without.iter().map(|name| format!("p.{name} IS NULL"));
        let missing = missing.collect::<Vec<_>>().join(" OR ");
        builder.conditions.push(format!("({missing})"));
    }
    Ok(builder.statement("count(*)", ""))
}
