//! Following one journal, line by line, past the heads that were signed of it.

use std::collections::{BTreeMap, BTreeSet};

use shared::journal::canonical::canonical;
use shared::journal::chain::{BrokenLink, Head, LinkError};
use shared::journal::entry::JournalEntry;
use uuid::Uuid;

/// A journal as far as it was followed.
pub(super) struct Follower {
    head: Head,
    /// Hashes that signed heads promise, by place. Two of one place contradict each other: no entry keeps both.
    promised: BTreeMap<i64, BTreeSet<String>>,
}

impl Follower {
    /// Begins before the first entry.
    pub(super) fn new(municipality: Uuid, promised: impl IntoIterator<Item = Head>) -> Self {
        Self::after(Head::genesis(municipality), promised)
    }

    /// Begins after an entry that is not at hand: at the head it left.
    pub(super) fn after(head: Head, promised: impl IntoIterator<Item = Head>) -> Self {
        let mut places: BTreeMap<i64, BTreeSet<String>> = BTreeMap::new();
        for head in promised {
            places.entry(head.seq).or_default().insert(head.hash);
        }
        Self {
            head,
            promised: places,
        }
    }

    /// Whose journal it is.
    pub(super) fn municipality(&self) -> Uuid {
        self.head.municipality_id
    }

    /// Follows the next line, which must be the canonical text of its entry to the byte.
    pub(super) fn follow(&mut self, body: &[u8]) -> Result<JournalEntry, BrokenLink> {
        let broken = BrokenLink {
            seq: self.head.seq.saturating_add(1),
            reason: LinkError::WrongHash,
        };
        let entry: JournalEntry = serde_json::from_slice(body).map_err(|_| broken)?;
        self.head = self.head.clone().verify([&entry])?;
        let written = serde_json::to_value(&entry).ok();
        let written = written.and_then(|value| canonical(&value).ok());
        if written.as_deref() != Some(body) {
            return Err(broken);
        }
        match self.promised.remove(&entry.seq) {
            Some(hashes) if hashes.iter().any(|hash| *hash != entry.hash) => Err(broken),
            _ => Ok(entry),
        }
    }

    /// Ends the journal: nothing that was signed may be missing.
    pub(super) fn end(self) -> Result<Head, BrokenLink> {
        match self.promised.keys().next() {
            Some(&seq) => Err(BrokenLink {
                seq: seq.min(self.head.seq.saturating_add(1)),
                reason: LinkError::Truncated,
            }),
            None => Ok(self.head),
        }
    }
}
