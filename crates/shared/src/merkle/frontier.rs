//! The right edge of a growing tree: all that appending needs, so that it reads nothing else.

use std::{error::Error, fmt};

use super::hash::{EMPTY_ROOT, Hash, node_hash, root_of};

/// The root of a complete subtree, as it is stored; it never changes again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    /// Height of the subtree: it has 2^level leaves, and a leaf is level 0.
    pub level: u8,
    /// Place among the nodes of its level, from 0: its first leaf is `index` · 2^level.
    pub index: u64,
    /// The root of the subtree.
    pub hash: Hash,
}

/// A tree of `size` leaves by the roots of its complete subtrees, the largest first: one for each bit of `size` that is
/// set (a compact range from 0).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    subtrees: Vec<Hash>,
}

impl Frontier {
    /// How many leaves the tree has.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The root of the whole tree.
    pub fn root(&self) -> Hash {
        root_of(&self.subtrees).unwrap_or(EMPTY_ROOT)
    }

    /// Adds a leaf and gives every subtree that it completes, the leaf itself first: these are to be stored.
    pub fn append(&mut self, leaf: Hash) -> Vec<Node> {
        let mut node = Node {
            level: 0,
            index: self.size,
            hash: leaf,
        };
        let mut completed = vec![node];
        // As in adding one to `size` in binary: a set bit is a subtree that waited for its right half.
        let mut waiting = self.size;
        while waiting & 1 == 1
            && let Some(left) = self.subtrees.pop()
        {
            node = Node {
                level: node.level + 1,
                index: node.index >> 1,
                hash: node_hash(&left, &node.hash),
            };
            completed.push(node);
            waiting >>= 1;
        }
        self.subtrees.push(node.hash);
        self.size = self.size.saturating_add(1);
        completed
    }

    /// Adds leaves in order and gives every subtree that they complete.
    pub fn append_many(&mut self, leaves: impl IntoIterator<Item = Hash>) -> Vec<Node> {
        let leaves = leaves.into_iter();
        leaves.flat_map(|leaf| self.append(leaf)).collect()
    }

    /// As it is stored: the size in eight bytes, big end first, and the hashes one after the other.
    pub fn to_bytes(&self) -> Vec<u8> {
        let hashes = self.subtrees.iter().flat_map(Hash::as_bytes);
        self.size
            .to_be_bytes()
            .iter()
            .chain(hashes)
            .copied()
            .collect()
    }

    /// Reads what [`Frontier::to_bytes`] wrote. That the hashes are the right ones shows only against a root that was
    /// kept elsewhere.
    ///
    /// # Errors
    /// When there are more or fewer hashes than a tree of that size has, or when no signed head could name that size.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, FrontierError> {
        let (size, hashes) = bytes.split_first_chunk().ok_or(FrontierError::Length)?;
        let size = u64::from_be_bytes(*size);
        if i64::try_from(size).is_err() {
            return Err(FrontierError::Size);
        }
        let (hashes, []) = hashes.as_chunks() else {
            return Err(FrontierError::Length);
        };
        if u32::try_from(hashes.len()) != Ok(size.count_ones()) {
            return Err(FrontierError::Length);
        }
        Ok(Self {
            size,
            subtrees: hashes.iter().copied().map(Hash::new).collect(),
        })
    }
}

/// Why bytes are not a frontier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrontierError {
    /// Not the bytes of a size and of the hashes that belong to it.
    Length,
    /// More leaves than a head can name.
    Size,
}

impl fmt::Display for FrontierError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Length => "the frontier does not have the hashes of a tree of its size",
            Self::Size => "the frontier claims more leaves than a tree can have",
        })
    }
}

impl Error for FrontierError {}
