//! What is missing, says nothing, can hardly be or came late: counted in one pass over what counts.

use sea_orm::DbBackend;
use shared::registers::quality::Doubtful;
use shared::registers::{Column, Register};

use super::builder::builder;
use super::{Param, Scope, Statement};
use crate::keys::Vault;

/// Counts, one after the other: the records; for each column by which the data is judged those without a value and those with a catch-all
/// value; the records with any doubt; those of each doubt.
pub(crate) fn quality(
    register: &'static Register,
    backend: DbBackend,
    vault: &Vault,
    scope: Scope,
) -> Statement {
    let mut builder = builder(register, backend, vault);
    let mut counts = vec!["count(*)".to_owned()];
    for column in register.judged_columns() {
        let name = column.name;
        counts.push(sum(&format!("p.{name} IS NULL")));
        let empty = column.catch_all;
        counts.push(if empty.is_empty() {
            "CAST(0 AS bigint)".to_owned()
        } else {
            let places = empty.iter().map(|value| Param::Text((*value).to_owned()));
            let places: Vec<_> = places.map(|value| builder.place(value)).collect();
            sum(&format!("p.{name} IN ({})", places.join(", ")))
        });
    }
    let doubts: Vec<_> = register
        .doubts
        .iter()
        .map(|it| condition(it.test))
        .collect();
    let any = if doubts.is_empty() {
        "1 = 0".to_owned()
    } else {
        doubts.join(" OR ")
    };
    counts.push(sum(&any));
    counts.extend(doubts.iter().map(|doubt| sum(doubt)));
    builder.scoped(scope);
    builder.counting(None);
    builder.statement(&counts.join(", "), "")
}

/// How many records were first entered later than so many days after what they tell, and how many were entered at all.
pub(crate) fn lateness(
    register: &'static Register,
    backend: DbBackend,
    vault: &Vault,
    scope: Scope,
) -> Statement {
    let mut builder = builder(register, backend, vault);
    let date = register.date();
    // The one thing that both engines compute otherwise.
    let days = match backend {
        DbBackend::Sqlite => {
            format!("julianday(substr(p.recorded_from, 1, 10)) - julianday(p.{date})")
        }
        _ => format!("substr(p.recorded_from, 1, 10)::date - p.{date}::date"),
    };
    let late = sum(&format!("{days} > {}", register.periodicity.patience()));
    builder.scoped(scope);
    builder.conditions.push("p.version = 1".to_owned());
    builder.settled();
    builder.statement(&format!("{late}, count(*)"), "")
}

/// Rows for which something holds; what is not known does not.
pub(super) fn sum(condition: &str) -> String {
    format!("CAST(coalesce(sum(CASE WHEN {condition} THEN 1 ELSE 0 END), 0) AS bigint)")
}

fn condition(test: Doubtful) -> String {
    match test {
        Doubtful::Before(first, second) => format!("p.{first} < p.{second}"),
        Doubtful::Future(column) => format!("p.{column} > substr(p.recorded_from, 1, 10)"),
        Doubtful::Above(column, most) => format!("p.{column} > {most}"),
        Doubtful::Below(column, least) => format!("p.{column} < {least}"),
    }
}

/// Where the counts of a judged column stand: those without a value, those with one that says nothing.
pub(crate) fn counted(
    register: &'static Register,
) -> impl Iterator<Item = (&'static Column, usize, usize)> {
    register
        .judged_columns()
        .zip((1..).step_by(2))
        .map(|(column, at)| (column, at, at + 1))
}
