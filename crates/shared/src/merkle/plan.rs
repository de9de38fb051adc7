//! Which stored nodes a proof or an older root needs, and what becomes of them once they are read.
//!
//! Only complete subtrees are stored. A path of RFC 9162 also names at most one subtree of the right edge that is not
//! complete; it is computed from the complete ones side by side in it. So a plan lists at most one node for each level
//! of the path and one for each level of that edge: O(log n), all known before the first is read.

use std::{error::Error, fmt};

use super::hash::{EMPTY_ROOT, Hash, root_of};

/// Where a stored node stands; see [`super::frontier::Node`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId {
    /// Height of its subtree.
    pub level: u8,
    /// Place among the nodes of its level.
    pub index: u64,
}

/// The stored nodes that make the path of a proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    path: Vec<Span>,
}

impl Plan {
    /// The nodes to read, each once and each complete in the tree that was asked about.
    pub fn nodes(&self) -> impl Iterator<Item = NodeId> {
        self.path.iter().flat_map(|span| span.0.iter().copied())
    }

    /// The path of the proof, in the order of the RFC, from what was read.
    ///
    /// # Errors
    /// Names the first node that `stored` does not have.
    pub fn proof(
        &self,
        stored: impl Fn(u8, u64) -> Option<Hash>,
    ) -> Result<Vec<Hash>, MissingNode> {
        self.path.iter().map(|span| span.root(&stored)).collect()
    }
}

/// The stored nodes that make the root of a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RootPlan(Span);

impl RootPlan {
    /// The nodes to read: those of the [`super::frontier::Frontier`] of that size, in its order.
    pub fn nodes(&self) -> impl Iterator<Item = NodeId> {
        self.0.0.iter().copied()
    }

    /// The root, from what was read.
    ///
    /// # Errors
    /// Names the first node that `stored` does not have.
    pub fn root(&self, stored: impl Fn(u8, u64) -> Option<Hash>) -> Result<Hash, MissingNode> {
        self.0.root(stored)
    }
}

/// Plans the proof that a leaf stands at `index` of the tree of `size` leaves (RFC 9162, 2.1.3.1).
///
/// # Errors
/// When that tree does not reach the leaf.
pub fn inclusion_plan(index: u64, size: u64) -> Result<Plan, PlanError> {
    if index >= size {
        return Err(PlanError::OutsideTree { index, size });
    }
    let mut path = Vec::new();
    let (mut begin, mut end) = (0, size);
    while end - begin > 1 {
        let middle = split(begin, end);
        if index < middle {
            path.push(Span::new(middle, end));
            end = middle;
        } else {
            path.push(Span::new(begin, middle));
            begin = middle;
        }
    }
    // From the leaf to the root.
    path.reverse();
    Ok(Plan { path })
}

/// Plans the proof that the tree of `new` leaves begins with that of `old` leaves (RFC 9162, 2.1.4.1).
///
/// The RFC leaves out the two cases that need no path: the empty tree begins every tree, and a tree begins with itself.
///
/// # Errors
/// When the tree shrinks.
pub fn consistency_plan(old: u64, new: u64) -> Result<Plan, PlanError> {
    if old > new {
        return Err(PlanError::Shrinks { old, new });
    }
    let mut path = Vec::new();
    let (mut begin, mut end) = (0, new);
    while 0 < old && old < end {
        let middle = split(begin, end);
        if old <= middle {
            path.push(Span::new(middle, end));
            end = middle;
        } else {
            path.push(Span::new(begin, middle));
            begin = middle;
        }
    }
    // The last subtree of the old tree; where it is the whole of it, the verifier has it as the old root.
    if begin > 0 {
        path.push(Span::new(begin, end));
    }
    path.reverse();
    Ok(Plan { path })
}

/// Plans the root that the tree had when it was of `size` leaves.
pub fn root_plan(size: u64) -> RootPlan {
    RootPlan(Span::new(0, size))
}

/// Where the RFC divides a tree: its left part is the largest complete one that is not all of it. At least two leaves.
fn split(begin: u64, end: u64) -> u64 {
    begin + (1 << (end - begin - 1).ilog2())
}

/// The complete subtrees that stand side by side over a run of leaves, the largest first.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Span(Vec<NodeId>);

impl Span {
    /// `begin` must be one of the RFC's divisions, or 0: no subtree of the run is larger than its alignment.
    fn new(begin: u64, end: u64) -> Self {
        let mut at = begin;
        let mut nodes = Vec::new();
        for level in (0_u8..64).rev() {
            if ((end - begin) >> level) & 1 == 1 {
                let index = at >> level;
                nodes.push(NodeId { level, index });
                at += 1 << level;
            }
        }
        Self(nodes)
    }

    fn root(&self, stored: impl Fn(u8, u64) -> Option<Hash>) -> Result<Hash, MissingNode> {
        let nodes = self.0.iter();
        let hashes = nodes
            .map(|node| stored(node.level, node.index).ok_or(MissingNode(*node)))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(root_of(&hashes).unwrap_or(EMPTY_ROOT))
    }
}

/// Why there is nothing to prove.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanError {
    /// The tree does not reach the leaf.
    OutsideTree {
        /// Place of the leaf, from 0.
        index: u64,
        /// Leaves of the tree.
        size: u64,
    },
    /// A tree only grows.
    Shrinks {
        /// Leaves of the tree that should come first.
        old: u64,
        /// Leaves of the tree that should continue it.
        new: u64,
    },
}

impl fmt::Display for PlanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OutsideTree { index, size } => {
                write!(f, "a tree of {size} leaves has no leaf at {index}")
            }
            Self::Shrinks { old, new } => {
                write!(f, "a tree of {old} leaves cannot become one of {new}")
            }
        }
    }
}

impl Error for PlanError {}

/// A node that should be stored and is not: the table of nodes is damaged, or the tree is not that large.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MissingNode(pub NodeId);

impl fmt::Display for MissingNode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let NodeId { level, index } = self.0;
        write!(f, "the node {index} of level {level} is not stored")
    }
}

impl Error for MissingNode {}
