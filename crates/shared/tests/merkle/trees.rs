//! Roots, stored nodes and proofs are those that the standard defines, at every size.

use std::collections::BTreeSet;

use proptest::prelude::*;
use shared::merkle::{
    frontier::{Frontier, FrontierError},
    hash::EMPTY_ROOT,
    plan::{MissingNode, NodeId, PlanError, consistency_plan, inclusion_plan, root_plan},
    verify::{Broken, verify_consistency, verify_inclusion},
};

use crate::log::{Log, at, leaf, leaves, mth, path, subproof};

#[test]
fn the_frontier_has_the_root_of_the_standard_at_every_size() {
    let all = leaves(300);
    let log = Log::of(all.clone());
    let mut frontier = Frontier::default();
    for size in 0..=300 {
        let root = mth(&all[..at(size)]);
        assert_eq!((frontier.size(), frontier.root()), (size, root));
        assert_eq!(log.root(size), root, "{size} read back from the nodes");
        assert_eq!(
            Frontier::from_bytes(&frontier.to_bytes()).as_ref(),
            Ok(&frontier)
        );
        frontier.append(leaf(size));
    }
}

#[test]
fn every_complete_subtree_is_stored_once_and_nothing_else() {
    let log = Log::of(leaves(77));
    let appended = Frontier::default().append_many(leaves(77));
    assert_eq!(appended.len(), log.nodes.len(), "each once");
    for ((level, index), hash) in &log.nodes {
        let (begin, end) = (index << level, (index + 1) << level);
        assert_eq!(*hash, mth(&log.leaves[at(begin)..at(end)]));
    }
    let complete = (0..7).map(|level| 77 >> level).sum::<usize>();
    assert_eq!(log.nodes.len(), complete);
}

#[test]
fn proofs_of_small_trees_are_those_of_the_standard() {
    let log = Log::of(leaves(70));
    for size in 1..=70 {
        let d = &log.leaves[..at(size)];
        for index in 0..size {
            let expected = path(at(index), d)
                .into_iter()
                .map(|(_, hash)| hash)
                .collect::<Vec<_>>();
            assert_eq!(log.inclusion(index, size), expected, "{index} of {size}");
            assert_eq!(
                verify_inclusion(leaf(index), index, size, &expected, mth(d)),
                Ok(())
            );
            let old = index + 1;
            let expected = subproof(at(old), d, true);
            assert_eq!(log.consistency(old, size), expected, "{old} to {size}");
            let old_root = mth(&d[..at(old)]);
            assert_eq!(
                verify_consistency(old, old_root, size, mth(d), &expected),
                Ok(())
            );
        }
    }
}

#[test]
fn what_needs_no_path_is_checked_all_the_same() {
    let log = Log::of(leaves(6));
    let (root, other) = (log.frontier.root(), log.root(5));
    assert_eq!(log.consistency(0, 6), []);
    assert_eq!(log.consistency(6, 6), []);
    for (old, old_root, new, new_root, proof, expected) in [
        (0, EMPTY_ROOT, 6, root, &[][..], Ok(())),
        (0, EMPTY_ROOT, 0, EMPTY_ROOT, &[], Ok(())),
        (6, root, 6, root, &[], Ok(())),
        (0, other, 6, root, &[], Err(Broken::OldRoot)),
        (0, other, 0, other, &[], Err(Broken::OldRoot)),
        (0, EMPTY_ROOT, 0, root, &[], Err(Broken::Root)),
        (6, other, 6, root, &[], Err(Broken::Root)),
        (0, EMPTY_ROOT, 6, root, &[root], Err(Broken::Length)),
        (6, root, 6, root, &[root], Err(Broken::Length)),
        (4, log.root(4), 6, root, &[], Err(Broken::Length)),
        (5, other, 6, root, &[], Err(Broken::Length)),
        (6, root, 5, other, &[], Err(Broken::Shrunk)),
    ] {
        assert_eq!(
            verify_consistency(old, old_root, new, new_root, proof),
            expected,
            "{old} to {new}"
        );
    }
}

