//! Quarantine: files that came while the scanner did not answer are scanned as soon as it does.

use anyhow::Context;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::attach::project;
use super::entity::Scan;
use super::entity::file::{ActiveModel, Column, Entity, Model};
use crate::antivirus::Verdict;
use crate::db::Scope;
use crate::error::ApiResult;
use crate::jobs::{Failure, Job};
use crate::state::AppState;
use crate::write::{Caller, Change, Entry, Recorded, Tx};

/// Files per run; the next run follows in minutes.
const BATCH: u64 = 50;

/// Scans what waits in quarantine.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct ReleaseQuarantine;

impl Job for ReleaseQuarantine {
    const KIND: &'static str = "files.release_quarantine";

    async fn run(&self, state: &AppState) -> Result<(), Failure> {
        for file in waiting(state).await? {
            let bytes = state
                .files
                .get(file.municipality_id, &file.sha256)
                .await?
                .context("el archivo en cuarentena no está en el almacén")?;
            let verdict = match state.antivirus.scan(&bytes).await {
                Ok(verdict) => verdict,
                Err(error) => {
                    // Still down; the next run follows in minutes anyway.
                    tracing::warn!(
                        error = format!("{error:#}"),
                        "the antivirus does not answer"
                    );
                    return Ok(());
                }
            };
            let released = Released { file, verdict };
            state
                .write
                .run(Caller::system(Self::KIND), released)
                .await?;
        }
        Ok(())
    }
}

async fn waiting(state: &AppState) -> ApiResult<Vec<Model>> {
    let conn = state.db.read(Scope::Platform).await?;
    let files = Entity::find()
        .filter(Column::Scan.eq(Scan::Quarantined.code()))
        .order_by_asc(Column::Id)
        .limit(BATCH)
        .all(&conn)
        .await?;
    Ok(files)
}

/// A file leaves quarantine, one way or the other.
struct Released {
    file: Model,
    verdict: Verdict,
}

impl Change for Released {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Tenant(self.file.municipality_id)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let (scan, action, found) = match &self.verdict {
            Verdict::Clean => (Scan::Clean, "file.released", None),
            // Without a scanner nothing would ever be released; the operator took it away knowingly.
            Verdict::NotScanned => (Scan::NotScanned, "file.released", None),
            Verdict::Infected(found) => (Scan::Infected, "file.infected", Some(found)),
        };
        let row = ActiveModel {
            id: Set(self.file.id),
            scan: Set(scan.code().to_owned()),
            ..Default::default()
        };
        Entity::update(row).exec(tx.conn()).await?;
        let mut file = self.file.clone();
        file.scan = scan.code().to_owned();
        project(tx, &file).await?;
        let entry = Entry::new(file.municipality_id, action, "file", file.id)
            .before(json!({ "scan": self.file.scan }))
            .after(json!({ "scan": file.scan, "found": found }));
        Ok(tx.record(entry).await?.with(()))
    }
}
