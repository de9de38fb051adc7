//! `munica backup` and `munica restore`: the whole installation as one file that either engine can load.
//!
//! An archive is a tar, compressed with zstd, of `tables/<name>/<n>.ndjson` (one array a row, tables in an order in
//! which references hold), `files/<municipality>/<sha256>`, and at the end `manifest.json` with its signature; a digest of the whole file follows. Rows are
//! read from one snapshot while the platform serves; memory does not grow with the data. The keys are never in it:
//! personal values stay sealed, and whoever restores brings the key ring.

pub(crate) mod archive;
mod dump;
mod load;
mod manifest;
mod restore;
mod target;
#[cfg(test)]
mod tests;
mod value;
mod write;

pub(crate) use manifest::Seal;
pub use manifest::{FileEntry, Manifest, TableEntry};
pub use restore::{Restored, check, restore};
pub use write::{export_tenant, write};
