//! What every feature's wire types have in common: pages, problems, checks, patches.

pub mod check;
pub mod page;
pub mod patch;
pub mod problem;
pub(crate) mod text_enum;
