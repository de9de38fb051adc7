//! The read engine of registers: a declared query becomes one prepared statement on a narrow reader, and its rows are
//! written as they come.
//!
//! sqlx hands every row of SQLite through a channel from another thread, which costs several times the query itself; the
//! public lists of registers are what most readers ask for, so they go past it. Every write, and every other read, is
//! sea-orm.

mod engine;
mod json;
mod postgres;
mod sql;
mod sqlite;

pub(crate) use engine::{Cells, Engine};
pub(crate) use json::{Page, item, items, version};
pub(crate) use sql::{Param, Scope, Statement, facet, history, list, newest, one, total};

/// Where the hash of the leaf stands in a row.
pub(crate) const DIGEST: usize = sql::place::DIGEST;
