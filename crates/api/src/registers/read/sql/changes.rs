//! What changed in a register, and when.

use chrono::{DateTime, Utc};
use sea_orm::DbBackend;
use shared::registers::{Query, Register};
use uuid::Uuid;

use super::builder::{builder, seen_by};
use super::{Param, Scope, Statement, columns, columns_of};
use crate::error::ApiResult;
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

/// The imports that became public between two moments.
pub(crate) fn batches(
    register: &'static Register,
    backend: DbBackend,
    scope: Scope,
    span: Span,
) -> Statement {
    let mut params = vec![
        Param::Text(register.id.to_owned()),
        Param::Text(instant(span.from)),
        Param::Text(instant(span.to)),
    ];
    let whose = match (scope, backend) {
        (Scope::All, _) => "",
        (_, DbBackend::Postgres) => " AND municipality_id = $4::uuid",
        _ => " AND municipality_id = $4",
    };
    if let Scope::Tenant(id) = scope {
        params.push(Param::Uuid(id));
    }
    let sql = format!(
        "SELECT id FROM public_batches WHERE register = $1 AND visible_from > $2 AND visible_from <= $3{whose}"
    );
    Statement { sql, params }
}

/// What is asked of a difference.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Between<'a> {
    /// Whose records.
    pub(crate) scope: Scope,
    /// Which of them: what narrows a list, and nothing else of it.
    pub(crate) query: &'a Query,
    /// The two moments.
    pub(crate) span: Span,
    /// The imports that became public between them ([`batches`]).
    pub(crate) batches: &'a [Uuid],
}

/// The records that stand otherwise at the second moment than at the first, in the order in which they came to stand so: the
/// version of then and its reason, and the version of the first moment, which may be missing. What came and went between
/// the two is no difference. Narrowed, it tells the records that a list so narrowed shows at either moment: one that was
/// corrected out of it is told as well.
pub(crate) fn changes(
    register: &'static Register,
    backend: DbBackend,
    vault: &Vault,
    between: Between<'_>,
    after: Option<(&str, i64)>,
    limit: u32,
) -> ApiResult<Statement> {
    let Between {
        scope,
        query,
        span,
        batches,
    } = between;
    let mut builder = builder(register, backend, vault);
    // First, since the other table stands before the conditions.
    let from = builder.place(Param::Text(instant(span.from)));
    builder.scoped(scope);
    let to = builder.place(Param::Text(instant(span.to)));
    let came = format!("p.recorded_from <= {to} AND p.recorded_from > {from}");
    // Without an import between the two moments the index of moments is enough.
    let (came, key) = if batches.is_empty() {
        (came, "p.recorded_from")
    } else {
        let ids = batches.iter().map(|id| builder.place(Param::Uuid(*id)));
        let ids = ids.collect::<Vec<_>>().join(", ");
        let came = format!("({came} OR p.batch_id IN ({ids}) AND p.recorded_from <= {to})");
        (came, SINCE)
    };
    builder.conditions.push(format!(
        "{came} AND {}
         AND (p.recorded_to IS NULL OR p.recorded_to > {to})
         AND (p.act <> 'withdrawn' OR b.act <> 'withdrawn')",
        seen_by("p", &to)
    ));
    let shown = builder.shown_by(query)?;
    // Of both rows: the names of columns follow the sign of their table, and no text of anybody stands in a condition.
    let was_shown = shown.replace("p.", "b.");
    builder.conditions.push(format!("({shown} OR {was_shown})"));
    if let Some((at, n)) = after {
        let at = builder.place(Param::Text(at.to_owned()));
        let n = builder.place(Param::Number(n));
        builder
            .conditions
            .push(format!("({key}, p.n) > ({at}, {n})"));
    }
    let limit = builder.place(Param::Number(i64::from(limit) + 1));
    let head = format!(
        "{}, p.act_reason, {}",
        columns_of("p", register, key),
        columns_of("b", register, "b.recorded_from")
    );
    let before = format!(
        " LEFT JOIN {} b ON b.municipality_id = p.municipality_id AND b.id = p.id
            AND b.recorded_from <= {from} AND (b.recorded_to IS NULL OR b.recorded_to > {from}) AND {}",
        register.table(),
        seen_by("b", &from)
    );
    let tail = format!(" ORDER BY {key}, p.n LIMIT {limit}");
    Ok(builder.joined(&head, &before, &tail))
}

/// Since when a version is public: for the rows of an import, since that is.
const SINCE: &str = "COALESCE((SELECT v.visible_from FROM public_batches v
    WHERE v.id = p.batch_id AND v.visible_from > p.recorded_from), p.recorded_from)";

/// The newest versions with their reasons, the newest first: those that a list narrowed so shows, or showed once.
pub(crate) fn latest(
    register: &'static Register,
    backend: DbBackend,
    vault: &Vault,
    (query, scope): (&Query, Scope),
    limit: u32,
) -> ApiResult<Statement> {
    let mut builder = builder(register, backend, vault);
    builder.scoped(scope);
    builder.settled();
    let shown = builder.shown_by(query)?;
    builder.conditions.push(shown);
    let limit = builder.place(Param::Number(i64::from(limit)));
    let head = format!("{}, p.act_reason", columns(register, "recorded_from"));
    let tail = format!(" ORDER BY p.recorded_from DESC, p.n DESC LIMIT {limit}");
    Ok(builder.statement(&head, &tail))
}
