//! Legal holds: while one stands, what it names is not disposed of, whatever its term.

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;
use uuid::Uuid;

use super::entity::legal_hold as hold;
use super::kind::Kind;
use crate::db::Scope;
use crate::error::{ApiError, ApiResult, Code};
use crate::write::{Change, Entry, Recorded, Tx};

/// Places a hold on a kind of records, or on one subject of it.
#[derive(Clone, Debug)]
pub(crate) struct PlaceHold {
    pub(crate) municipality: Uuid,
    pub(crate) kind: Kind,
    pub(crate) subject: Option<Uuid>,
    pub(crate) reason: String,
    pub(crate) legal_basis: String,
}

impl Change for PlaceHold {
    type Output = Uuid;

    fn scope(&self) -> Scope {
        Scope::of(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<Uuid>> {
        let id = Uuid::now_v7();
        let row = hold::ActiveModel {
            municipality_id: Set(self.municipality),
            id: Set(id),
            kind: Set(self.kind.code().to_owned()),
            subject_id: Set(self.subject),
            reason: Set(self.reason.clone()),
            legal_basis: Set(self.legal_basis.clone()),
            placed_by: Set(person(tx)?),
            placed_at: Set(tx.now()),
            lifted_by: Set(None),
            lifted_at: Set(None),
        };
        hold::Entity::insert(row)
            .exec_without_returning(tx.conn())
            .await?;
        let reason = tx.commit_text(self.municipality, id, &self.reason).await?;
        let entry = Entry::new(self.municipality, "legal_hold.placed", "legal_hold", id)
            .after(json!({"kind": self.kind.code(), "subject": self.subject, "reason": reason}))
            .basis(&self.legal_basis);
        Ok(tx.record(entry).await?.with(id))
    }
}

/// Lifts a hold.
#[derive(Clone, Debug)]
pub(crate) struct LiftHold {
    pub(crate) municipality: Uuid,
    pub(crate) id: Uuid,
    pub(crate) reason: String,
}

impl Change for LiftHold {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::of(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let row = hold::Entity::find_by_id((self.municipality, self.id))
            .one(tx.conn())
            .await?
            .ok_or_else(ApiError::not_found)?;
        if row.lifted_at.is_some() {
            return Err(ApiError::new(Code::Conflict).detail("La retención ya se levantó"));
        }
        let mut row: hold::ActiveModel = row.into();
        row.lifted_by = Set(Some(person(tx)?));
        row.lifted_at = Set(Some(tx.now()));
        hold::Entity::update(row).exec(tx.conn()).await?;
        let reason = tx
            .commit_text(self.municipality, self.id, &self.reason)
            .await?;
        let entry = Entry::new(
            self.municipality,
            "legal_hold.lifted",
            "legal_hold",
            self.id,
        )
        .after(json!({"reason": reason}));
        Ok(tx.record(entry).await?.with(()))
    }
}

/// Every hold of a municipality, newest first.
pub(crate) async fn holds_of(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
) -> Result<Vec<hold::Model>, DbErr> {
    hold::Entity::find()
        .filter(hold::Column::MunicipalityId.eq(municipality))
        .order_by_desc(hold::Column::Id)
        .all(conn)
        .await
}

/// Holds that stand.
pub(super) async fn active_holds(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
) -> Result<Vec<hold::Model>, DbErr> {
    hold::Entity::find()
        .filter(hold::Column::MunicipalityId.eq(municipality))
        .filter(hold::Column::LiftedAt.is_null())
        .all(conn)
        .await
}

/// The identifier of who asks; conservation is decided by persons, never by a job or a visitor.
pub(super) fn person(tx: &Tx<'_>) -> ApiResult<String> {
    use shared::journal::entry::ActorKind::{Operator, Staff};
    let actor = &tx.caller().actor;
    let id = actor
        .id
        .clone()
        .filter(|_| matches!(actor.kind, Operator | Staff));
    id.ok_or_else(|| ApiError::new(Code::Forbidden))
}
