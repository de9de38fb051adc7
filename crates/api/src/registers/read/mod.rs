//! The read engine of registers: a declared query becomes one prepared statement on a narrow reader, and its rows are
//! written as they come.
//!
//! sqlx hands every row of SQLite through a channel from another thread, which costs several times the query itself; the
//! public lists of registers are what most readers ask for, so they go past it. Every write, and every other read, is
//! sea-orm.

mod engine;
mod json;
mod postgres;
mod shifted;
mod sql;
mod sqlite;
mod turn;

pub(crate) use engine::{Cells, Engine};
pub(crate) use json::{Page, item, items, version};
pub(crate) use shifted::Shifted;
pub(crate) use sql::{
    Between, Frozen, Param, Placed, Scope, Span, Statement, batches, by_owner, changes, chunk,
    count, counted, facet, history, last, lateness, latest, left_out, list, newest, one, placed,
    places, points, quality, statistic, total, versions, width,
};
pub(crate) use turn::Turn;

/// Where what every record has stands in a row.
pub(crate) mod at {
    use super::sql::place;

    /// Its number among all rows.
    pub(crate) const N: usize = place::N;
    /// The record.
    pub(crate) const ID: usize = place::ID;
    /// Whose it is.
    pub(crate) const MUNICIPALITY: usize = place::MUNICIPALITY;
    /// Its version.
    pub(crate) const VERSION: usize = place::VERSION;
    /// When the version was recorded.
    pub(crate) const RECORDED_FROM: usize = place::RECORDED_FROM;
    /// By what the list is ordered.
    pub(crate) const KEY: usize = place::KEY;
    /// What was done then.
    pub(crate) const ACT: usize = place::ACT;
    /// That personal values of it were erased, in words.
    pub(crate) const ERASED: usize = place::ERASED;
    /// The hash of its leaf.
    pub(crate) const DIGEST: usize = place::DIGEST;
}
