//! Verifying an exported journal, without a database and without us: entries, signed heads, public keys.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use anyhow::Context;
use shared::features::journal::{PublicKey, SignedHead};
use shared::journal::entry::JournalEntry;
use shared::kit::page::Page;
use uuid::Uuid;

use super::chain::Follower;
use super::{Fault, Report, heads};
use crate::db::PLATFORM;

/// Verifies files: `journal` has one entry a line, `heads` one signed head a line (those of other journals are checked
/// too, and otherwise left aside), `keys` is what `/api/v1/keys` answers.
///
/// # Errors
/// When a file cannot be read.
pub fn file(journal: &Path, heads: &Path, keys: &Path) -> anyhow::Result<Report> {
    readers(open(journal)?, open(heads)?, &read_keys(keys)?)
}

pub(super) fn open(path: &Path) -> anyhow::Result<BufReader<File>> {
    let file = File::open(path).with_context(|| format!("no se pudo abrir {}", path.display()));
    file.map(BufReader::new)
}

/// Public keys, as `/api/v1/keys` answers them.
pub(super) fn read_keys(path: &Path) -> anyhow::Result<Vec<PublicKey>> {
    let keys: Page<PublicKey> =
        serde_json::from_reader(open(path)?).context("el archivo de llaves no es válido")?;
    Ok(keys.items)
}

/// As [`file`], from what is open already.
///
/// # Errors
/// When a reader fails.
pub fn readers(
    journal: impl BufRead,
    heads: impl BufRead,
    keys: &[PublicKey],
) -> anyhow::Result<Report> {
    let mut report = Report::default();
    let signed = heads::read(heads, keys, &mut report)?;
    let mut follower: Option<Follower> = None;
    let begin = |municipality: Uuid| {
        let own = signed
            .iter()
            .filter(|head| head.municipality_id == municipality);
        Follower::new(municipality, own.map(SignedHead::head))
    };
    let mut broken = None;
    for line in Lines(journal) {
        report.entries += 1;
        let line = line?;
        let first: Option<JournalEntry> = match &follower {
            None => serde_json::from_slice(&line.bytes).ok(),
            Some(_) => None,
        };
        let follower = follower
            .get_or_insert_with(|| begin(first.map_or(PLATFORM, |entry| entry.municipality_id)));
        if let Err(link) = follower.follow(&line.bytes) {
            broken = Some(link);
            break;
        }
        if !line.ended {
            report.find(follower.municipality(), Fault::Line(report.entries));
        }
    }
    // Without a single entry, what was signed says whose journal is missing.
    let follower = follower
        .unwrap_or_else(|| begin(signed.first().map_or(PLATFORM, |head| head.municipality_id)));
    let municipality = follower.municipality();
    report.journals = 1;
    if let Err(link) = broken.map_or_else(|| follower.end(), Err) {
        report.find(municipality, Fault::Link(link));
    }
    Ok(report)
}

/// Lines as they are, to the byte.
struct Lines<R>(R);

struct Line {
    bytes: Vec<u8>,
    /// Whether the end of the line is there: a file that was cut off has none.
    ended: bool,
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = std::io::Result<Line>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut bytes = Vec::new();
        match self.0.read_until(b'\n', &mut bytes) {
            Ok(0) => None,
            Ok(_) => {
                let ended = bytes.pop_if(|byte| *byte == b'\n').is_some();
                Some(Ok(Line { bytes, ended }))
            }
            Err(error) => Some(Err(error)),
        }
    }
}
