//! The Merkle tree of a public register (RFC 6962, RFC 9162): what is published today can be neither changed, nor taken
//! away, nor put in later, without showing.
//!
//! Each published version of a record is a leaf. Whoever keeps a tree head can be shown that a version is under it and
//! that a later head only added to it. No storage and no signatures: a proof speaks about a size and a root, and that
//! these two belong together is what the signature of the head says.

pub mod frontier;
pub mod hash;
pub mod leaf;
pub mod plan;
pub mod verify;
pub mod wire;
