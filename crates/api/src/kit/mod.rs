//! What features have in common below HTTP: pages of lists, files for spreadsheets.

pub(crate) mod csv;
pub(crate) mod page;
pub(crate) mod search;
