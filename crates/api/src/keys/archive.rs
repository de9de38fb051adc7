//! The key ring as a file under a passphrase, to keep in another place than the backups.

use std::path::Path;

use anyhow::{Context, ensure};
use argon2::Argon2;
use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

use super::{FILE, Key, Keyring, save};

const MAGIC: &[u8] = b"munica-keys-1\n";
const SALT: usize = 16;
const NONCE: usize = 24;

/// The ring, sealed under a passphrase.
///
/// # Errors
/// When the passphrase has fewer than 12 characters.
pub fn export(ring: &Keyring, passphrase: &str) -> anyhow::Result<Vec<u8>> {
    ensure!(
        passphrase.chars().count() >= 12,
        "la frase de paso necesita 12 caracteres o más"
    );
    let salt: [u8; SALT] = rand::random();
    let nonce: [u8; NONCE] = rand::random();
    let plain = Zeroizing::new(serde_json::to_vec(&ring.keys().to_vec())?);
    let sealed = cipher(passphrase, &salt)?
        .encrypt(&XNonce::from(nonce), plain.as_slice())
        .ok()
        .context("no se pudo cifrar")?;
    Ok([MAGIC, &salt, &nonce, &sealed].concat())
}

/// Writes an exported ring into an empty key folder.
///
/// # Errors
/// When the passphrase is wrong, the file is damaged, or the folder has a ring already.
pub fn import(folder: &Path, archive: &[u8], passphrase: &str) -> anyhow::Result<()> {
    let file = folder.join(FILE);
    ensure!(!file.exists(), "ya hay un llavero en {}", folder.display());
    let rest = archive
        .strip_prefix(MAGIC)
        .context("el archivo no es un llavero de Munica")?;
    let (salt, rest) = rest
        .split_at_checked(SALT)
        .context("el archivo está incompleto")?;
    let (nonce, sealed) = rest
        .split_at_checked(NONCE)
        .context("el archivo está incompleto")?;
    let nonce: [u8; NONCE] = nonce.try_into()?;
    let plain = cipher(passphrase, salt)?
        .decrypt(&XNonce::from(nonce), sealed)
        .ok()
        .context("la frase de paso no es correcta o el archivo está dañado")?;
    let plain = Zeroizing::new(plain);
    let keys: Vec<Key> = serde_json::from_slice(&plain)?;
    save(&file, &keys)
}

fn cipher(passphrase: &str, salt: &[u8]) -> anyhow::Result<XChaCha20Poly1305> {
    let mut key = Zeroizing::new([0u8; 32]);
    Argon2::default()
        .hash_password_into(passphrase.as_bytes(), salt, key.as_mut_slice())
        .ok()
        .context("no se pudo derivar la llave")?;
    Ok(XChaCha20Poly1305::new((&*key).into()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::Purpose;

    #[test]
    fn an_exported_ring_comes_back_with_its_passphrase_only() {
        let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let ring = Keyring::open_or_create(from.path(), chrono::Utc::now()).unwrap();
        let archive = export(&ring, "una frase larga y propia").unwrap();
        assert!(import(to.path(), &archive, "otra frase larga").is_err());
        import(to.path(), &archive, "una frase larga y propia").unwrap();
        let again = Keyring::open(to.path()).unwrap();
        let id = |ring: &Keyring| ring.current(Purpose::Head).unwrap().id;
        assert_eq!(id(&again), id(&ring));
    }

    #[test]
    fn a_ring_is_never_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let ring = Keyring::open_or_create(folder.path(), chrono::Utc::now()).unwrap();
        let archive = export(&ring, "una frase larga y propia").unwrap();
        assert!(import(folder.path(), &archive, "una frase larga y propia").is_err());
    }
}
