//! Staff accounts: one per natural person, whatever the number of municipalities he works for.

pub(crate) mod declaration;
pub(crate) mod entity;
pub(crate) mod store;
