//! Whatever is changed in a proof, or in what was published, shows.

use proptest::{prelude::*, sample::Index};
use shared::merkle::{
    hash::Hash,
    verify::{Broken, verify_consistency, verify_inclusion},
};

use crate::log::{Log, at, leaf, leaves, path};

fn a_tree_and_one_of_its_leaves() -> impl Strategy<Value = (u64, u64)> {
    (1_u64..=300).prop_flat_map(|size| (Just(size), 0..size))
}

fn flipped(hash: Hash, byte: Index, bit: u8) -> Hash {
    let mut bytes = *hash.as_bytes();
    *byte.get_mut(&mut bytes) ^= 1 << bit;
    Hash::new(bytes)
}

/// The proof with a hash too many at any place, and with one missing.
fn of_other_lengths(proof: &[Hash], place: Index) -> Vec<Vec<Hash>> {
    let mut longer = proof.to_vec();
    longer.insert(place.index(proof.len() + 1), leaf(7));
    let mut all = vec![longer];
    if !proof.is_empty() {
        let mut shorter = proof.to_vec();
        shorter.remove(place.index(proof.len()));
        all.push(shorter);
    }
    all
}

/// The proof with one bit of one hash changed, where it has any.
fn damaged(proof: &[Hash], place: Index, byte: Index, bit: u8) -> Option<Vec<Hash>> {
    let mut proof = proof.to_vec();
    if proof.is_empty() {
        return None;
    }
    let hash = place.get_mut(&mut proof);
    *hash = flipped(*hash, byte, bit);
    Some(proof)
}

proptest! {
    #[test]
    fn a_changed_leaf_index_path_or_root_breaks_an_inclusion_proof(
        (size, index) in a_tree_and_one_of_its_leaves(), other in 0_u64..310, place: Index, byte: Index, bit in 0_u8..8,
    ) {
        let log = Log::of(leaves(size));
        let (proof, root) = (log.inclusion(index, size), log.frontier.root());
        prop_assert_eq!(verify_inclusion(leaf(index), index, size, &proof, root), Ok(()));
        let wrong_leaf = flipped(leaf(index), byte, bit);
        prop_assert_eq!(verify_inclusion(wrong_leaf, index, size, &proof, root), Err(Broken::Root));
        let wrong_root = flipped(root, byte, bit);
        prop_assert_eq!(verify_inclusion(leaf(index), index, size, &proof, wrong_root), Err(Broken::Root));
        prop_assert_eq!(verify_inclusion(leaf(index), other, size, &proof, root).is_ok(), other == index);
        for proof in of_other_lengths(&proof, place) {
            prop_assert_eq!(verify_inclusion(leaf(index), index, size, &proof, root), Err(Broken::Length));
        }
        if let Some(proof) = damaged(&proof, place, byte, bit) {
            prop_assert_eq!(verify_inclusion(leaf(index), index, size, &proof, root), Err(Broken::Root));
        }
    }

    /// A root does not fix its size: only the signature of a head ties them.
    #[test]
    fn under_another_size_a_proof_holds_only_where_the_way_is_the_same(
        (size, index) in a_tree_and_one_of_its_leaves(), other in 1_u64..310,
    ) {
        let log = Log::of(leaves(size));
        let verdict = verify_inclusion(leaf(index), index, other, &log.inclusion(index, size), log.frontier.root());
        let sides = |size| path(at(index), &leaves(size)).into_iter().map(|(left, _)| left).collect::<Vec<_>>();
        prop_assert_eq!(verdict.is_ok(), index < other && sides(size) == sides(other));
    }

    #[test]
    fn a_changed_path_or_root_breaks_a_consistency_proof(
        (new, index) in a_tree_and_one_of_its_leaves(), place: Index, byte: Index, bit in 0_u8..8,
    ) {
        let (log, old) = (Log::of(leaves(new)), index + 1);
        let (proof, old_root, new_root) = (log.consistency(old, new), log.root(old), log.frontier.root());
        prop_assert_eq!(verify_consistency(old, old_root, new, new_root, &proof), Ok(()));
        prop_assert!(verify_consistency(old, flipped(old_root, byte, bit), new, new_root, &proof).is_err());
        prop_assert!(verify_consistency(old, old_root, new, flipped(new_root, byte, bit), &proof).is_err());
        for proof in of_other_lengths(&proof, place) {
            prop_assert_eq!(verify_consistency(old, old_root, new, new_root, &proof), Err(Broken::Length));
        }
        if let Some(proof) = damaged(&proof, place, byte, bit) {
            prop_assert!(verify_consistency(old, old_root, new, new_root, &proof).is_err());
        }
    }
}

proptest! {
    // Four trees of up to two thousand leaves each time.
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_is_altered_removed_moved_or_put_in_later_shows_against_a_head_that_was_published(
        old in 2_u64..2_000, more in 1_u64..100, one: Index, two: Index,
    ) {
        let published = Log::of(leaves(old)).frontier.root();
        let (one, two) = (one.index(at(old)), two.index(at(old)));
        let mut rewritten = vec![leaves(old + more); 4];
        rewritten[0][one] = leaf(1 << 40);
        rewritten[1].remove(one);
        rewritten[2].swap(one, if one == two { (one + 1) % at(old) } else { two });
        rewritten[3].insert(one, leaf(1 << 40));
        for leaves in rewritten {
            let log = Log::of(leaves);
            let new = log.frontier.size();
            let proof = log.consistency(old, new);
            prop_assert!(verify_consistency(old, published, new, log.frontier.root(), &proof).is_err());
        }
    }
}
