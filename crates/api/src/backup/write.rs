//! Writing an archive while the platform serves.

use std::collections::BTreeSet;
use std::path::Path;

use futures_util::TryStreamExt as _;
use migrations::TABLES;
use sea_orm::{ColumnTrait, DatabaseTransaction, DbBackend, EntityTrait, QueryFilter};
use shared::journal::chain::Head;
use uuid::Uuid;

use super::archive::{SEAL, Writer};
use super::dump::{Part, Rows};
use super::manifest::{FORMAT, FileEntry, Manifest, Seal, needed_keys};
use crate::db::catalog::{self, Table};
use crate::features::status;
use crate::files::digest;
use crate::files::entity::file;
use crate::journal::entity::head;
use crate::state::AppState;

/// Writes the whole installation to `path`, which appears once it is complete.
///
/// # Errors
/// When the database or the files do not answer, or the archive cannot be written.
pub async fn write(state: &AppState, path: &Path) -> anyhow::Result<Manifest> {
    let manifest = archive(state, path, None).await?;
    // The archive is whole all the same.
    if let Err(error) = status::backup_done(state, manifest.created_at).await {
        tracing::warn!(error = %error, "the backup could not be noted");
    }
    Ok(manifest)
}

/// Writes what belongs to one municipality: its rows of every table that says whose they are, its files, its journal.
/// For handing over and for keeping before a removal; an installation is not restored from it.
///
/// # Errors
/// As [`write`].
pub async fn export_tenant(
    state: &AppState,
    municipality: Uuid,
    path: &Path,
) -> anyhow::Result<Manifest> {
    archive(state, path, Some(municipality)).await
}

async fn archive(
    state: &AppState,
    path: &Path,
    municipality: Option<Uuid>,
) -> anyhow::Result<Manifest> {
    let writer = Writer::create(path);
    let outcome = fill(state, &writer, municipality).await;
    // A full disk is told by the writer; what the reader then complains about is the consequence.
    writer.finish().await?;
    outcome
}

async fn fill(
    state: &AppState,
    writer: &Writer,
    municipality: Option<Uuid>,
) -> anyhow::Result<Manifest> {
    let snapshot = state.db.snapshot().await?;
    let mut manifest = Manifest {
        format: FORMAT,
        created_at: state.clock.now(),
        engine: engine(state.db.backend()).to_owned(),
        schema_version: catalog::schema_version(&snapshot).await?,
        municipality_id: municipality,
        key_ids: needed_keys(&state.keys),
        tables: Vec::new(),
        heads: heads(&snapshot, municipality).await?,
        files: Vec::new(),
        missing_files: Vec::new(),
    };
    for table in catalog::tables(&snapshot).await? {
        let Some(part) = part(&table, municipality) else {
            continue;
        };
        let mut rows = Rows::of(&snapshot, &table, part).await?;
        let mut number = 0_u32;
        while let Some(piece) = rows.next_piece().await? {
            let name = format!("tables/{}/{number:06}.ndjson", table.name);
            writer.add(name, piece).await?;
            number += 1;
        }
        manifest.tables.push(rows.entry());
    }
    let stored = stored(&snapshot, municipality).await?;
    // The files need no snapshot: they are named by their content.
    drop(snapshot);
    add_files(state, writer, stored, &mut manifest).await?;
    let bytes = serde_json::to_vec_pretty(&manifest)?;
    let seal = serde_json::to_vec(&Seal::over(&bytes, &state.keys)?)?;
    writer.add("manifest.json".to_owned(), bytes).await?;
    writer.add(SEAL.to_owned(), seal).await?;
    Ok(manifest)
}

fn engine(backend: DbBackend) -> &'static str {
    match backend {
        DbBackend::Sqlite => "sqlite",
        _ => "postgres",
    }
}

/// Which rows of a table go into the archive; tables we do not know are not ours.
fn part(table: &Table, municipality: Option<Uuid>) -> Option<Part> {
    if !TABLES.iter().any(|own| own.name == table.name) {
        return None;
    }
    let Some(municipality) = municipality else {
        return Some(Part::Whole);
    };
    if table.has("municipality_id") {
        return Some(Part::Of(municipality, "municipality_id"));
    }
    (table.name == "municipalities").then_some(Part::Of(municipality, "id"))
}

async fn heads(
    conn: &DatabaseTransaction,
    municipality: Option<Uuid>,
) -> anyhow::Result<Vec<Head>> {
    let mut query = head::Entity::find();
    if let Some(id) = municipality {
        query = query.filter(head::Column::MunicipalityId.eq(id));
    }
    let rows = query.all(conn).await?.into_iter();
    let heads = rows.map(|row| Head {
        municipality_id: row.municipality_id,
        seq: row.seq,
        hash: row.hash,
    });
    Ok(heads.collect())
}

/// Municipality and digest of every stored file, once each.
async fn stored(
    conn: &DatabaseTransaction,
    municipality: Option<Uuid>,
) -> anyhow::Result<BTreeSet<(Uuid, String)>> {
    let mut query = file::Entity::find();
    if let Some(id) = municipality {
        query = query.filter(file::Column::MunicipalityId.eq(id));
    }
    let mut rows = query.stream(conn).await?;
    let mut stored = BTreeSet::new();
    while let Some(row) = rows.try_next().await? {
        stored.insert((row.municipality_id, row.sha256));
    }
    Ok(stored)
}

/// A file that is damaged must not keep the rest from being saved: it is named instead.
async fn add_files(
    state: &AppState,
    writer: &Writer,
    stored: BTreeSet<(Uuid, String)>,
    manifest: &mut Manifest,
) -> anyhow::Result<()> {
    for (municipality_id, sha256) in stored {
        let bytes = state.files.get(municipality_id, &sha256).await?;
        let Some(bytes) = bytes.filter(|bytes| digest(bytes) == sha256) else {
            manifest
                .missing_files
                .push(format!("{municipality_id}/{sha256}"));
            continue;
        };
        let file = FileEntry {
            municipality_id,
            sha256,
            size: u64::try_from(bytes.len())?,
        };
        writer.add(file.name(), bytes.into()).await?;
        manifest.files.push(file);
    }
    Ok(())
}
