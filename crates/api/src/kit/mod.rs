//! What features have in common below HTTP: pages of lists, files for spreadsheets,
//! human codes.

pub(crate) mod csv;
pub(crate) mod ical;
pub(crate) mod markdown;
pub(crate) mod page;
pub(crate) mod search;
pub(crate) mod sequence;
pub(crate) mod xml;
