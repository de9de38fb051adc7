//! Verifying the evidence of a privacy incident, without a database and without us: a sealed archive with the incident,
//! the part of the journal from the first entry it touches to a signed head, the entries of the platform's journal that
//! concern the municipality with a signed head of each, and the keys.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use ed25519_dalek::{Signature, VerifyingKey};
use serde::{Deserialize, Serialize};
use shared::features::journal::{KeyPurpose, PublicKey, SignedHead};
use shared::journal::chain::Head;
use shared::journal::entry::JournalEntry;
use shared::kit::page::Page;
use uuid::Uuid;

use super::chain::Follower;
use super::{Fault, Report, heads};
use crate::backup::Seal;
use crate::backup::archive::{SEAL, read};
use crate::db::PLATFORM;
use crate::files::digest;

/// Names of the pieces of an evidence archive.
pub(crate) mod piece {
    pub(crate) const MANIFEST: &str = "manifest.json";
    pub(crate) const INCIDENT: &str = "incident.json";
    pub(crate) const JOURNAL: &str = "journal.ndjson";
    pub(crate) const TOUCHED: &str = "touched.ndjson";
    pub(crate) const HEADS: &str = "heads.ndjson";
    /// Entries of the platform's journal, each provable by itself.
    pub(crate) const PLATFORM: &str = "platform.ndjson";
    /// A signed head of the place of each.
    pub(crate) const PLATFORM_HEADS: &str = "platform_heads.ndjson";
    pub(crate) const KEYS: &str = "keys.json";
}

/// What an evidence archive says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// Version of the form.
    pub format: u32,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// Whose incident.
    pub municipality_id: Uuid,
    /// Its code.
    pub incident: String,
    /// The entry before the first of the part of the journal.
    pub before: Head,
    /// Its pieces.
    pub files: Vec<EvidenceFile>,
}

/// A piece of an evidence archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvidenceFile {
    /// Its name.
    pub name: String,
    /// How many bytes.
    pub size: u64,
    /// SHA-256 of its bytes.
    pub sha256: String,
}

/// Verifies an evidence archive. `keys` are those that the verifier trusts, as `/api/v1/keys` answers; without them the
/// keys in the archive are taken, which shows that it is whole but not who made it.
///
/// # Errors
/// When the archive cannot be read, was cut off or changed, or its manifest is not signed by one of the keys.
pub fn evidence(path: &Path, keys: Option<&Path>) -> anyhow::Result<Report> {
    let mut pieces = BTreeMap::new();
    read(path, |entry| {
        pieces.insert(entry.name, entry.bytes);
        Ok(())
    })?;
    let piece = |name: &str| {
        let found = pieces.get(name).map(Vec::as_slice);
        found.with_context(|| format!("al archivo le falta {name}"))
    };
    let keys: Page<PublicKey> = match keys {
        Some(path) => serde_json::from_slice(&std::fs::read(path)?)
            .context("el archivo de llaves no es válido")?,
        None => serde_json::from_slice(piece(piece::KEYS)?)?,
    };
    let manifest = piece(piece::MANIFEST)?;
    check_seal(manifest, piece(SEAL)?, &keys.items)?;
    let manifest: Evidence = serde_json::from_slice(manifest)?;
    let mut report = Report {
        journals: 1,
        ..Report::default()
    };
    for file in &manifest.files {
        report.files += 1;
        let whole = piece(&file.name).is_ok_and(|bytes| digest(bytes) == file.sha256);
        if !whole {
            report.find(manifest.municipality_id, Fault::File(file.name.clone()));
        }
    }
    let owner = manifest.municipality_id;
    let signed = signed_heads(piece(piece::HEADS)?, &keys.items, owner, &mut report)?;
    follow(
        &manifest,
        piece(piece::JOURNAL)?,
        piece(piece::TOUCHED)?,
        signed,
        &mut report,
    );
    // Archives of the first form have no part of the platform's journal.
    if manifest.format >= 2 {
        let heads = piece(piece::PLATFORM_HEADS)?;
        let signed = signed_heads(heads, &keys.items, PLATFORM, &mut report)?;
        each_alone(piece(piece::PLATFORM)?, signed, &mut report);
    }
    Ok(report)
}

