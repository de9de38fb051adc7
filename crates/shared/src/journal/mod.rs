//! The journal as data: what an entry holds, the bytes that are hashed, and how a chain is verified.
//!
//! No storage and no signatures. Anyone can repeat the check from an export: drop `hash` from an entry, write the rest
//! as RFC 8785 (JCS) does, take SHA-256, compare; then compare `prev_hash` with the entry before.

pub mod acts;
pub mod canonical;
pub mod chain;
pub mod commitment;
pub mod entry;

/// Lower-case hexadecimal.
fn hex(bytes: impl AsRef<[u8]>) -> String {
    bytes
        .as_ref()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
