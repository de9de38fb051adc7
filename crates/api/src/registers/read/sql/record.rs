//! One record, and how far its register has come.

use chrono::{DateTime, Utc};
use sea_orm::DbBackend;
use shared::registers::Register;
use uuid::Uuid;

use super::builder::builder;
use super::{Param, Scope, Statement, columns};
use crate::keys::Vault;

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
        None => builder.counted_now(),
        Some(at) => builder.counted_at(at),
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
    builder.settled();
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
    builder.settled();
    builder.statement(&proved(register), " ORDER BY p.version")
}

/// The versions whose leaves stand from the first to before the second place, in their order, with what proves them.
pub(crate) fn versions(
    register: &'static Register,
    backend: DbBackend,
    vault: &Vault,
    municipality: Uuid,
    (from, to): (i64, i64),
) -> Statement {
    let mut builder = builder(register, backend, vault);
    builder.scoped(Scope::Tenant(municipality));
    let (from, to) = (
        builder.place(Param::Number(from)),
        builder.place(Param::Number(to)),
    );
    builder
        .conditions
        .push(format!("p.leaf >= {from} AND p.leaf < {to}"));
    builder.statement(&proved(register), " ORDER BY p.leaf")
}

/// The columns of a version, and what proves it.
fn proved(register: &'static Register) -> String {
    let own = columns(register, "ordinal");
    format!("{own}, p.recorded_to, p.act_reason, p.proof")
}
