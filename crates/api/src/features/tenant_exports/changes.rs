//! Asking for an export, ending it, taking its archive.

use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde_json::json;
use shared::features::tenant_exports::{ExportStatus, TenantExportIn};
use uuid::Uuid;

use super::entity as export;
use super::job::WriteExport;
use crate::db::{PLATFORM, Scope};
use crate::error::{ApiError, ApiResult};
use crate::files;
use crate::jobs::NewJob;
use crate::write::{Change, Entry, Receipt, Recorded, Tx};

/// The norm under which a municipality's data is handed over to it (it is the holder of its data banks).
const BASIS: &str = "Ley 29733, art. 30";

/// Asks for the export of a municipality.
pub(super) struct Ask {
    pub(super) body: TenantExportIn,
    pub(super) operator: Uuid,
}

impl Change for Ask {
    type Output = Uuid;

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<Uuid>> {
        let id = Uuid::now_v7();
        let municipality = self.body.municipality_id;
        let reason = self.body.reason.trim().to_owned();
        export::Entity::insert(export::ActiveModel {
            id: Set(id),
            municipality_id: Set(municipality),
            reason: Set(reason.clone()),
            status: Set(ExportStatus::Requested.as_str().to_owned()),
            requested_by: Set(self.operator.to_string()),
            requested_at: Set(tx.now()),
            verified_at: Set(None),
            file_id: Set(None),
            sha256: Set(None),
            size: Set(None),
            rows: Set(None),
            files: Set(None),
            journal_seq: Set(None),
            missing_files: Set(0),
        })
        .exec_without_returning(tx.conn())
        .await?;
        tx.job(NewJob::new(PLATFORM, WriteExport { id })).await?;
        let reason = tx.commit_text(PLATFORM, id, &reason).await?;
        let after = json!({ "municipality_id": municipality, "reason": reason });
        let receipt =
            record_in_both(tx, municipality, "tenant_export.requested", id, after).await?;
        Ok(receipt.with(id))
    }
}

/// What was written.
#[derive(Clone, Debug)]
pub(super) struct Sealed {
    pub(super) sha256: String,
    pub(super) size: u64,
    pub(super) rows: u64,
    pub(super) files: u64,
    pub(super) missing_files: u64,
    pub(super) journal_seq: i64,
    pub(super) name: String,
}

/// The archive was written, read again and stored; or it could not be.
pub(super) struct End {
    pub(super) export: export::Model,
    pub(super) sealed: Option<Sealed>,
}

impl Change for End {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let (id, municipality) = (self.export.id, self.export.municipality_id);
        let Some(sealed) = &self.sealed else {
            let row = export::ActiveModel {
                id: Set(id),
                status: Set(ExportStatus::Failed.as_str().to_owned()),
                ..Default::default()
            };
            export::Entity::update(row).exec(tx.conn()).await?;
            let after = json!({ "municipality_id": municipality });
            let receipt =
                record_in_both(tx, municipality, "tenant_export.failed", id, after).await?;
            return Ok(receipt.with(()));
        };
        let count = |number: u64| i64::try_from(number).map_err(ApiError::internal);
        let row = files::Row {
            municipality: PLATFORM,
            sha256: sealed.sha256.clone(),
            size: sealed.size,
            media_type: "application/zstd".to_owned(),
            name: sealed.name.clone(),
            pixels: None,
            // Written by ourselves a moment ago.
            scan: files::scan::Scan::NotScanned,
            is_public: false,
            awaits_use: false,
        };
        let file = files::insert(tx, row).await?;
        let row = export::ActiveModel {
            id: Set(id),
            status: Set(ExportStatus::Ready.as_str().to_owned()),
            verified_at: Set(Some(tx.now())),
            file_id: Set(Some(file.id)),
            sha256: Set(Some(sealed.sha256.clone())),
            size: Set(Some(count(sealed.size)?)),
            rows: Set(Some(count(sealed.rows)?)),
            files: Set(Some(count(sealed.files)?)),
            journal_seq: Set(Some(sealed.journal_seq)),
            missing_files: Set(count(sealed.missing_files)?),
            ..Default::default()
        };
        export::Entity::update(row).exec(tx.conn()).await?;
        let after = json!({
            "municipality_id": municipality, "sha256": sealed.sha256, "rows": sealed.rows, "files": sealed.files,
            "missing_files": sealed.missing_files, "journal_seq": sealed.journal_seq,
        });
        let receipt = record_in_both(tx, municipality, "tenant_export.sealed", id, after).await?;
        Ok(receipt.with(()))
    }
}

/// An operator takes the archive.
pub(super) struct Take {
    pub(super) id: Uuid,
}

impl Change for Take {
    /// The file of the archive.
    type Output = Uuid;

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<Uuid>> {
        let row = find(tx, self.id).await?;
        let not_ready =
            || ApiError::conflict("El archivo de esta exportación todavía no está listo");
        let file = row.file_id.ok_or_else(not_ready)?;
        let after = json!({ "municipality_id": row.municipality_id, "sha256": row.sha256 });
        let action = "tenant_export.downloaded";
        let receipt = record_in_both(tx, row.municipality_id, action, row.id, after).await?;
        Ok(receipt.with(file))
    }
}

/// An export by its id.
pub(super) async fn find(tx: &Tx<'_>, id: Uuid) -> ApiResult<export::Model> {
    let row = export::Entity::find_by_id(id).one(tx.conn()).await?;
    row.ok_or_else(ApiError::not_found)
}

/// The municipality reads in its own journal who took its data.
async fn record_in_both(
    tx: &mut Tx<'_>,
    municipality: Uuid,
    action: &str,
    id: Uuid,
    after: serde_json::Value,
) -> ApiResult<Receipt> {
    let entry = |journal| {
        Entry::new(journal, action, "tenant_export", id)
            .after(after.clone())
            .basis(BASIS)
    };
    let _in_the_journal_of_the_tenant = tx.record(entry(municipality)).await?;
    tx.record(entry(PLATFORM)).await
}
