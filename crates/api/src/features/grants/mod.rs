//! Roles by resolution: who holds which one, where, since when and until when.

pub(crate) mod entity;
pub(crate) mod store;
