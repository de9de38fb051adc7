//! Following a proof to a root: RFC 9162, 2.1.3.2 and 2.1.4.2, step by step.
//!
//! Anything may be passed in: the loops end with the bits of the size, however long the path is. A size and a root must
//! come together from one signed head. A root alone does not fix its size, and where trees of two sizes lead the same
//! way to a leaf, the same proof holds under both.

use std::{error::Error, fmt};

use super::hash::{EMPTY_ROOT, Hash, node_hash};

/// What does not hold in a proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// The proof is about another tree, or another size of it, than the head.
    OtherTree,
    /// The tree does not reach the leaf.
    OutsideTree,
    /// The later tree has fewer leaves than the earlier one.
    Shrunk,
    /// The path has more or fewer hashes than the way through the tree.
    Length,
    /// The path does not lead to the root of the tree, or to that of the later one.
    Root,
    /// The path does not lead to the root of the earlier tree: what had been published was changed.
    OldRoot,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::OtherTree => "the proof belongs to another tree or to another size of it",
            Self::OutsideTree => "the tree does not reach the leaf",
            Self::Shrunk => "the later tree has fewer leaves than the earlier one",
            Self::Length => "the proof does not have the hashes that the way to the root needs",
            Self::Root => "the proof does not lead to the root of the tree",
            Self::OldRoot => "the proof does not lead to the root of the earlier tree",
        })
    }
}

impl Error for Broken {}

/// Checks that `leaf` stands at `index` of the tree of `size` leaves whose root is `root`.
///
/// # Errors
/// Says what does not hold.
pub fn verify_inclusion(
    leaf: Hash,
    index: u64,
    size: u64,
    proof: &[Hash],
    root: Hash,
) -> Result<(), Broken> {
    if index >= size {
        return Err(Broken::OutsideTree);
    }
    let mut way = Way {
        node: index,
        last: size - 1,
    };
    let mut hash = leaf;
    for sibling in proof {
        hash = match way.up()? {
            Side::Left => node_hash(sibling, &hash),
            Side::Right => node_hash(&hash, sibling),
        };
    }
    way.arrived()?;
    if hash == root {
        Ok(())
    } else {
        Err(Broken::Root)
    }
}

/// Checks that the tree of `new_size` leaves begins with the very leaves of that of `old_size`.
///
/// An empty old tree begins every tree: nothing is said then about the new root.
///
/// # Errors
/// Says what does not hold.
pub fn verify_consistency(
    old_size: u64,
    old_root: Hash,
    new_size: u64,
    new_root: Hash,
    proof: &[Hash],
) -> Result<(), Broken> {
    if old_size > new_size {
        return Err(Broken::Shrunk);
    }
    if old_size == 0 && old_root != EMPTY_ROOT {
        return Err(Broken::OldRoot);
    }
    if old_size == 0 || old_size == new_size {
        return match proof {
            [_, ..] => Err(Broken::Length),
            [] if old_size == new_size && old_root != new_root => Err(Broken::Root),
            [] => Ok(()),
        };
    }
    // The path starts from the last complete subtree of the old tree; it leaves that out where it is all of it.
    let (start, siblings) = match proof {
        [] => return Err(Broken::Length),
        siblings if old_size.is_power_of_two() => (old_root, siblings),
        [start, siblings @ ..] => (*start, siblings),
    };
    let level = old_size.trailing_zeros();
    let mut way = Way {
        node: (old_size - 1) >> level,
        last: (new_size - 1) >> level,
    };
    let (mut old, mut new) = (start, start);
    for sibling in siblings {
        match way.up()? {
            Side::Left => {
                old = node_hash(sibling, &old);
                new = node_hash(sibling, &new);
            }
            // What stands to the right came after the old tree.
            Side::Right => new = node_hash(&new, sibling),
        }
    }
    way.arrived()?;
    if old != old_root {
        Err(Broken::OldRoot)
    } else if new != new_root {
        Err(Broken::Root)
    } else {
        Ok(())
    }
}

/// On which side of the node its sibling stands.
enum Side {
    Left,
    Right,
}

/// The way from a node to the root: its place in its level, and that of the last node (`fn` and `sn` in the RFC).
struct Way {
    node: u64,
    last: u64,
}

impl Way {
    /// Goes up to where the next sibling joins.
    fn up(&mut self) -> Result<Side, Broken> {
        if self.last == 0 {
            return Err(Broken::Length);
        }
        let side = if self.node & 1 == 1 || self.node == self.last {
            // A last node without a sibling in its level rises until it is the right one of a pair.
            while self.node & 1 == 0 && self.node != 0 {
                self.shift();
            }
            Side::Left
        } else {
            Side::Right
        };
        self.shift();
        Ok(side)
    }

    fn shift(&mut self) {
        self.node >>= 1;
        self.last >>= 1;
    }

    fn arrived(&self) -> Result<(), Broken> {
        if self.last == 0 {
            Ok(())
        } else {
            Err(Broken::Length)
        }
    }
}
