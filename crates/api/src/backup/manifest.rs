//! What an archive says of itself: what is in it, by count and digest, under a signature.

use anyhow::{Context, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use ed25519_dalek::{Signature, Signer as _};
use serde::{Deserialize, Serialize};
use shared::journal::chain::Head;
use uuid::Uuid;

use crate::db::catalog::Column;
use crate::keys::{Keyring, Purpose};

/// The form of archives that this program writes and reads.
pub(super) const FORMAT: u32 = 1;

/// The table of contents; the last entry but one of an archive.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Version of the form.
    pub format: u32,
    /// When it was begun.
    pub created_at: DateTime<Utc>,
    /// The engine it was read from: `sqlite` or `postgres`.
    pub engine: String,
    /// Name of the last migration of the database.
    pub schema_version: String,
    /// Set when it holds one municipality only.
    pub municipality_id: Option<Uuid>,
    /// Keys without which it is of no use: they open values, link persons, sign heads.
    pub key_ids: Vec<String>,
    /// Tables in the order in which they are loaded.
    pub tables: Vec<TableEntry>,
    /// How far every journal had come.
    pub heads: Vec<Head>,
    /// Files, each with its digest.
    pub files: Vec<FileEntry>,
    /// Files that the database names and that were missing or damaged already.
    pub missing_files: Vec<String>,
}

/// What an archive holds of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableEntry {
    /// Its name.
    pub name: String,
    /// Its columns, in the order of the values of a row.
    pub(crate) columns: Vec<Column>,
    /// How many rows.
    pub rows: u64,
    /// SHA-256 over its lines, sorted by key.
    pub sha256: String,
}

/// A file of an archive.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileEntry {
    /// Whose it is.
    pub municipality_id: Uuid,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// How many bytes.
    pub size: u64,
}

impl FileEntry {
    /// Its name in the archive.
    pub(super) fn name(&self) -> String {
        format!("files/{}/{}", self.municipality_id, self.sha256)
    }
}

/// The signature over the bytes of the manifest.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Seal {
    pub(crate) key_id: String,
    pub(crate) signature: String,
}

/// Names of the keys that an archive needs.
pub(super) fn needed_keys(ring: &Keyring) -> Vec<String> {
    [Purpose::Value, Purpose::Tag, Purpose::Head]
        .into_iter()
        .flat_map(|purpose| ring.all(purpose))
        .map(|key| key.id)
        .collect()
}

impl Seal {
    pub(crate) fn over(manifest: &[u8], ring: &Keyring) -> anyhow::Result<Self> {
        let key = ring.current(Purpose::Head)?;
        let signature = key.signing().sign(manifest);
        Ok(Self {
            key_id: key.id,
            signature: STANDARD.encode(signature.to_bytes()),
        })
    }

    /// Refuses a manifest that this installation did not sign.
    pub(super) fn check(&self, manifest: &[u8], ring: &Keyring) -> anyhow::Result<()> {
        let key = ring.find(Purpose::Head, &self.key_id).context(
            "las llaves de este respaldo no están en el llavero: restáurelas con «munica keys import»",
        )?;
        let bytes: [u8; 64] = STANDARD
            .decode(&self.signature)?
            .try_into()
            .ok()
            .context("la firma del respaldo no es válida")?;
        key.signing()
            .verifying_key()
            .verify_strict(manifest, &Signature::from_bytes(&bytes))
            .context("la firma del respaldo no es válida")
    }
}

impl Manifest {
    /// Refuses what cannot be restored here.
    pub(super) fn check(&self, ring: &Keyring) -> anyhow::Result<()> {
        ensure!(
            self.format == FORMAT,
            "el respaldo tiene el formato {}, este programa lee el {FORMAT}",
            self.format
        );
        let own = needed_keys(ring);
        for id in &self.key_ids {
            ensure!(
                own.contains(id),
                "falta la llave {id} de este respaldo: restáurela con «munica keys import»"
            );
        }
        Ok(())
    }
}
