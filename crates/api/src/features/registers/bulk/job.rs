//! Writing the files: of every municipality whose register changed since its last file, and of all of them together.

use std::io::Write as _;
use std::sync::Arc;

use chrono::Days;
use flate2::Compression;
use flate2::write::GzEncoder;
use futures_util::TryStreamExt as _;
use sea_orm::{ConnectionTrait, Statement};
use serde::{Deserialize, Serialize};
use shared::registers::bulk::{BulkFile, BulkIndex};
use shared::registers::{Format, REGISTERS, Register};
use shared::time::lima_date;
use tempfile::NamedTempFile;
use uuid::Uuid;

use super::super::{download, owners};
use super::{FORMATS, Owner, index};
use crate::files::published;
use crate::jobs::{Failure, Job};
use crate::registers::read::Scope;
use crate::state::AppState;

/// Days whose files are kept; older states are had by `as_of`.
const KEPT: u64 = 7;

/// The nightly writing.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct WriteBulk;

impl Job for WriteBulk {
    const KIND: &'static str = "registers.write_bulk";

    async fn run(&self, state: &AppState) -> Result<(), Failure> {
        for register in REGISTERS {
            let trees = trees(state, register).await?;
            let all = trees.iter().map(|(_, size)| size).sum();
            for (municipality, size) in trees {
                write(state, register, Owner::One(municipality), size).await?;
            }
            write(state, register, Owner::All, all).await?;
        }
        Ok(())
    }
}

/// Writes the files of a register anew and takes the earlier ones away: after an erasure they still tell what was erased.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct RenewBulk {
    municipality: Uuid,
    register: String,
}

impl RenewBulk {
    /// Those of a municipality, and those over all.
    pub(crate) fn of(municipality: Uuid, register: &Register) -> Self {
        Self {
            municipality,
            register: register.id.to_owned(),
        }
    }
}

impl Job for RenewBulk {
    const KIND: &'static str = "registers.renew_bulk";

    async fn run(&self, state: &AppState) -> Result<(), Failure> {
        let Some(register) = Register::find(&self.register) else {
            return Ok(());
        };
        let trees = trees(state, register).await?;
        let own = trees.iter().find(|(id, _)| *id == self.municipality);
        let own = own.map_or(0, |(_, size)| *size);
        let all = trees.iter().map(|(_, size)| size).sum();
        for (owner, size) in [(Owner::One(self.municipality), own), (Owner::All, all)] {
            clear(state, &owner.folder(register)).await?;
            write(state, register, owner, size).await?;
        }
        Ok(())
    }
}

/// Takes all files of a folder away, their list first.
async fn clear(state: &AppState, folder: &str) -> anyhow::Result<()> {
    let files = &state.settings.files;
    let known = index(files, folder).await?;
    let nothing = serde_json::to_vec(&BulkIndex::default())?;
    published::put(files, &format!("{folder}/index.json"), nothing.into()).await?;
    for file in known.items {
        published::remove(files, &format!("{folder}/{}", file.name)).await?;
    }
    Ok(())
}

/// How many versions each municipality has published.
async fn trees(state: &AppState, register: &Register) -> anyhow::Result<Vec<(Uuid, i64)>> {
    let conn = state.db.public();
    let sql = "SELECT municipality_id, size FROM merkle_trees WHERE register = $1 AND size > 0 ORDER BY 1";
    let backend = conn.get_database_backend();
    let rows = Statement::from_sql_and_values(backend, sql, [register.id.into()]);
    let rows = conn.query_all_raw(rows).await?;
    let trees = rows
        .iter()
        .map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?)));
    trees.collect()
}

/// Writes the files of one owner, where there is something new or a file is missing.
async fn write(
    state: &AppState,
    register: &'static Register,
    owner: Owner,
    versions: i64,
) -> anyhow::Result<()> {
    let files = &state.settings.files;
    let folder = owner.folder(register);
    let mut index = index(files, &folder).await?;
    if versions == 0 || is_current(state, &folder, &index, versions).await? {
        return Ok(());
    }
    let day = lima_date(state.clock.now());
    // Written again on the same day, a file takes the place of the one before.
    index.items.retain(|file| file.day != day);
    for format in FORMATS.into_iter().rev() {
        let mut file = one(state, register, owner, format, &folder).await?;
        file.versions = versions;
        index.items.insert(0, file);
    }
    let oldest = day - Days::new(KEPT);
    let (kept, gone): (Vec<_>, Vec<_>) =
        index.items.into_iter().partition(|file| file.day > oldest);
    let kept = BulkIndex { items: kept };
    let bytes = serde_json::to_vec(&kept)?;
    published::put(files, &format!("{folder}/index.json"), bytes.into()).await?;
    // Only now does nobody find them any more.
    for file in gone {
        published::remove(files, &format!("{folder}/{}", file.name)).await?;
    }
    Ok(())
}

/// Whether the newest files show all that was published, and are there.
async fn is_current(
    state: &AppState,
    folder: &str,
    index: &BulkIndex,
    versions: i64,
) -> anyhow::Result<bool> {
    let newest: Vec<_> = index.items.iter().take(FORMATS.len()).collect();
    let whole = newest.len() == FORMATS.len();
    if !whole || newest.iter().any(|file| file.versions != versions) {
        return Ok(false);
    }
    for file in newest {
        let name = format!("{folder}/{}", file.name);
        if published::stream(&state.settings.files, &name)
            .await?
            .is_none()
        {
            return Ok(false);
        }
    }
    Ok(true)
}

async fn one(
    state: &AppState,
    register: &'static Register,
    owner: Owner,
    format: Format,
    folder: &str,
) -> anyhow::Result<BulkFile> {
    let all = owners::all(state).await?;
    let (scope, owners) = match owner {
        Owner::One(id) => {
            let own = all.get(&id).map(|json| (id, json.clone()));
            (Scope::Tenant(id), Arc::new(own.into_iter().collect()))
        }
        Owner::All => (Scope::All, all),
    };
    let whole = download::whole(register, format, state, scope, owners).await?;
    let day = lima_date(whole.at);
    let mut packed = GzEncoder::new(NamedTempFile::new()?, Compression::default());
    let mut pieces = Box::pin(whole.pieces);
    while let Some(piece) = pieces.try_next().await? {
        packed.write_all(&piece)?;
    }
    let packed = packed.finish()?;
    let extension = format.extension();
    let name = format!("{}-{day}.{extension}.gz", register.id);
    let place = format!("{folder}/{name}");
    let (sha256, bytes) = published::put_file(&state.settings.files, &place, packed.path()).await?;
    Ok(BulkFile {
        name,
        day,
        format: extension.to_owned(),
        as_of: whole.at,
        records: whole.records,
        versions: 0,
        bytes,
        sha256,
    })
}
