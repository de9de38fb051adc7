//! Commitments to personal values: the journal proves what a value was without holding it.

use sha2::{Digest, Sha256};

use super::hex;

/// Sets these hashes apart from all others, of the journal or of anything else.
const DOMAIN: &[u8] = b"munica/commitment/v1\0";

/// The commitment to a value under a salt that belongs to this value alone: 64 hexadecimal digits.
///
/// Whoever has salt and value can repeat it; erasing the salt makes it a number that says nothing. Eight digits of a
/// DNI would be guessed in seconds without a salt, so it must be random and kept with the value, encrypted.
pub fn commit(salt: &[u8; 32], value: &str) -> String {
    let digest = Sha256::new()
        .chain_update(DOMAIN)
        .chain_update(salt)
        .chain_update(value)
        .finalize();
    hex(digest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commitment_depends_on_the_value_and_on_its_salt() {
        let (one, two) = ([1; 32], [2; 32]);
        assert_eq!(commit(&one, "12345678"), commit(&one, "12345678"));
        assert_ne!(commit(&one, "12345678"), commit(&two, "12345678"));
        assert_ne!(commit(&one, "12345678"), commit(&one, "12345679"));
    }

    #[test]
    fn the_scheme_stays_what_it_was_when_the_first_entries_were_written() {
        // Computed independently, with Python's hashlib.
        assert_eq!(
            commit(&[0; 32], "12345678"),
            "0514c07b4298fde1cc6dbc55c181203a90374f271b90d78bd95a7e9c9765e58b"
        );
    }
}
