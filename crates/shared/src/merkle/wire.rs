//! Heads and proofs as they travel.
//!
//! A proof carries neither the leaf nor the root: whoever checks computes the leaf from the record and takes the root
//! from a signed head, so that nothing is believed because the proof says it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::hash::Hash;
use super::verify::{Broken, verify_consistency, verify_inclusion};
use crate::journal::canonical::{CanonicalError, canonical};
use crate::journal::entry::micros;

/// How far the tree of a register had come at an instant. Unknown members are refused on reading: a head is signed
/// over all it says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TreeHead {
    /// Whose register.
    pub municipality_id: Uuid,
    /// The register, by its code.
    #[cfg_attr(feature = "api", schema(example = "visits"))]
    pub register: String,
    /// How many leaves: versions published so far.
    #[cfg_attr(feature = "api", schema(example = 1284, minimum = 0))]
    pub size: i64,
    /// Root of the tree over all of them (RFC 9162, 2.1.1).
    pub root: Hash,
    /// When the tree was so.
    #[serde(with = "micros")]
    #[cfg_attr(feature = "api", schema(value_type = String, format = DateTime))]
    pub at: DateTime<Utc>,
}

/// A head with the platform's signature. It is nested, so that it never has the form of the head of a journal: a signature
/// over one cannot pass for one over the other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SignedTreeHead {
    /// What is signed.
    pub tree: TreeHead,
    /// The key, by its name in the list of public keys.
    #[cfg_attr(feature = "api", schema(example = "5f0c2a91"))]
    pub key_id: String,
    /// Ed25519 over the canonical JSON (RFC 8785) of all of the above, in base64.
    pub signature: String,
}

impl SignedTreeHead {
    /// The bytes under the signature.
    ///
    /// # Errors
    /// When the size is beyond what every JSON reader keeps exact.
    pub fn signed_bytes(&self) -> Result<Vec<u8>, CanonicalError> {
        canonical(&json!({ "tree": self.tree, "key_id": self.key_id }))
    }

    /// The one line that stands for it in a file of heads.
    ///
    /// # Errors
    /// As [`SignedTreeHead::signed_bytes`].
    pub fn line(&self) -> Result<Vec<u8>, CanonicalError> {
        canonical(&json!(self))
    }
}

/// The proof that a published version is under a head (RFC 9162, 2.1.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct InclusionProof {
    /// Whose register.
    pub municipality_id: Uuid,
    /// The register, by its code.
    #[cfg_attr(feature = "api", schema(example = "visits"))]
    pub register: String,
    /// Place of the leaf, from 0.
    #[cfg_attr(feature = "api", schema(example = 17, minimum = 0))]
    pub index: i64,
    /// Leaves of the tree, as the head has them.
    #[cfg_attr(feature = "api", schema(example = 1284, minimum = 1))]
    pub size: i64,
    /// The hashes beside the way from the leaf to the root.
    pub path: Vec<Hash>,
}

impl InclusionProof {
    /// Checks that `leaf`, computed from the version itself, is under `head`, whose signature was checked.
    ///
    /// # Errors
    /// Says what does not hold.
    pub fn verify(&self, leaf: Hash, head: &TreeHead) -> Result<(), Broken> {
        is_about(&self.municipality_id, &self.register, self.size, head)?;
        let index = u64::try_from(self.index).map_err(|_| Broken::OutsideTree)?;
        let size = u64::try_from(self.size).map_err(|_| Broken::OutsideTree)?;
        verify_inclusion(leaf, index, size, &self.path, head.root)
    }
}

/// The proof that the tree under a head only added to that under an earlier one (RFC 9162, 2.1.4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ConsistencyProof {
    /// Whose register.
    pub municipality_id: Uuid,
    /// The register, by its code.
    #[cfg_attr(feature = "api", schema(example = "visits"))]
    pub register: String,
    /// Leaves of the earlier tree.
    #[cfg_attr(feature = "api", schema(example = 1200, minimum = 0))]
    pub old_size: i64,
    /// Leaves of the later tree.
    #[cfg_attr(feature = "api", schema(example = 1284, minimum = 0))]
    pub new_size: i64,
    /// The hashes from which both roots follow; empty from the empty tree, and between equal sizes.
    pub path: Vec<Hash>,
}

