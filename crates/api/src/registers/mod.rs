//! The register kit: what every register does, from its declaration in `shared::registers`.
//!
//! A record is entered, corrected and withdrawn, never deleted. Each version is a row of `register_versions`, private; what
//! of it is public stands in the register's projection, as a leaf of the register's Merkle tree. Lists, records, facets,
//! exports, feeds and citations are queries over the projection.

pub(crate) mod batch;
mod erase;
mod heads;
mod left;
mod projection;
pub(crate) mod read;
mod rows;
mod store;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod tree;
mod verbs;

pub(crate) use erase::{Standing, erase, holding, tagged};
pub(crate) use heads::{last_head, nodes_of, sign_trees, size_of, tree_heads, tree_heads_between};
pub(crate) use left::left_of;
pub(crate) use projection::{is_tagged, tag};
pub(crate) use rows::{Prepared, field as sealed_as, link};
pub(crate) use store::{current, current_of, version};
pub(crate) use verbs::{
    About, Place, complete, correct, create, refused, whole, whole_of, withdraw,
};
