//! Disposals: proposed by one person, decided by another.

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;
use uuid::Uuid;

use super::entity::{Status, disposal};
use super::hold::{active_holds, person};
use super::kind::Kind;
use crate::bus::Topic;
use crate::db::Scope;
use crate::error::{ApiError, ApiResult, Code};
use crate::state::AppState;
use crate::write::{Caller, Change, Entry, Recorded, Tx};

/// Proposes to dispose of the records of a kind up to an instant.
#[derive(Clone, Debug)]
pub(crate) struct ProposeDisposal {
    pub(crate) municipality: Uuid,
    pub(crate) kind: Kind,
    /// Not later than the term of the kind allows.
    pub(crate) cutoff: DateTime<Utc>,
    pub(crate) reason: String,
    pub(crate) legal_basis: String,
    /// SHA-256 of the export that was handed over; a tenant is not removed without one.
    pub(crate) archive_digest: Option<String>,
}

impl Change for ProposeDisposal {
    type Output = Uuid;

    fn scope(&self) -> Scope {
        Scope::of(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<Uuid>> {
        if self.cutoff > self.kind.cutoff(tx.now()) {
            return Err(ApiError::field(
                "cutoff",
                "too_recent",
                "El plazo de conservación aún no vence",
            ));
        }
        let digest = self.archive_digest.as_deref();
        let is_digest = |text: &str| text.len() == 64 && hex::decode(text).is_ok();
        if self.kind == Kind::Tenant && !digest.is_some_and(is_digest) {
            return Err(ApiError::field(
                "archive_digest",
                "required",
                "Exporte primero la municipalidad e indique la huella del archivo",
            ));
        }
        let id = Uuid::now_v7();
        let row = disposal::ActiveModel {
            municipality_id: Set(self.municipality),
            id: Set(id),
            kind: Set(self.kind.code().to_owned()),
            cutoff: Set(self.cutoff),
            reason: Set(self.reason.clone()),
            legal_basis: Set(self.legal_basis.clone()),
            archive_digest: Set(self.archive_digest.clone()),
            status: Set(Status::Proposed.code().to_owned()),
            proposed_by: Set(person(tx)?),
            proposed_at: Set(tx.now()),
            decided_by: Set(None),
            decided_at: Set(None),
            disposed_rows: Set(None),
        };
        disposal::Entity::insert(row)
            .exec_without_returning(tx.conn())
            .await?;
        let rows = self
            .kind
            .count(tx.conn(), self.municipality, self.cutoff)
            .await?;
        let reason = tx.commit_text(self.municipality, id, &self.reason).await?;
        let entry = Entry::new(self.municipality, "disposal.proposed", "disposal", id)
            .after(json!({
                "kind": self.kind.code(), "cutoff": self.cutoff, "rows": rows, "reason": reason,
                "archive_digest": self.archive_digest,
            }))
            .basis(&self.legal_basis);
        Ok(tx.record(entry).await?.with(id))
    }
}

/// What the second person says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    /// Carry it out.
    Confirm,
    /// Leave everything as it is.
    Refuse,
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
        let conflict = |detail: &str| ApiError::new(Code::Conflict).detail(detail);
        if row.status != Status::Proposed.code() {
            return Err(conflict("Esta propuesta ya se decidió"));
        }
        let decided_by = person(tx)?;
        if decided_by == row.proposed_by {
            return Err(conflict(
                "La decide una persona distinta de quien la propuso",
            ));
        }
        let kind = Kind::of(&row.kind).ok_or_else(|| {
            ApiError::internal(anyhow::anyhow!("unknown kind of disposal: {}", row.kind))
        })?;
        let (status, action, rows) = match self.decision {
            Decision::Refuse => (Status::Refused, "disposal.refused", 0),
            Decision::Confirm => {
                refuse_held(tx.conn(), self.municipality, kind).await?;
                let rows = kind
                    .dispose(tx.conn(), self.municipality, row.cutoff)
                    .await?;
                (Status::Executed, "disposal.executed", rows)
            }
        };
        let legal_basis = row.legal_basis.clone();
        let mut row: disposal::ActiveModel = row.into();
        row.status = Set(status.code().to_owned());
        row.decided_by = Set(Some(decided_by));
        row.decided_at = Set(Some(tx.now()));
        row.disposed_rows = Set(i64::try_from(rows).ok());
        disposal::Entity::update(row).exec(tx.conn()).await?;
        tx.touch(Topic::Tenant(self.municipality));
        let entry = Entry::new(self.municipality, action, "disposal", self.id)
            .after(json!({"kind": kind.code(), "rows": rows}))
            .basis(legal_basis);
        Ok(tx.record(entry).await?.with(rows))
    }
}

/// A hold on a whole kind stops its disposal; any hold at all stops the removal of a tenant.
async fn refuse_held(conn: &impl ConnectionTrait, municipality: Uuid, kind: Kind) -> ApiResult<()> {
    let holds = active_holds(conn, municipality).await?;
    let held = holds
        .iter()
        .any(|hold| kind == Kind::Tenant || hold.kind == kind.code() && hold.subject_id.is_none());
    if held {
        let detail = "Hay una retención legal vigente: levántela antes";
        return Err(ApiError::new(Code::Conflict).detail(detail));
    }
    Ok(())
}

/// Decides, and after the commit removes the bytes of the files of a tenant that is gone. When that fails, the
/// daily sweep of bytes that no row names makes up for it.
pub(crate) async fn decide(
    state: &AppState,
    caller: Caller,
    change: DecideDisposal,
) -> ApiResult<u64> {
    let (municipality, id) = (change.municipality, change.id);
    let rows = state.write.run(caller, change).await?;
    let read = state.db.read(Scope::of(municipality)).await?;
    let row = disposal::Entity::find_by_id((municipality, id))
        .one(&read)
        .await?;
    let removed = row.is_some_and(|row| {
        row.kind == Kind::Tenant.code() && row.status == Status::Executed.code()
    });
    if removed && let Err(error) = state.files.remove_all(municipality).await {
        tracing::warn!(error = %error, "files of a removed tenant are left to the sweep");
    }
    Ok(rows)
}

/// Disposals of a municipality, newest first.
pub(crate) async fn disposals_of(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
) -> Result<Vec<disposal::Model>, DbErr> {
    disposal::Entity::find()
        .filter(disposal::Column::MunicipalityId.eq(municipality))
        .order_by_desc(disposal::Column::Id)
        .all(conn)
        .await
}