impl ConsistencyProof {
    /// Checks that `new` continues `old`; the signatures of both were checked.
    ///
    /// # Errors
    /// Says what does not hold.
    pub fn verify(&self, old: &TreeHead, new: &TreeHead) -> Result<(), Broken> {
        is_about(&self.municipality_id, &self.register, self.old_size, old)?;
        is_about(&self.municipality_id, &self.register, self.new_size, new)?;
        let old_size = u64::try_from(self.old_size).map_err(|_| Broken::OutsideTree)?;
        let new_size = u64::try_from(self.new_size).map_err(|_| Broken::OutsideTree)?;
        verify_consistency(old_size, old.root, new_size, new.root, &self.path)
    }
}

fn is_about(
    municipality_id: &Uuid,
    register: &str,
    size: i64,
    head: &TreeHead,
) -> Result<(), Broken> {
    if *municipality_id == head.municipality_id && register == head.register && size == head.size {
        Ok(())
    } else {
        Err(Broken::OtherTree)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::merkle::hash::{leaf_hash, node_hash};

    fn a_head(size: i64, root: Hash) -> TreeHead {
        TreeHead {
            municipality_id: Uuid::from_u128(7),
            register: "visits".into(),
            size,
            root,
            at: "2026-11-21T15:00:00Z".parse().unwrap(),
        }
    }

    #[test]
    fn a_proof_holds_only_for_the_tree_and_the_size_it_names() {
        let (one, two) = (leaf_hash(b"1"), leaf_hash(b"2"));
        let head = a_head(2, node_hash(&one, &two));
        let proof = InclusionProof {
            municipality_id: head.municipality_id,
            register: head.register.clone(),
            index: 1,
            size: 2,
            path: vec![one],
        };
        assert_eq!(proof.verify(two, &head), Ok(()));
        assert_eq!(proof.verify(one, &head), Err(Broken::Root));
        for other in [
            TreeHead {
                municipality_id: Uuid::nil(),
                ..head.clone()
            },
            TreeHead {
                register: "agendas".into(),
                ..head.clone()
            },
            TreeHead {
                size: 3,
                ..head.clone()
            },
        ] {
            assert_eq!(proof.verify(two, &other), Err(Broken::OtherTree));
        }
        let before_the_first = InclusionProof { index: -1, ..proof };
        assert_eq!(
            before_the_first.verify(two, &head),
            Err(Broken::OutsideTree)
        );
    }

    #[test]
    fn a_head_continues_another_only_by_a_proof_of_both_sizes() {
        let (one, two) = (leaf_hash(b"1"), leaf_hash(b"2"));
        let (old, new) = (a_head(1, one), a_head(2, node_hash(&one, &two)));
        let proof = ConsistencyProof {
            municipality_id: old.municipality_id,
            register: old.register.clone(),
            old_size: 1,
            new_size: 2,
            path: vec![two],
        };
        assert_eq!(proof.verify(&old, &new), Ok(()));
        assert_eq!(proof.verify(&new, &new), Err(Broken::OtherTree));
        assert_eq!(proof.verify(&old, &old), Err(Broken::OtherTree));
        assert_eq!(proof.verify(&a_head(1, two), &new), Err(Broken::Root));
    }

    #[test]
    fn a_head_travels_as_text_of_one_form_and_with_nothing_added() {
        let head = a_head(1284, leaf_hash(b""));
        let mut json = serde_json::to_value(&head).unwrap();
        assert_eq!(
            json,
            json!({
                "municipality_id": "00000000-0000-0000-0000-000000000007", "register": "visits", "size": 1284,
                "root": "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                "at": "2026-11-21T15:00:00.000000Z",
            })
        );
        assert_eq!(
            serde_json::from_value::<TreeHead>(json.clone()).unwrap(),
            head
        );
        json["note"] = json!("added");
        assert!(serde_json::from_value::<TreeHead>(json).is_err());
    }
}
