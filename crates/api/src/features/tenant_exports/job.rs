//! Writing the archive of an export, reading it again, keeping it.

use std::path::Path;

use anyhow::Context;
use sea_orm::EntityTrait;
use serde::{Deserialize, Serialize};
use shared::features::tenant_exports::ExportStatus;
use shared::time::lima_date;
use uuid::Uuid;

use super::changes::{End, Sealed};
use super::entity as export;
use crate::backup;
use crate::db::{PLATFORM, Scope};
use crate::features::municipalities;
use crate::jobs::{Failure, Job};
use crate::state::AppState;
use crate::write::Caller;

/// Writes one export.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct WriteExport {
    /// Which.
    pub(super) id: Uuid,
}

impl Job for WriteExport {
    const KIND: &'static str = "tenant_exports.write";

    async fn run(&self, state: &AppState) -> Result<(), Failure> {
        let row = {
            let conn = state.db.read(Scope::Platform).await?;
            export::Entity::find_by_id(self.id).one(&conn).await?
        };
        // Twice is once: what has ended is not written again.
        let Some(row) = row.filter(|row| row.status == ExportStatus::Requested.as_str()) else {
            return Ok(());
        };
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("export.tar.zst");
        let written = seal(state, &row, &path).await;
        let failure = written.as_ref().err().map(|error| format!("{error:#}"));
        let end = End {
            export: row,
            sealed: written.ok(),
        };
        state.write.run(Caller::system(Self::KIND), end).await?;
        match failure {
            Some(error) => Err(Failure::Final(anyhow::anyhow!(error))),
            None => Ok(()),
        }
    }
}

/// Writes the archive, compares it with its manifest as a restore would, and stores it.
async fn seal(state: &AppState, row: &export::Model, path: &Path) -> anyhow::Result<Sealed> {
    let municipality = municipalities::find(state.db.public(), row.municipality_id)
        .await?
        .context("the municipality is not there")?;
    let written = backup::export_tenant(state, row.municipality_id, path).await?;
    let (read, keys) = (path.to_owned(), state.keys.clone());
    let manifest = tokio::task::spawn_blocking(move || backup::check(&read, &keys)).await??;
    anyhow::ensure!(
        manifest.tables == written.tables && manifest.files == written.files,
        "the archive is not what was written"
    );
    let (sha256, size) = state.files.put_file(PLATFORM, path).await?;
    Ok(Sealed {
        sha256,
        size,
        rows: manifest.tables.iter().map(|table| table.rows).sum(),
        files: u64::try_from(manifest.files.len())?,
        missing_files: u64::try_from(manifest.missing_files.len())?,
        journal_seq: manifest.heads.first().map_or(0, |head| head.seq),
        name: format!(
            "{}-{}.tar.zst",
            municipality.slug,
            lima_date(state.clock.now())
        ),
    })
}