#[test]
fn there_is_no_proof_of_what_the_tree_does_not_have() {
    for (index, size) in [(0, 0), (1, 1), (u64::MAX, 5), (u64::MAX, u64::MAX)] {
        let outside = PlanError::OutsideTree { index, size };
        assert_eq!(inclusion_plan(index, size), Err(outside));
        let verdict = verify_inclusion(leaf(0), index, size, &[], leaf(0));
        assert_eq!(verdict, Err(Broken::OutsideTree));
    }
    let shrinks = PlanError::Shrinks { old: 2, new: 1 };
    assert_eq!(consistency_plan(2, 1), Err(shrinks));
}

#[test]
fn a_frontier_with_other_than_its_own_hashes_is_refused() {
    let log = Log::of(leaves(13));
    let bytes = log.frontier.to_bytes();
    for length in 0..bytes.len() {
        let verdict = Frontier::from_bytes(&bytes[..length]);
        assert_eq!(verdict, Err(FrontierError::Length), "{length} bytes");
    }
    let longer = [bytes.as_slice(), &[0; 32]].concat();
    assert_eq!(Frontier::from_bytes(&longer), Err(FrontierError::Length));
    let mut other_size = bytes.clone();
    other_size[7] = 12;
    assert_eq!(
        Frontier::from_bytes(&other_size),
        Err(FrontierError::Length)
    );
    let endless = [vec![0xff; 8], vec![0; 64 * 32]].concat();
    assert_eq!(Frontier::from_bytes(&endless), Err(FrontierError::Size));
}

#[test]
fn a_node_that_is_not_stored_is_named() {
    let mut log = Log::of(leaves(11));
    let plan = inclusion_plan(3, 11).unwrap();
    let asked = plan.nodes().collect::<Vec<_>>();
    assert_eq!(asked.len(), 5, "three below 8, two for the right edge");
    for node in asked {
        let hash = log.nodes.remove(&(node.level, node.index)).unwrap();
        assert_eq!(plan.proof(log.stored()), Err(MissingNode(node)));
        log.nodes.insert((node.level, node.index), hash);
    }
    assert_eq!(
        root_plan(12).root(log.stored()),
        Err(MissingNode(NodeId { level: 2, index: 2 }))
    );
}

#[test]
fn a_proof_among_a_million_leaves_has_at_most_twenty_hashes() {
    let any = |_, _| Some(EMPTY_ROOT);
    let size = 1_000_000;
    for index in (0..size).step_by(997).chain([size - 1]) {
        let inclusion = inclusion_plan(index, size).unwrap();
        assert!(inclusion.proof(any).unwrap().len() <= 20, "{index}");
        let consistency = consistency_plan(index + 1, size).unwrap();
        assert!(consistency.proof(any).unwrap().len() <= 21, "{index}");
    }
}

proptest! {
    #[test]
    fn plans_ask_for_few_nodes_and_only_for_complete_ones(
        size in prop_oneof![1_u64..2_000, 1_u64..=i64::MAX.unsigned_abs()], place: u64,
    ) {
        let index = place % size;
        let height = size.next_power_of_two().trailing_zeros();
        for nodes in [
            inclusion_plan(index, size).unwrap().nodes().collect::<Vec<_>>(),
            consistency_plan(index + 1, size).unwrap().nodes().collect(),
            root_plan(size).nodes().collect(),
        ] {
            prop_assert!(nodes.len() <= at(u64::from(2 * height + 1)));
            prop_assert_eq!(nodes.iter().collect::<BTreeSet<_>>().len(), nodes.len(), "each once");
            for node in nodes {
                prop_assert!((u128::from(node.index) + 1) << node.level <= u128::from(size), "{:?}", node);
            }
        }
    }
}
