//! A municipality leaves: exports with their archives, and removals by two operators.

mod list;
mod removal;

pub use list::page;
