//! The chain of a journal: sealing an entry to the one before, and finding the first link that does not hold.

use std::{error::Error, fmt};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{
    canonical::{CanonicalError, canonical},
    entry::JournalEntry,
    hex,
};

/// The `prev_hash` of the first entry of every journal.
pub const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// How far a journal has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct Head {
    /// Whose journal.
    pub municipality_id: Uuid,
    /// The last entry; 0 for an empty journal.
    pub seq: i64,
    /// Its hash; 64 zeros for an empty journal.
    pub hash: String,
}

impl Head {
    /// The head of a journal without entries.
    pub fn genesis(municipality_id: Uuid) -> Self {
        Self {
            municipality_id,
            seq: 0,
            hash: GENESIS.to_owned(),
        }
    }

    /// Follows the entries from this head and gives the new one.
    ///
    /// Long journals are verified in pieces: each piece starts from the head of the one before. That the last entries
    /// are missing shows only against a head kept elsewhere: see [`Head::expect`].
    ///
    /// # Errors
    /// Names the first link that does not hold.
    pub fn verify<'a>(
        self,
        entries: impl IntoIterator<Item = &'a JournalEntry>,
    ) -> Result<Self, BrokenLink> {
        entries
            .into_iter()
            .try_fold(self, |head, entry| head.follow(entry))
    }

    /// Compares this verified head with one that was published or mirrored earlier or at the same moment.
    ///
    /// # Errors
    /// When the journal is shorter than that head, or has another entry in its place. Of an older head only the
    /// caller, who passed it on the way, can compare the hash.
    pub fn expect(&self, published: &Self) -> Result<(), BrokenLink> {
        let broken = |reason| {
            Err(BrokenLink {
                seq: published.seq,
                reason,
            })
        };
        if self.municipality_id != published.municipality_id {
            return broken(LinkError::OtherMunicipality);
        }
        if self.seq < published.seq {
            return broken(LinkError::Truncated);
        }
        if self.seq == published.seq && self.hash != published.hash {
            return broken(LinkError::WrongHash);
        }
        Ok(())
    }

    /// Ties an entry to this head: sets its tenant, place, previous hash and hash, and moves the head to it.
    ///
    /// # Errors
    /// When the entry holds a number that has no canonical form.
    pub fn seal(&mut self, entry: &mut JournalEntry) -> Result<(), CanonicalError> {
        entry.municipality_id = self.municipality_id;
        entry.seq = self.seq.saturating_add(1);
        entry.prev_hash.clone_from(&self.hash);
        entry.hash = entry_hash(entry)?;
        self.seq = entry.seq;
        self.hash.clone_from(&entry.hash);
        Ok(())
    }

    fn follow(self, entry: &JournalEntry) -> Result<Self, BrokenLink> {
        let expected = self.seq.saturating_add(1);
        let reason = if entry.municipality_id != self.municipality_id {
            Some(LinkError::OtherMunicipality)
        } else if entry.seq != expected {
            Some(LinkError::Gap)
        } else if entry.prev_hash != self.hash {
            Some(LinkError::WrongPrevious)
        } else if !entry_hash(entry).is_ok_and(|hash| hash == entry.hash) {
            Some(LinkError::WrongHash)
        } else {
            None
        };
        match reason {
            Some(reason) => Err(BrokenLink {
                seq: expected,
                reason,
            }),
            None => Ok(Self {
                seq: entry.seq,
                hash: entry.hash.clone(),
                ..self
            }),
        }
    }
}

/// The hash that an entry should carry: SHA-256 over its canonical form without `hash`, in hexadecimal.
///
/// # Errors
/// When the entry holds a number that has no canonical form.
pub fn entry_hash(entry: &JournalEntry) -> Result<String, CanonicalError> {
    // An entry has only text, integers and JSON values: it always becomes an object.
    let mut value = serde_json::to_value(entry).unwrap_or_default();
    if let Value::Object(members) = &mut value {
        members.remove("hash");
    }
    Ok(hex(Sha256::digest(canonical(&value)?)))
}

/// The first link of a journal that does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct BrokenLink {
    /// The entry that should stand there.
    pub seq: i64,
    /// What is wrong.
    pub reason: LinkError,
}

/// What is wrong with a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LinkError {
    /// An entry is missing, repeated or out of order.
    Gap,
    /// The entry does not continue the one before.
    WrongPrevious,
    /// The entry, or its published hash, was changed.
    WrongHash,
    /// The entry belongs to another journal.
    OtherMunicipality,
    /// The journal ends before an entry whose head was published.
    Truncated,
}

impl fmt::Display for BrokenLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reason = match self.reason {
            LinkError::Gap => "falta, se repite o está fuera de orden",
            LinkError::WrongPrevious => "no continúa al asiento anterior",
            LinkError::WrongHash => "fue alterado: su huella no corresponde",
            LinkError::OtherMunicipality => "pertenece a otra municipalidad",
            LinkError::Truncated => "falta, aunque su huella ya se había publicado",
        };
        write!(f, "El asiento {} del diario {reason}.", self.seq)
    }
}

impl Error for BrokenLink {}
