//! Conservation: what is kept how long, what a legal hold protects, and what two persons decide to dispose of.
//!
//! Law: Ley 25323 (Sistema Nacional de Archivos) for documents, Ley 29733 art. 8 for personal data. The terms stand in
//! the catalogue `retention_terms`. A disposal is proposed by one person and decided by another, each step in the
//! journal; the journal itself and its heads are never disposed of. What only serves the running of the platform
//! (answers kept for repeated requests) is purged by a job and is no disposal.

mod disposal;
pub(crate) mod entity;
mod hold;
mod kind;
mod purge;
mod term;
#[cfg(test)]
mod tests;

pub(crate) use disposal::{
    DecideDisposal, ProposeDisposal, find_disposal, known, remove_files, to_decide,
};
pub(crate) use hold::{LiftHold, PlaceHold};
pub(crate) use kind::due;
pub(crate) use purge::PurgeAnswers;
pub(crate) use term::{CATALOG, is_in_force, terms};
