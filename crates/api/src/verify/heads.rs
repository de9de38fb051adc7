//! Signed heads: their lines and their signatures.

use std::io::BufRead;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, VerifyingKey};
use shared::features::journal::{KeyPurpose, PublicKey, SignedHead};
use shared::merkle::wire::SignedTreeHead;

use super::{Fault, Report};
use crate::db::PLATFORM;

/// The heads of a file that one of these keys signed, one a line. What surrounds a line is not part of it: people copy
/// them out of mails.
pub(super) fn read(
    reader: impl BufRead,
    keys: &[PublicKey],
    report: &mut Report,
) -> anyhow::Result<Vec<SignedHead>> {
    let mut signed = Vec::new();
    for (number, line) in (1..).zip(reader.split(b'\n')) {
        let line = line?;
        let line = line.trim_ascii();
        if line.is_empty() {
            continue;
        }
        report.heads += 1;
        let head = serde_json::from_slice::<SignedHead>(line).ok();
        let head = head.filter(|head| head.line().is_ok_and(|own| own == line));
        match head {
            Some(head) if is_signed(&head, keys) => signed.push(head),
            Some(head) => report.find(head.municipality_id, Fault::Signature(head.seq)),
            None => report.find(PLATFORM, Fault::Line(number)),
        }
    }
    Ok(signed)
}

/// Whether one of these keys signed this head of a journal.
pub(super) fn is_signed(head: &SignedHead, keys: &[PublicKey]) -> bool {
    let bytes = head.signed_bytes().ok();
    bytes.is_some_and(|bytes| signed(&bytes, &head.key_id, &head.signature, keys).is_some())
}

/// Whether one of these keys signed this head of a register's tree.
pub(super) fn is_tree_signed(head: &SignedTreeHead, keys: &[PublicKey]) -> bool {
    let bytes = head.signed_bytes().ok();
    bytes.is_some_and(|bytes| signed(&bytes, &head.key_id, &head.signature, keys).is_some())
}

fn signed(bytes: &[u8], key_id: &str, signature: &str, keys: &[PublicKey]) -> Option<()> {
    let key = keys
        .iter()
        .find(|key| key.id == key_id && key.purpose == KeyPurpose::Head)?;
    let key: [u8; 32] = STANDARD.decode(&key.public_key).ok()?.try_into().ok()?;
    let key = VerifyingKey::from_bytes(&key).ok()?;
    let signature: [u8; 64] = STANDARD.decode(signature).ok()?.try_into().ok()?;
    key.verify_strict(bytes, &Signature::from_bytes(&signature))
        .ok()
}
