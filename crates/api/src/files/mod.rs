//! Files: received, judged, stored by digest, attached to what they belong to, served with care, re-checked for good.
//!
//! The way of a file: [`receive`] stores its bytes and answers with a ticket; the change that uses it calls [`attach`]
//! with the ticket, which writes its row, and its public row where it is public. Staff see what they sent before the form
//! is sent, so theirs is a row at once ([`keep`]), which the change that uses it calls for ([`claim`]). Bytes that no row
//! names, and rows that no change called for, are swept after two days. Every month each file is read again and compared with its digest.

mod alarm;
mod attach;
pub(crate) mod entity;
mod inspect;
pub(crate) mod published;
mod quarantine;
mod receive;
mod recheck;
pub(crate) mod scan;
mod serve;
mod store;
mod sweep;
#[cfg(test)]
mod tests;
mod ticket;

pub(crate) use attach::{Row, attach, claim, find, forget, insert, keep, set_public};
pub(crate) use inspect::{FileKind, inspect};
pub(crate) use quarantine::ReleaseQuarantine;
pub(crate) use receive::{Upload, config, receive};
pub(crate) use recheck::{RecheckFiles, SCHEDULE as RECHECK_SCHEDULE, damaged, last_run, next_run};
pub(crate) use serve::{open_private, open_public};
pub(crate) use store::{FileStore, digest, objects};
pub(crate) use sweep::SweepOrphans;
