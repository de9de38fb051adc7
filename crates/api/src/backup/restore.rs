//! Restoring: the archive is read whole and compared with its manifest before anything is touched, loaded into a fresh
//! database, compared again with what was loaded, and only then put to use.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, bail, ensure};
use sea_orm::{DatabaseTransaction, TransactionTrait};
use sha2::{Digest, Sha256};

use super::archive::{self, Entry, SEAL};
use super::dump::{Part, Rows};
use super::load;
use super::manifest::{Manifest, Seal};
use super::target::Target;
use crate::db::catalog;
use crate::files::{FileStore, digest};
use crate::keys::{Keyring, Vault};
use crate::settings::Settings;
use crate::verify::{self, Report};

/// What was restored.
#[derive(Clone, Debug)]
pub struct Restored {
    /// From what.
    pub manifest: Manifest,
    /// What the verification of the loaded journals saw.
    pub report: Report,
}

/// Loads an archive into the database of the settings, which must not exist yet (SQLite) or have no rows
/// (PostgreSQL), and its files into their storage.
///
/// # Errors
/// When the keys are missing, the archive is damaged or not ours, the target is not empty, or what was loaded is not
/// what was saved. The target is then as before, but for files, which are named by their content and harm nobody.
pub async fn restore(settings: &Settings, path: &Path) -> anyhow::Result<Restored> {
    let ring = Arc::new(Keyring::open(&settings.keys.folder)?);
    let (checked, own) = (path.to_owned(), ring.clone());
    let manifest = tokio::task::spawn_blocking(move || check(&checked, &own)).await??;
    ensure!(
        manifest.municipality_id.is_none(),
        "este archivo es la exportación de una municipalidad, no un respaldo de la instalación"
    );
    let target = Target::prepare(&settings.database, &manifest.schema_version).await?;
    let store = FileStore::open(&settings.files)?;
    let loaded = load_all(&target, path, &manifest, &store, &ring).await;
    match loaded {
        Ok(report) => {
            target.switch().await?;
            Ok(Restored { manifest, report })
        }
        Err(error) => {
            target.discard().await?;
            Err(error)
        }
    }
}

/// Reads an archive to its end and compares everything in it with its manifest.
///
/// # Errors
/// When a byte is not what it was, or the key ring is not the one of the archive.
pub fn check(path: &Path, ring: &Keyring) -> anyhow::Result<Manifest> {
    let mut tables: BTreeMap<String, Sha256> = BTreeMap::new();
    let mut files = Vec::new();
    let (mut manifest, mut seal) = (None, None);
    archive::read(path, |entry| {
        ensure!(seal.is_none(), "el respaldo no termina donde debe");
        if let Some(table) = table_of(&entry.name) {
            tables
                .entry(table.to_owned())
                .or_default()
                .update(&entry.bytes);
        } else if entry.name.starts_with("files/") {
            files.push((entry.name, digest(&entry.bytes)));
        } else if entry.name == "manifest.json" {
            manifest = Some(entry.bytes);
        } else if entry.name == SEAL {
            seal = Some(entry.bytes);
        } else {
            bail!("el respaldo tiene una pieza desconocida: {}", entry.name);
        }
        Ok(())
    })
    .context("el respaldo está dañado")?;
    let bytes = manifest.context("el respaldo está incompleto")?;
    let seal: Seal = serde_json::from_slice(&seal.context("el respaldo está incompleto")?)?;
    seal.check(&bytes, ring)?;
    let manifest: Manifest = serde_json::from_slice(&bytes)?;
    manifest.check(ring)?;
    for table in &manifest.tables {
        let found = tables.remove(&table.name).unwrap_or_default();
        ensure!(
            hex::encode(found.finalize()) == table.sha256,
            "el respaldo está dañado: {} no es lo que dice el manifiesto",
            table.name
        );
    }
    ensure!(
        tables.is_empty(),
        "el respaldo tiene una tabla que el manifiesto no nombra"
    );
    let listed: Vec<(String, String)> = manifest
        .files
        .iter()
        .map(|file| (file.name(), file.sha256.clone()))
        .collect();
    ensure!(
        files == listed,
        "el respaldo está dañado: los archivos no son los del manifiesto"
    );
    Ok(manifest)
}

/// The table of `tables/<name>/<n>.ndjson`.
fn table_of(name: &str) -> Option<&str> {
    let (table, _) = name.strip_prefix("tables/")?.split_once('/')?;
    Some(table)
}

/// Loads everything in one transaction and commits it when it is what was saved.
async fn load_all(
    target: &Target,
    path: &Path,
    manifest: &Manifest,
    store: &FileStore,
    ring: &Arc<Keyring>,
) -> anyhow::Result<Report> {
    let transaction = target.owner.begin().await?;
    target.open_for_load(&transaction).await?;
    same_columns(&transaction, manifest).await?;
    let (mut entries, reader) = archive::stream(path);
    while let Some(entry) = entries.recv().await {
        load_entry(&transaction, entry, manifest, store).await?;
    }
    reader.await??;
    target.settle(&transaction).await?;
    same_rows(&transaction, manifest).await?;
    let report = verify::conn(&transaction, ring, &Vault::new(ring.clone())).await?;
    ensure!(
        report.is_clean(),
        "el diario restaurado no concuerda:\n{report}"
    );
    transaction.commit().await?;
    Ok(report)
}

async fn load_entry(
    conn: &DatabaseTransaction,
    entry: Entry,
    manifest: &Manifest,
    store: &FileStore,
) -> anyhow::Result<()> {
    if let Some(name) = entry.name.strip_prefix("files/") {
        let (municipality, _) = name.split_once('/').context("un archivo no es de nadie")?;
        store.put(municipality.parse()?, entry.bytes.into()).await?;
        return Ok(());
    }
    let Some(name) = table_of(&entry.name) else {
        return Ok(());
    };
    let table = manifest.tables.iter().find(|table| table.name == name);
    let table = table.context("una tabla no está en el manifiesto")?;
    load::insert(conn, name, &table.columns, &entry.bytes).await
}

/// The schema of the target must be the one the rows were read from, whatever the engine.
async fn same_columns(conn: &DatabaseTransaction, manifest: &Manifest) -> anyhow::Result<()> {
    let own = catalog::tables(conn).await?;
    for table in &manifest.tables {
        let mut expected = table.columns.clone();
        expected.sort_by(|a, b| a.name.cmp(&b.name));
        let found = own.iter().find(|own| own.name == table.name).map(|own| {
            let mut columns = own.columns.clone();
            columns.sort_by(|a, b| a.name.cmp(&b.name));
            columns
        });
        ensure!(
            found.as_ref() == Some(&expected),
            "la tabla {} no tiene las columnas del respaldo",
            table.name
        );
    }
    Ok(())
}

/// Reads back what was loaded, in the order of columns of the archive.
async fn same_rows(conn: &DatabaseTransaction, manifest: &Manifest) -> anyhow::Result<()> {
    let mut own = catalog::tables(conn).await?;
    for table in &manifest.tables {
        let Some(mut read) = own
            .iter()
            .position(|own| own.name == table.name)
            .map(|index| own.swap_remove(index))
        else {
            bail!("falta la tabla {}", table.name);
        };
        read.columns.clone_from(&table.columns);
        let mut rows = Rows::of(conn, &read, Part::Whole).await?;
        while rows.next_piece().await?.is_some() {}
        let entry = rows.entry();
        ensure!(
            entry == *table,
            "{}: se cargaron {} filas que no son las {} del respaldo",
            table.name,
            entry.rows,
            table.rows
        );
    }
    Ok(())
}
