//! The number that stands for a key, computed alike when texts are compiled and when they are read.

/// The number that stands for a key: FNV-1a, so that the WASM carries numbers instead of keys.
pub(crate) const fn text_id(key: &str) -> u32 {
    let mut hash = 0x811c_9dc5_u32;
    let mut rest = key.as_bytes();
    while let [byte, tail @ ..] = rest {
        hash ^= widen(*byte);
        hash = hash.wrapping_mul(0x0100_0193);
        rest = tail;
    }
    hash
}

/// `u32::from` cannot be called in a constant function.
const fn widen(byte: u8) -> u32 {
    u32::from_le_bytes([byte, 0, 0, 0])
}
