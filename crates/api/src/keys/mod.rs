//! The key ring: every secret the platform makes itself, in one file outside the database and its archives.
//!
//! Signing keys (sessions, journal heads) and the value key rotate: the newest of a purpose signs and seals, older ones
//! still verify and open. The tag key does not: rotating it would break the link between a person's records.

mod archive;
pub(crate) mod known;
mod vault;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use anyhow::{Context, bail, ensure};
use base64::engine::general_purpose::STANDARD_NO_PAD as BASE64;
use chrono::{DateTime, Utc};
use ed25519_dalek::SigningKey;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

pub use archive::{export, import};
pub use vault::Vault;

/// The file of a ring in its folder.
const FILE: &str = "keyring.json";

/// What a key is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Signs access tokens (Ed25519).
    Session,
    /// Signs the heads of the journals (Ed25519).
    Head,
    /// Seals personal values (XChaCha20-Poly1305).
    Value,
    /// Links a person's records without showing the number (HMAC-SHA-256).
    Tag,
    /// Signs outgoing webhooks (HMAC-SHA-256).
    Webhook,
}

impl Purpose {
    /// Every purpose; a ring holds at least one key of each.
    pub const ALL: [Self; 5] = [
        Self::Session,
        Self::Head,
        Self::Value,
        Self::Tag,
        Self::Webhook,
    ];
}

/// One secret of 32 bytes.
#[derive(Clone, Serialize, Deserialize)]
pub struct Key {
    /// Short name that stands beside what the key signed or sealed.
    pub id: String,
    /// What it is for.
    pub purpose: Purpose,
    /// When it was made; the newest of a purpose is in use.
    pub created_at: DateTime<Utc>,
    #[serde(with = "secret")]
    secret: Zeroizing<[u8; 32]>,
}

impl Key {
    fn generate(purpose: Purpose, now: DateTime<Utc>) -> Self {
        Self {
            id: hex::encode(rand::random::<[u8; 4]>()),
            purpose,
            created_at: now,
            secret: Zeroizing::new(rand::random()),
        }
    }

    /// The secret itself.
    pub(crate) fn secret(&self) -> &[u8; 32] {
        &self.secret
    }

    /// The secret as an Ed25519 key.
    pub(crate) fn signing(&self) -> SigningKey {
        SigningKey::from_bytes(&self.secret)
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Key({} {:?})", self.id, self.purpose)
    }
}

mod secret {
    use super::{BASE64, Zeroizing};
    use base64::Engine as _;
    use serde::de::Error as _;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(
        secret: &Zeroizing<[u8; 32]>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&BASE64.encode(secret.as_slice()))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Zeroizing<[u8; 32]>, D::Error> {
        let text = Zeroizing::new(String::deserialize(deserializer)?);
        let bytes = Zeroizing::new(BASE64.decode(text.as_bytes()).map_err(D::Error::custom)?);
        let array = bytes.as_slice().try_into().map_err(D::Error::custom)?;
        Ok(Zeroizing::new(array))
    }
}

/// The key ring of an installation.
#[derive(Debug)]
pub struct Keyring {
    file: PathBuf,
    keys: RwLock<Arc<[Key]>>,
}

impl Keyring {
    /// Reads the ring of a folder.
    ///
    /// # Errors
    /// When the file is missing, not readable, or lacks a purpose.
    pub fn open(folder: &Path) -> anyhow::Result<Self> {
        let file = folder.join(FILE);
        let text = Zeroizing::new(fs::read_to_string(&file).with_context(|| {
            format!(
                "no se encuentran las llaves en {}: restáurelas con «munica keys import»",
                folder.display()
            )
        })?);
        let keys: Vec<Key> = serde_json::from_str(&text).context("el llavero está dañado")?;
        for purpose in Purpose::ALL {
            ensure!(
                keys.iter().any(|key| key.purpose == purpose),
                "al llavero le falta una llave: {purpose:?}"
            );
        }
        Ok(Self {
            file,
            keys: RwLock::new(keys.into()),
        })
    }

    /// Reads the ring of a folder, or makes one where there is none yet; whoever calls knows that no data was sealed with
    /// another.
    ///
    /// # Errors
    /// When the folder cannot be written or holds a damaged ring.
    pub(crate) fn open_or_create(folder: &Path, now: DateTime<Utc>) -> anyhow::Result<Self> {
        if !folder.join(FILE).exists() {
            let keys: Vec<Key> = Purpose::ALL
                .map(|purpose| Key::generate(purpose, now))
                .into();
            save(&folder.join(FILE), &keys)?;
        }
        Self::open(folder)
    }