fn check_seal(manifest: &[u8], seal: &[u8], keys: &[PublicKey]) -> anyhow::Result<()> {
    let seal: Seal = serde_json::from_slice(seal)?;
    let key = keys
        .iter()
        .find(|key| key.id == seal.key_id && key.purpose == KeyPurpose::Head)
        .context("ninguna de las llaves firmó este archivo")?;
    let bytes = |text: &str| STANDARD.decode(text).ok();
    let key: Option<[u8; 32]> = bytes(&key.public_key).and_then(|key| key.try_into().ok());
    let signature: Option<[u8; 64]> = bytes(&seal.signature).and_then(|all| all.try_into().ok());
    let (key, signature) = key.zip(signature).context("la firma no es válida")?;
    let signed =
        VerifyingKey::from_bytes(&key)?.verify_strict(manifest, &Signature::from_bytes(&signature));
    ensure!(signed.is_ok(), "la firma del manifiesto no es válida");
    Ok(())
}

fn signed_heads(
    lines: &[u8],
    keys: &[PublicKey],
    owner: Uuid,
    report: &mut Report,
) -> anyhow::Result<Vec<Head>> {
    let mut signed = Vec::new();
    for line in rows(lines) {
        report.heads += 1;
        let head: SignedHead = serde_json::from_slice(line)?;
        if heads::is_signed(&head, keys) && head.municipality_id == owner {
            signed.push(head.head());
        } else {
            report.find(owner, Fault::Signature(head.seq));
        }
    }
    Ok(signed)
}

/// The part of the journal must be whole, hold every touched entry to the byte, and end at or before a signed head that
/// lies behind the last of them.
fn follow(
    manifest: &Evidence,
    journal: &[u8],
    touched: &[u8],
    signed: Vec<Head>,
    report: &mut Report,
) {
    let municipality = manifest.municipality_id;
    let last_signed = signed.iter().map(|head| head.seq).max().unwrap_or(0);
    let mut follower = Follower::after(manifest.before.clone(), signed);
    let mut wanted = rows(touched).peekable();
    let mut last_touched = 0;
    for line in rows(journal) {
        report.entries += 1;
        let entry: JournalEntry = match follower.follow(line) {
            Ok(entry) => entry,
            Err(link) => {
                report.find(municipality, Fault::Link(link));
                return;
            }
        };
        *report.acts.entry(entry.action).or_default() += 1;
        if wanted.next_if(|touched| *touched == line).is_some() {
            last_touched = entry.seq;
        }
    }
    if let Err(link) = follower.end() {
        report.find(municipality, Fault::Link(link));
    }
    if wanted.next().is_some() {
        report.find(municipality, Fault::File(piece::TOUCHED.to_owned()));
    }
    if last_signed < last_touched || last_touched == 0 {
        report.find(municipality, Fault::Head(last_touched));
    }
}

/// Entries of the platform's journal with others left out between them: each must be the one whose place was signed.
fn each_alone(entries: &[u8], signed: Vec<Head>, report: &mut Report) {
    let mut signed: BTreeMap<i64, Head> = signed.into_iter().map(|head| (head.seq, head)).collect();
    for (number, line) in (1..).zip(rows(entries)) {
        report.entries += 1;
        let Ok(entry) = serde_json::from_slice::<JournalEntry>(line) else {
            report.find(PLATFORM, Fault::Line(number));
            continue;
        };
        let Some(head) = signed.remove(&entry.seq) else {
            report.find(PLATFORM, Fault::Head(entry.seq));
            continue;
        };
        let before = Head {
            municipality_id: PLATFORM,
            seq: entry.seq.saturating_sub(1),
            hash: entry.prev_hash,
        };
        match Follower::after(before, [head]).follow(line) {
            Ok(entry) => *report.acts.entry(entry.action).or_default() += 1,
            Err(link) => report.find(PLATFORM, Fault::Link(link)),
        }
    }
    // A head without its entry: one was taken out.
    for seq in signed.into_keys() {
        report.find(PLATFORM, Fault::Head(seq));
    }
}

fn rows(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
}
