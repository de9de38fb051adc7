//! What changed in a register, and when.

use chrono::{DateTime, Utc};
use sea_orm::DbBackend;
use shared::registers::Register;

use super::builder::builder;
use super::{Param, Scope, Statement, columns, columns_of};
use crate::keys::Vault;
use crate::registers::store::instant;

/// Two moments, the first one left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    /// The earlier one.
    pub(crate) from: DateTime<Utc>,
    /// The later one.
    pub(crate) to: DateTime<Utc>,
}

/// The records that stand otherwise at the second moment than at the first, in the order in which they came to stand so: the
/// version of then and its reason, and the version of the first moment, which may be missing. What came and went between
/// the two is no difference.
pub(crate) fn changes(
    register: &'static Register,
    backend: DbBackend,
    vault: &Vault,
    (scope, span): (Scope, Span),
    after: Option<(&str, i64)>,
    limit: u32,
) -> Statement {
    let mut builder = builder(register, backend, vault);
    // First, since the other table stands before the conditions.
    let from = builder.place(Param::Text(instant(span.from)));
    builder.scoped(scope);
    let to = builder.place(Param::Text(instant(span.to)));
    builder.conditions.push(format!(
        "p.recorded_from <= {to} AND p.recorded_from > {from}
         AND (p.recorded_to IS NULL OR p.recorded_to > {to})
         AND (p.act <> 'withdrawn' OR b.act <> 'withdrawn')"
    ));
    if let Some((at, n)) = after {
        let at = builder.place(Param::Text(at.to_owned()));
        let n = builder.place(Param::Number(n));
        builder
            .conditions
            .push(format!("(p.recorded_from, p.n) > ({at}, {n})"));
    }
    let limit = builder.place(Param::Number(i64::from(limit) + 1));
    let head = format!(
        "{}, p.act_reason, {}",
        columns(register, "recorded_from"),
        columns_of("b", register, "recorded_from")
    );
    let before = format!(
        " LEFT JOIN {} b ON b.municipality_id = p.municipality_id AND b.id = p.id
            AND b.recorded_from <= {from} AND (b.recorded_to IS NULL OR b.recorded_to > {from})",
        register.table()
    );
    let tail = format!(" ORDER BY p.recorded_from, p.n LIMIT {limit}");
    builder.joined(&head, &before, &tail)
}

/// The newest versions with their reasons, the newest first.
pub(crate) fn latest(
    register: &'static Register,
    backend: DbBackend,
    vault: &Vault,
    scope: Scope,
    limit: u32,
) -> Statement {
    let mut builder = builder(register, backend, vault);
    builder.scoped(scope);
    let limit = builder.place(Param::Number(i64::from(limit)));
    let head = format!("{}, p.act_reason", columns(register, "recorded_from"));
    let tail = format!(" ORDER BY p.recorded_from DESC, p.n DESC LIMIT {limit}");
    builder.statement(&head, &tail)
}
