//! Break-glass: an operator's timed, reasoned and journaled access to a municipality's private data. Read only.

pub(crate) mod entity;
pub(crate) mod store;
