//! Signed heads: their lines and their signatures.

use std::io::BufRead;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, VerifyingKey};
use shared::features::journal::{KeyPurpose, PublicKey, SignedHead};

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

/// Whether one of these keys signed this head.
pub(super) fn is_signed(head: &SignedHead, keys: &[PublicKey]) -> bool {
    let key = keys
        .iter()
        .find(|key| key.id == head.key_id && key.purpose == KeyPurpose::Head);
    key.and_then(|key| check(head, key)).is_some()
}

fn check(head: &SignedHead, key: &PublicKey) -> Option<()> {
    let key: [u8; 32] = STANDARD.decode(&key.public_key).ok()?.try_into().ok()?;
    let key = VerifyingKey::from_bytes(&key).ok()?;
    let signature: [u8; 64] = STANDARD.decode(&head.signature).ok()?.try_into().ok()?;
    let signature = Signature::from_bytes(&signature);
    key.verify_strict(&head.signed_bytes().ok()?, &signature)
        .ok()
}
