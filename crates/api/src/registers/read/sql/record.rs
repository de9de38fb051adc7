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
    let head = format!(
        "{}, p.recorded_to, p.act_reason, p.proof",
        columns(register, "ordinal")
    );
    builder.statement(&head, " ORDER BY p.version")
}