    fn keys(&self) -> Arc<[Key]> {
        self.keys
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// The key in use for a purpose.
    ///
    /// # Errors
    /// Never for a ring that [`Keyring::open`] accepted.
    pub(crate) fn current(&self, purpose: Purpose) -> anyhow::Result<Key> {
        self.keys()
            .iter()
            .filter(|key| key.purpose == purpose)
            .max_by_key(|key| key.created_at)
            .cloned()
            .context("al llavero le falta una llave")
    }

    /// The key with this name, for what an older key signed or sealed.
    pub(crate) fn find(&self, purpose: Purpose, id: &str) -> Option<Key> {
        self.keys()
            .iter()
            .find(|key| key.purpose == purpose && key.id == id)
            .cloned()
    }

    /// Keys of one purpose, oldest first.
    pub(crate) fn all(&self, purpose: Purpose) -> Vec<Key> {
        let mut keys: Vec<Key> = self
            .keys()
            .iter()
            .filter(|key| key.purpose == purpose)
            .cloned()
            .collect();
        keys.sort_by_key(|key| key.created_at);
        keys
    }

    /// Makes a new key for a purpose; the older ones still verify and open.
    ///
    /// # Errors
    /// For the tag key, and when the file cannot be written.
    pub fn rotate(&self, purpose: Purpose, now: DateTime<Utc>) -> anyhow::Result<Key> {
        if purpose == Purpose::Tag {
            bail!(
                "la llave de enlace no rota: se perdería el vínculo entre registros de una misma persona"
            );
        }
        let key = Key::generate(purpose, now);
        let mut held = self.keys.write().unwrap_or_else(PoisonError::into_inner);
        let mut keys = held.to_vec();
        keys.push(key.clone());
        save(&self.file, &keys)?;
        *held = keys.into();
        Ok(key)
    }
}

/// Writes the ring so that a crash leaves the old one or the new one, readable by its owner only.
fn save(file: &Path, keys: &[Key]) -> anyhow::Result<()> {
    let folder = file.parent().context("la carpeta de llaves no es válida")?;
    fs::create_dir_all(folder).with_context(|| format!("no se pudo crear {}", folder.display()))?;
    let text = Zeroizing::new(serde_json::to_string_pretty(keys)?);
    let draft = file.with_extension("new");
    write_private(&draft, text.as_bytes())?;
    fs::rename(&draft, file)?;
    fs::File::open(folder)?.sync_all()?;
    Ok(())
}

#[cfg(unix)]
fn write_private(file: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut options = fs::OpenOptions::new();
    let mut out = options
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(file)?;
    out.write_all(bytes)?;
    out.sync_all()?;
    Ok(())
}

#[cfg(not(unix))]
fn write_private(file: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    fs::write(file, bytes)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring() -> (tempfile::TempDir, Keyring) {
        let folder = tempfile::tempdir().unwrap();
        let ring = Keyring::open_or_create(folder.path(), Utc::now()).unwrap();
        (folder, ring)
    }

    #[test]
    fn a_ring_is_the_same_after_reopening() {
        let (folder, ring) = ring();
        let again = Keyring::open(folder.path()).unwrap();
        for purpose in Purpose::ALL {
            let (a, b) = (
                ring.current(purpose).unwrap(),
                again.current(purpose).unwrap(),
            );
            assert_eq!((a.id.clone(), a.secret()), (b.id.clone(), b.secret()));
        }
    }

    #[test]
    fn a_rotated_key_signs_from_then_on_and_the_old_one_is_still_found() {
        let (_folder, ring) = ring();
        let old = ring.current(Purpose::Session).unwrap();
        let new = ring
            .rotate(Purpose::Session, Utc::now() + chrono::TimeDelta::days(1))
            .unwrap();
        assert_eq!(ring.current(Purpose::Session).unwrap().id, new.id);
        assert!(ring.find(Purpose::Session, &old.id).is_some());
    }

    #[test]
    fn the_tag_key_refuses_to_rotate() {
        let (_folder, ring) = ring();
        assert!(ring.rotate(Purpose::Tag, Utc::now()).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_on_the_machine_reads_the_file() {
        use std::os::unix::fs::PermissionsExt as _;
        let (folder, _ring) = ring();
        let mode = fs::metadata(folder.path().join("keyring.json"))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o077, 0);
    }
}
