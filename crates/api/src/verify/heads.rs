//! Signatures of heads.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, VerifyingKey};
use shared::features::journal::{KeyPurpose, PublicKey, SignedHead};

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
