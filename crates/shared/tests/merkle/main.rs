//! The Merkle tree of a register: against published numbers, against the definitions of the standard, and against those
//! who would change what was published.

#![expect(clippy::unwrap_used, reason = "helpers of tests may fail a test")]

mod log;
mod tampering;
mod trees;
mod vectors;
