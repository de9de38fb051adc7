//! The removal: a disposal of the whole municipality, tied to an export that says everything up to now.

use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use shared::features::conservation::{Decision, RecordKind};
use shared::features::portal::lifecycle::{PortalAct, portal_step};
use shared::features::tenant_exports::{ExportStatus, RemovalIn, RemovalNotice};
use shared::time::lima_date;
use uuid::Uuid;

use super::entity as export;
use crate::conservation::{DecideDisposal, ProposeDisposal, find_disposal};
use crate::db::{PLATFORM, Scope};
use crate::error::{ApiError, ApiResult};
use crate::features::journal::SignHeads;
use crate::features::municipalities::{self, Municipality};
use crate::features::{accounts, grants};
use crate::jobs::NewJob;
use crate::journal::entity::{head, line};
use crate::write::{Change, PublicView, Recorded, Tx};

/// The name under which the notice is published.
pub(super) const NOTICE: &str = "removal";

impl PublicView for RemovalNotice {}

/// Proposes the removal of what was exported.
pub(super) struct Propose {
    pub(super) body: RemovalIn,
}

impl Change for Propose {
    type Output = Uuid;

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<Uuid>> {
        let row = super::changes::find(tx, self.body.export_id).await?;
        if row.status != ExportStatus::Ready.as_str() || row.missing_files > 0 {
            return Err(ApiError::conflict(
                "La exportación no está lista o le faltan archivos: expórtela otra vez cuando estén completos",
            ));
        }
        let municipality = municipality(tx, row.municipality_id).await?;
        check_slug(&municipality, &self.body.slug)?;
        check_complete(tx, &row).await?;
        let propose = ProposeDisposal {
            municipality: municipality.id,
            kind: RecordKind::Tenant,
            reason: self.body.reason.trim().to_owned(),
            legal_basis: Some(self.body.legal_basis.trim().to_owned()),
            archive_digest: row.sha256,
        };
        propose.apply(tx).await
    }
}

/// Carries the removal out, or refuses it.
pub(super) struct Decide {
    pub(super) id: Uuid,
    pub(super) decision: Decision,
    pub(super) slug: String,
}

impl Change for Decide {
    /// How many rows went.
    type Output = u64;

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<u64>> {
        let row = find_disposal(tx.conn(), self.id).await?;
        if row.kind != RecordKind::Tenant.as_str() {
            return Err(ApiError::not_found());
        }
        let municipality = municipality(tx, row.municipality_id).await?;
        check_slug(&municipality, &self.slug)?;
        let decide = DecideDisposal {
            municipality: row.municipality_id,
            id: row.id,
            decision: self.decision,
        };
        if self.decision == Decision::Refuse {
            return decide.apply(tx).await;
        }
        let archive = row.archive_digest.clone().unwrap_or_default();
        let exported = export::Entity::find()
            .filter(export::Column::MunicipalityId.eq(row.municipality_id))
            .filter(export::Column::Sha256.eq(archive.as_str()))
            .order_by_desc(export::Column::Id)
            .one(tx.conn())
            .await?
            .ok_or_else(ApiError::not_found)?;
        check_complete(tx, &exported).await?;
        let last = head::Entity::find_by_id(row.municipality_id)
            .one(tx.conn())
            .await?;
        let (journal_seq, journal_hash) =
            last.map_or((0, String::new()), |head| (head.seq, head.hash));
        close(tx, &municipality).await?;
        dismiss(tx, municipality.id, row.id).await?;
        let recorded = decide.apply(tx).await?;
        let notice = RemovalNotice {
            name: municipality.name.clone(),
            slug: municipality.slug.clone(),
            removed_on: lima_date(tx.now()),
            reason: row.reason,
            legal_basis: row.legal_basis,
            journal_seq,
            journal_hash,
            archive_sha256: archive,
        };
        tx.publish(municipality.id, NOTICE, &notice).await?;
        // The end of its journal is signed at once, and not with the next hour.
        tx.job(NewJob::new(PLATFORM, SignHeads)).await?;
        Ok(recorded)
    }
}

/// It is known from the State's registers, and no more.
async fn close(tx: &mut Tx<'_>, municipality: &Municipality) -> ApiResult<()> {
    let id = municipality.id;
    municipalities::set_domain(tx, id, None).await?;
    municipalities::set_coat_of_arms(tx, id, None).await?;
    match portal_step(municipality.status, PortalAct::Remove) {
        Some(step) => municipalities::set_status(tx, id, step.to).await,
        None => Ok(()),
    }
}

/// Whoever worked only there has nothing to sign in for: his account is disabled and his sessions end. Before the
/// disposal, with which the roles go.
async fn dismiss(tx: &mut Tx<'_>, municipality: Uuid, disposal: Uuid) -> ApiResult<()> {
    let today = lima_date(tx.now());
    for id in grants::only_here(tx.conn(), municipality, today).await? {
        accounts::disable_left_over(tx, id, disposal).await?;
    }
    Ok(())
}

async fn municipality(tx: &Tx<'_>, id: Uuid) -> ApiResult<Municipality> {
    let found = municipalities::find(tx.conn(), id).await?;
    found.ok_or_else(ApiError::not_found)
}

fn check_slug(municipality: &Municipality, typed: &str) -> ApiResult<()> {
    if typed.trim() == municipality.slug {
        return Ok(());
    }
    Err(ApiError::field(
        "slug",
        "mismatch",
        "No es el nombre de esta municipalidad en las direcciones: escríbalo tal cual.",
    ))
}

/// Nothing may have happened in the municipality that the export does not hold. What the export and the removal
/// themselves leave in its journal does not count.
async fn check_complete(tx: &Tx<'_>, export: &export::Model) -> ApiResult<()> {
    let later = line::Entity::find()
        .filter(line::Column::MunicipalityId.eq(export.municipality_id))
        .filter(line::Column::Seq.gt(export.journal_seq.unwrap_or(0)))
        .filter(line::Column::Action.not_like("tenant_export.%"))
        .filter(line::Column::Action.not_like("disposal.%"))
        .count(tx.conn())
        .await?;
    if later == 0 {
        return Ok(());
    }
    Err(ApiError::conflict(format!(
        "Después de esta exportación la municipalidad registró {later} actos que no están en ella: suspenda el portal y expórtelo otra vez",
    )))
}
