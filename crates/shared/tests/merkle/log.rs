//! A log with the nodes that it stores, and the definitions of RFC 9162 over the leaves themselves, from the top, as the
//! standard words them.

use std::collections::HashMap;

use shared::merkle::{
    frontier::Frontier,
    hash::{EMPTY_ROOT, Hash, leaf_hash, node_hash},
    plan::{consistency_plan, inclusion_plan, root_plan},
};

pub(super) struct Log {
    pub(super) leaves: Vec<Hash>,
    pub(super) frontier: Frontier,
    pub(super) nodes: HashMap<(u8, u64), Hash>,
}

impl Log {
    pub(super) fn of(leaves: Vec<Hash>) -> Self {
        let mut frontier = Frontier::default();
        let nodes = frontier.append_many(leaves.iter().copied());
        let nodes = nodes
            .into_iter()
            .map(|node| ((node.level, node.index), node.hash));
        Self {
            nodes: nodes.collect(),
            leaves,
            frontier,
        }
    }

    pub(super) fn stored(&self) -> impl Fn(u8, u64) -> Option<Hash> {
        |level, index| self.nodes.get(&(level, index)).copied()
    }

    pub(super) fn inclusion(&self, index: u64, size: u64) -> Vec<Hash> {
        let plan = inclusion_plan(index, size).unwrap();
        plan.proof(self.stored()).unwrap()
    }

    pub(super) fn consistency(&self, old: u64, new: u64) -> Vec<Hash> {
        let plan = consistency_plan(old, new).unwrap();
        plan.proof(self.stored()).unwrap()
    }

    pub(super) fn root(&self, size: u64) -> Hash {
        root_plan(size).root(self.stored()).unwrap()
    }
}

pub(super) fn leaves(count: u64) -> Vec<Hash> {
    (0..count).map(leaf).collect()
}

pub(super) fn leaf(number: u64) -> Hash {
    leaf_hash(&number.to_be_bytes())
}

pub(super) fn at(number: u64) -> usize {
    usize::try_from(number).unwrap()
}

/// The largest power of two smaller than `n`.
fn k(n: usize) -> usize {
    let mut k = 1;
    while k * 2 < n {
        k *= 2;
    }
    k
}

/// MTH(D) of the RFC, 2.1.1.
pub(super) fn mth(d: &[Hash]) -> Hash {
    match d {
        [] => EMPTY_ROOT,
        [leaf] => *leaf,
        _ => {
            let (left, right) = d.split_at(k(d.len()));
            node_hash(&mth(left), &mth(right))
        }
    }
}

/// PATH(m, D) of the RFC, 2.1.3.1, and on which side of the way each hash stands.
pub(super) fn path(m: usize, d: &[Hash]) -> Vec<(bool, Hash)> {
    if d.len() == 1 {
        return Vec::new();
    }
    let (left, right) = d.split_at(k(d.len()));
    if m < left.len() {
        [path(m, left), vec![(false, mth(right))]].concat()
    } else {
        [path(m - left.len(), right), vec![(true, mth(left))]].concat()
    }
}

/// SUBPROOF(m, D, b) of the RFC, 2.1.4.1.
pub(super) fn subproof(m: usize, d: &[Hash], b: bool) -> Vec<Hash> {
    if m == d.len() {
        return if b { Vec::new() } else { vec![mth(d)] };
    }
    let (left, right) = d.split_at(k(d.len()));
    if m <= left.len() {
        [subproof(m, left, b), vec![mth(right)]].concat()
    } else {
        [subproof(m - left.len(), right, false), vec![mth(left)]].concat()
    }
}
