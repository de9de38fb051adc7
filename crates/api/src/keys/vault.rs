//! Sealing, opening, tagging: what the rest of the API does with the keys.

use std::sync::Arc;

use anyhow::{Context, bail};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use sha2::Sha256;

use super::{Keyring, Purpose};

const NONCE: usize = 24;

/// Seals and opens values, and derives tags.
#[derive(Clone, Debug)]
pub struct Vault {
    keys: Arc<Keyring>,
}

impl Vault {
    /// A vault over a key ring.
    pub fn new(keys: Arc<Keyring>) -> Self {
        Self { keys }
    }

    /// Seals bytes under a context that must be the same when they are opened.
    /// Layout: length of the key's name, the name, the nonce, the ciphertext.
    ///
    /// # Errors
    /// When the ring has no value key.
    pub(crate) fn seal(&self, context: &str, plain: &[u8]) -> anyhow::Result<Vec<u8>> {
        let key = self.keys.current(Purpose::Value)?;
        let nonce: [u8; NONCE] = rand::random();
        let payload = Payload {
            msg: plain,
            aad: context.as_bytes(),
        };
        let sealed = XChaCha20Poly1305::new(key.secret().into())
            .encrypt(&XNonce::from(nonce), payload)
            .ok()
            .context("no se pudo cifrar")?;
        let mut out = Vec::with_capacity(1 + key.id.len() + NONCE + sealed.len());
        out.push(u8::try_from(key.id.len())?);
        out.extend_from_slice(key.id.as_bytes());
        out.extend_from_slice(&nonce);
        out.extend_from_slice(&sealed);
        Ok(out)
    }

    /// Opens what [`Vault::seal`] sealed under the same context.
    ///
    /// # Errors
    /// When the key is gone, the context is another, or a byte was changed.
    pub(crate) fn open(&self, context: &str, sealed: &[u8]) -> anyhow::Result<Vec<u8>> {
        let (length, rest) = sealed.split_first().context("valor cifrado vacío")?;
        let (id, rest) = rest
            .split_at_checked(usize::from(*length))
            .context("valor cifrado incompleto")?;
        let (nonce, body) = rest
            .split_at_checked(NONCE)
            .context("valor cifrado incompleto")?;
        let nonce: [u8; NONCE] = nonce.try_into()?;
        let Some(key) = self.keys.find(Purpose::Value, std::str::from_utf8(id)?) else {
            bail!("la llave de este valor ya no está en el llavero");
        };
        XChaCha20Poly1305::new(key.secret().into())
            .decrypt(
                &XNonce::from(nonce),
                Payload {
                    msg: body,
                    aad: context.as_bytes(),
                },
            )
            .ok()
            .context("el valor cifrado no corresponde")
    }

    /// A tag by which equal values of a kind are found and linked without being shown.
    ///
    /// # Errors
    /// When the ring has no tag key.
    pub(crate) fn tag(&self, kind: &str, value: &str) -> anyhow::Result<String> {
        let key = self.keys.current(Purpose::Tag)?;
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key.secret())?;
        mac.update(kind.as_bytes());
        mac.update(&[0]);
        mac.update(value.as_bytes());
        Ok(hex::encode(mac.finalize().into_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Utc;

    fn vault() -> (tempfile::TempDir, Vault) {
        let folder = tempfile::tempdir().unwrap();
        let keys = Keyring::open_or_create(folder.path(), Utc::now()).unwrap();
        (folder, Vault::new(Arc::new(keys)))
    }

    #[test]
    fn what_is_sealed_opens_only_under_its_own_context() {
        let (_folder, vault) = vault();
        let sealed = vault.seal("a|b", "40112233".as_bytes()).unwrap();
        assert_eq!(vault.open("a|b", &sealed).unwrap(), b"40112233");
        assert!(vault.open("a|c", &sealed).is_err());
    }

    #[test]
    fn a_changed_byte_is_noticed_anywhere() {
        let (_folder, vault) = vault();
        let sealed = vault.seal("a", b"value").unwrap();
        for index in 0..sealed.len() {
            let mut other = sealed.clone();
            other[index] ^= 1;
            assert!(vault.open("a", &other).is_err(), "byte {index}");
            assert!(vault.open("a", &sealed[..index]).is_err(), "cut at {index}");
        }
    }

    #[test]
    fn old_values_open_after_a_rotation() {
        let (_folder, vault) = vault();
        let sealed = vault.seal("a", b"value").unwrap();
        vault
            .keys
            .rotate(Purpose::Value, Utc::now() + chrono::TimeDelta::days(1))
            .unwrap();
        assert_eq!(vault.open("a", &sealed).unwrap(), b"value");
    }

    #[test]
    fn tags_link_equal_values_of_one_kind_only() {
        let (_folder, vault) = vault();
        assert_eq!(
            vault.tag("dni", "1").unwrap(),
            vault.tag("dni", "1").unwrap()
        );
        assert_ne!(
            vault.tag("dni", "1").unwrap(),
            vault.tag("ce", "1").unwrap()
        );
        assert_ne!(vault.tag("a", "b").unwrap(), vault.tag("a\0b", "").unwrap());
    }
}
