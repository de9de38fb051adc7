//! Disposals: proposed by one person, decided by another.

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;
use shared::features::conservation::{Decision, DisposalStatus, RecordKind};
use uuid::Uuid;

use super::entity::disposal;
use super::hold::{active_holds, person};
use super::kind;
use super::term::allowed;
use crate::bus::Topic;
use crate::db::Scope;
use crate::error::{ApiError, ApiResult};
use crate::state::AppState;
use crate::write::{Change, Entry, Recorded, Tx};

/// Proposes to dispose of the records of a kind up to an instant.
#[derive(Clone, Debug)]
pub(crate) struct ProposeDisposal {
    pub(crate) municipality: Uuid,
    pub(crate) kind: RecordKind,
    pub(crate) reason: String,
    /// For a municipality, the act it rests on; else the norm of the term.
    pub(crate) legal_basis: Option<String>,
    /// SHA-256 of the export that was handed over; a tenant is not removed without one.
    pub(crate) archive_digest: Option<String>,
}

impl Change for ProposeDisposal {
    type Output = Uuid;

    fn scope(&self) -> Scope {
        Scope::of(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<Uuid>> {
        let (cutoff, legal_basis) = self.due(tx).await?;
        if waiting(tx.conn(), self.municipality, self.kind).await? {
            return Err(ApiError::conflict(
                "Ya hay una propuesta que espera a la segunda persona",
            ));
        }
        refuse_held(tx.conn(), self.municipality, self.kind).await?;
        let id = Uuid::now_v7();
        let row = disposal::ActiveModel {
            municipality_id: Set(self.municipality),
            id: Set(id),
            kind: Set(self.kind.as_str().to_owned()),
            cutoff: Set(cutoff),
            reason: Set(self.reason.clone()),
            legal_basis: Set(legal_basis.clone()),
            archive_digest: Set(self.archive_digest.clone()),
            status: Set(DisposalStatus::Proposed.as_str().to_owned()),
            proposed_by: Set(person(tx)?),
            proposed_at: Set(tx.now()),
            decided_by: Set(None),
            decided_at: Set(None),
            disposed_rows: Set(None),
        };
        disposal::Entity::insert(row)
            .exec_without_returning(tx.conn())
            .await?;
        let rows = kind::count(self.kind, tx.conn(), self.municipality, cutoff).await?;
        let reason = tx.commit_text(self.municipality, id, &self.reason).await?;
        let entry = Entry::new(self.municipality, "disposal.proposed", "disposal", id)
            .after(json!({
                "kind": self.kind, "cutoff": cutoff, "rows": rows, "reason": reason,
                "archive_digest": self.archive_digest,
            }))
            .basis(legal_basis);
        Ok(tx.record(entry).await?.with(id))
    }
}

impl ProposeDisposal {
    /// Up to when the records may go, and by which norm.
    async fn due(&self, tx: &Tx<'_>) -> ApiResult<(DateTime<Utc>, String)> {
        if self.kind == RecordKind::Tenant {
            let digest = self.archive_digest.as_deref();
            let is_digest = |text: &str| text.len() == 64 && hex::decode(text).is_ok();
            if !digest.is_some_and(is_digest) {
                return Err(ApiError::field(
                    "archive_digest",
                    "required",
                    "Exporte primero la municipalidad",
                ));
            }
            return Ok((tx.now(), self.legal_basis.clone().unwrap_or_default()));
        }
        let allowed = allowed(tx.conn(), self.kind, tx.now()).await?;
        let allowed = allowed.ok_or_else(|| {
            ApiError::conflict("Ningún plazo vigente permite eliminar estos registros")
        })?;
        if kind::count(self.kind, tx.conn(), self.municipality, allowed.cutoff).await? == 0 {
            return Err(ApiError::conflict(
                "Ningún registro de esta clase cumplió su plazo",
            ));
        }
        Ok((allowed.cutoff, allowed.legal_basis))
    }
}

/// Whether a proposal for these records waits already.
async fn waiting(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    kind: RecordKind,
) -> Result<bool, DbErr> {
    let found = disposal::Entity::find()
        .filter(disposal::Column::MunicipalityId.eq(municipality))
        .filter(disposal::Column::Kind.eq(kind.as_str()))
        .filter(disposal::Column::Status.eq(DisposalStatus::Proposed.as_str()));
    Ok(found.count(conn).await? > 0)
}

/// Decides on a proposal.
#[derive(Clone, Debug)]
pub(crate) struct DecideDisposal {
    pub(crate) municipality: Uuid,
    pub(crate) id: Uuid,
    pub(crate) decision: Decision,
}

impl Change for DecideDisposal {
    /// How many rows went.
    type Output = u64;

    fn scope(&self) -> Scope {
        Scope::of(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<u64>> {
        let row = disposal::Entity::find_by_id((self.municipality, self.id))
            .one(tx.conn())
            .await?
            .ok_or_else(ApiError::not_found)?;
        if row.status != DisposalStatus::Proposed.as_str() {
            return Err(ApiError::conflict("Esta propuesta ya se decidió"));
        }
        let decided_by = person(tx)?;
        if decided_by == row.proposed_by {
            return Err(ApiError::conflict(
                "La decide una persona distinta de quien la propuso",
            ));
        }
        let kind = known(&row.kind)?;
        let (status, action, rows) = match self.decision {
            Decision::Refuse => (DisposalStatus::Refused, "disposal.refused", 0),
            Decision::Confirm => {
                let rows = self.carry_out(tx, kind, row.cutoff).await?;
                (DisposalStatus::Executed, "disposal.executed", rows)
            }
        };
        let legal_basis = row.legal_basis.clone();
        let mut row: disposal::ActiveModel = row.into();
        row.status = Set(status.as_str().to_owned());
        row.decided_by = Set(Some(decided_by));
        row.decided_at = Set(Some(tx.now()));
        row.disposed_rows = Set(i64::try_from(rows).ok());
        disposal::Entity::update(row).exec(tx.conn()).await?;
        tx.touch(Topic::Tenant(self.municipality));
        let entry = Entry::new(self.municipality, action, "disposal", self.id)
            .after(json!({"kind": kind, "rows": rows}))
            .basis(legal_basis);
        Ok(tx.record(entry).await?.with(rows))
    }
}

impl DecideDisposal {
    /// The term and the holds count as they are now, not as they were when it was proposed.
    async fn carry_out(
        &self,
        tx: &Tx<'_>,
        kind: RecordKind,
        cutoff: DateTime<Utc>,
    ) -> ApiResult<u64> {
        refuse_held(tx.conn(), self.municipality, kind).await?;
        let allowed = allowed(tx.conn(), kind, tx.now()).await?;
        let personal_only = allowed
            .as_ref()
            .is_some_and(|allowed| allowed.personal_only);
        let too_recent = match &allowed {
            Some(allowed) => cutoff > allowed.cutoff,
            None => kind != RecordKind::Tenant,
        };
        if too_recent {
            return Err(ApiError::conflict(
                "El plazo cambió desde la propuesta y aún no vence: rechácela y proponga otra",
            ));
        }
        kind::dispose(kind, tx.conn(), self.municipality, cutoff, personal_only).await
    }
}

/// A stored kind that this version does not know is a fault.
pub(crate) fn known(code: &str) -> ApiResult<RecordKind> {
    code.parse()
        .map_err(|()| ApiError::internal(anyhow::anyhow!("unknown kind of records: {code}")))
}

/// How many proposals of others wait for this operator's decision: removals of whole municipalities, or all else.
pub(crate) async fn to_decide(
    conn: &impl ConnectionTrait,
    operator: Uuid,
    removals: bool,
) -> ApiResult<u64> {
    let tenant = RecordKind::Tenant.as_str();
    let kind = if removals {
        disposal::Column::Kind.eq(tenant)
    } else {
        disposal::Column::Kind.ne(tenant)
    };
    let query = disposal::Entity::find()
        .filter(disposal::Column::Status.eq(DisposalStatus::Proposed.as_str()))
        .filter(disposal::Column::ProposedBy.ne(operator.to_string()))
        .filter(kind);
    Ok(query.count(conn).await?)
}

/// A disposal by its identifier alone.
pub(crate) async fn find_disposal(
    conn: &impl ConnectionTrait,
    id: Uuid,
) -> ApiResult<disposal::Model> {
    let query = disposal::Entity::find().filter(disposal::Column::Id.eq(id));
    query.one(conn).await?.ok_or_else(ApiError::not_found)
}

/// A hold on a whole kind stops its disposal; any hold at all stops the removal of a tenant.
async fn refuse_held(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    kind: RecordKind,
) -> ApiResult<()> {
    let holds = active_holds(conn, municipality).await?;
    let held = holds.iter().any(|hold| {
        kind == RecordKind::Tenant || hold.kind == kind.as_str() && hold.subject_id.is_none()
    });
    if held {
        return Err(ApiError::conflict(
            "Hay una retención legal vigente: levántela antes",
        ));
    }
    Ok(())
}

/// Removes the bytes of the files of a municipality that is gone, after the commit. When that fails, the daily sweep of bytes that no row
/// names makes up for it.
pub(crate) async fn remove_files(state: &AppState, municipality: Uuid) {
    if let Err(error) = state.files.remove_all(municipality).await {
        tracing::warn!(error = %error, "files of a removed tenant are left to the sweep");
    }
}
