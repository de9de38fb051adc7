//! The hashes of a Merkle tree, as RFC 9162, 2.1.1, makes them of leaves and of pairs.

use std::{error::Error, fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// One byte before what is hashed keeps leaves and inner nodes apart; without it, the two hashes under a node would pass
/// for the content of a leaf (second preimage).
const LEAF: [u8; 1] = [0];
const NODE: [u8; 1] = [1];

/// The root of a tree without leaves: SHA-256 of nothing.
pub const EMPTY_ROOT: Hash = Hash([
    0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9, 0x24,
    0x27, 0xae, 0x41, 0xe4, 0x64, 0x9b, 0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55,
]);

/// A SHA-256 hash; 64 lower-case hexadecimal digits in text.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Hash([u8; 32]);

impl Hash {
    /// A hash from its bytes.
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Its bytes, as a database keeps them.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// The hash of a leaf.
pub fn leaf_hash(data: &[u8]) -> Hash {
    let digest = Sha256::new().chain_update(LEAF).chain_update(data);
    Hash(digest.finalize().into())
}

/// The hash of the node over two others.
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    let digest = Sha256::new().chain_update(NODE);
    let digest = digest.chain_update(left.0).chain_update(right.0);
    Hash(digest.finalize().into())
}

/// The root over complete subtrees that stand side by side, the largest first; `None` over none.
pub(super) fn root_of(subtrees: &[Hash]) -> Option<Hash> {
    let mut from_the_right = subtrees.iter().rev();
    let last = from_the_right.next()?;
    Some(from_the_right.fold(*last, |right, left| node_hash(left, &right)))
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({self})")
    }
}

/// Why something is not a hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseHashError;

impl fmt::Display for ParseHashError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a hash is 32 bytes, or 64 lower-case hexadecimal digits")
    }
}

impl Error for ParseHashError {}

impl FromStr for Hash {
    type Err = ParseHashError;

    /// Reads 64 hexadecimal digits.
    ///
    /// # Errors
    /// For anything else, upper case included: one hash has one text, or signed JSON would have several forms.
    fn from_str(text: &str) -> Result<Self, ParseHashError> {
        let (pairs, []) = text.as_bytes().as_chunks::<2>() else {
            return Err(ParseHashError);
        };
        let bytes = pairs
            .iter()
            .map(|[high, low]| Some((digit(*high)? << 4) | digit(*low)?))
            .collect::<Option<Vec<_>>>()
            .ok_or(ParseHashError)?;
        Self::try_from(bytes.as_slice())
    }
}

impl TryFrom<&[u8]> for Hash {
    type Error = ParseHashError;

    fn try_from(bytes: &[u8]) -> Result<Self, ParseHashError> {
        bytes.try_into().map(Self).map_err(|_| ParseHashError)
    }
}

impl TryFrom<String> for Hash {
    type Error = ParseHashError;

    fn try_from(text: String) -> Result<Self, ParseHashError> {
        text.parse()
    }
}

impl From<Hash> for String {
    fn from(hash: Hash) -> Self {
        hash.to_string()
    }
}

#[cfg(feature = "api")]
impl utoipa::PartialSchema for Hash {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .description(Some("A SHA-256 hash, 64 hexadecimal digits."))
            .pattern(Some("^[0-9a-f]{64}$"))
            .into()
    }
}

#[cfg(feature = "api")]
impl utoipa::ToSchema for Hash {}

fn digit(text: u8) -> Option<u8> {
    match text {
        b'0'..=b'9' => Some(text - b'0'),
        b'a'..=b'f' => Some(text - b'a' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_root_of_nothing_is_the_hash_of_nothing() {
        assert_eq!(EMPTY_ROOT.as_bytes(), Sha256::digest(b"").as_slice());
    }

    #[test]
    fn a_leaf_does_not_pass_for_a_node() {
        let (left, right) = (leaf_hash(b"a"), leaf_hash(b"b"));
        let both = [left.0, right.0].concat();
        assert_ne!(leaf_hash(&both), node_hash(&left, &right));
        assert_ne!(node_hash(&left, &right), node_hash(&right, &left));
    }

    #[test]
    fn only_the_one_text_of_a_hash_is_read() {
        let text = EMPTY_ROOT.to_string();
        for wrong in [
            String::new(),
            text.to_uppercase(),
            text.replace('e', "g"),
            format!("{text}0"),
            format!("{text}00"),
            text.replacen("e3", "", 1),
            text.replacen("e3", "ñ", 1),
        ] {
            assert_eq!(wrong.parse::<Hash>(), Err(ParseHashError), "{wrong}");
            assert!(serde_json::from_value::<Hash>(wrong.into()).is_err());
        }
    }

    proptest! {
        #[test]
        fn hashes_survive_writing(bytes: [u8; 32]) {
            let hash = Hash::new(bytes);
            let text = hash.to_string();
            prop_assert_eq!(text.parse(), Ok(hash));
            prop_assert_eq!(Hash::try_from(bytes.as_slice()), Ok(hash));
            let json = serde_json::to_value(hash).unwrap();
            prop_assert_eq!(json.as_str(), Some(text.as_str()));
            prop_assert_eq!(serde_json::from_value::<Hash>(json).unwrap(), hash);
        }
    }
}
