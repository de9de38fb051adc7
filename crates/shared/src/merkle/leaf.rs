//! What a leaf is made of: the canonical JSON of one published version of a record.

use serde_json::Value;

use super::hash::{Hash, leaf_hash};
use crate::journal::canonical::{CanonicalError, canonical};

/// The leaf of a published version: its public columns as they are, its personal ones as salted commitments
/// ([`crate::journal::commitment::commit`]).
///
/// A plain hash of a personal value would be guessed and could never be erased; a commitment dies with its salt while
/// the leaf, and every root above it, stays what it was.
///
/// # Errors
/// When the version holds a number that has no canonical form, or is nested too deep.
pub fn leaf_of(version: &Value) -> Result<Hash, CanonicalError> {
    canonical(version).map(|bytes| leaf_hash(&bytes))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::journal::commitment::commit;

    #[test]
    fn the_scheme_stays_what_it_was_when_the_first_leaves_were_published() {
        // Computed independently, with Python's hashlib over the text of RFC 8785.
        let version = json!({
            "version": 1, "reason": "Reunión de trabajo", "id": "v-1", "document": commit(&[0; 32], "12345678"),
        });
        assert_eq!(
            leaf_of(&version).unwrap().to_string(),
            "532445bd208c1a42c417f3462048cc14ae1c89bccb225754f96610c394220313"
        );
    }

    #[test]
    fn a_leaf_depends_on_public_columns_and_on_commitments() {
        let version = |reason: &str, salt: u8, document: &str| {
            leaf_of(&json!({"reason": reason, "document": commit(&[salt; 32], document)})).unwrap()
        };
        let leaf = version("Reunión", 1, "12345678");
        assert_eq!(leaf, version("Reunión", 1, "12345678"));
        assert_ne!(leaf, version("Visita", 1, "12345678"));
        assert_ne!(leaf, version("Reunión", 2, "12345678"));
        assert_ne!(leaf, version("Reunión", 1, "12345679"));
    }

    #[test]
    fn a_version_without_a_canonical_form_is_no_leaf() {
        assert_eq!(leaf_of(&json!({"amount": 1.5})), Err(CanonicalError::Float));
    }
}
