//! Decision capacity is given and ended. The mail to which questions go is kept sealed, and stands in the journal as a
//! commitment.

use sea_orm::{ActiveModelTrait as _, EntityTrait, IntoActiveModel as _};
use serde_json::json;
use shared::features::interests::ACTS;
use shared::features::interests::capacities::{CapacityEndIn, CapacityIn, CapacityOut};
use shared::rules::normalize_email;
use shared::text::fold::collapse;
use shared::time::day_start;
use uuid::Uuid;

use super::capacities::out;
use super::entity::capacity;
use super::store;
use crate::db::Scope;
use crate::error::{ApiError, ApiResult, Code};
use crate::features::visits;
use crate::http::etag::Expected;
use crate::write::{Change, Entry, Recorded, Tx};

/// Under which name the mail is sealed.
pub(super) const EMAIL: &str = "email";

/// An official is given decision capacity.
pub(super) struct Add {
    pub(super) municipality: Uuid,
    pub(super) id: Uuid,
    pub(super) body: CapacityIn,
}

impl Change for Add {
    type Output = CapacityOut;

    fn scope(&self) -> Scope {
        Scope::Tenant(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<CapacityOut>> {
        let body = &self.body;
        let from = day_start(body.valid_from);
        let official =
            visits::official_in_post(tx.conn(), self.municipality, body.official_id, from).await?;
        let others = store::capacities_of(tx.conn(), self.municipality, official.id).await?;
        let meets = |other: &capacity::Model| {
            other.valid_to.is_none_or(|last| body.valid_from <= last)
                && body.valid_to.is_none_or(|last| other.valid_from <= last)
        };
        if others.iter().any(meets) {
            let detail = "Este funcionario ya tiene capacidad de decisión en esas fechas";
            return Err(ApiError::new(Code::Duplicate).detail(detail));
        }
        let row = capacity::Model {
            municipality_id: self.municipality,
            id: self.id,
            official_id: official.id,
            resolution: collapse(&body.resolution),
            valid_from: body.valid_from,
            valid_to: body.valid_to,
            end_resolution: None,
            created_at: tx.now(),
            updated_at: tx.now(),
        };
        capacity::Entity::insert(row.clone().into_active_model())
            .exec_without_returning(tx.conn())
            .await?;
        let email = normalize_email(&body.email);
        let kept = tx.keep_personal(self.municipality, self.id, EMAIL, "email", &email);
        let kept = kept.await?;
        let entry = entry(&row, "decision_capacity.added").after(json!({
            "official_id": row.official_id, "resolution": row.resolution, "valid_from": row.valid_from,
            "valid_to": row.valid_to, "email": kept.commitment,
        }));
        let receipt = tx.record(entry).await?;
        Ok(receipt.with(seen(tx, row).await?))
    }
}

/// It ends.
pub(super) struct End {
    pub(super) municipality: Uuid,
    pub(super) id: Uuid,
    pub(super) expected: Expected,
    pub(super) body: CapacityEndIn,
}

impl Change for End {
    type Output = CapacityOut;

    fn scope(&self) -> Scope {
        Scope::Tenant(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<CapacityOut>> {
        let before = store::capacity(tx.conn(), self.municipality, self.id).await?;
        self.expected.check(&seen(tx, before.clone()).await?)?;
        if self.body.valid_to < before.valid_from {
            let message = "No puede ser anterior al primer día.";
            return Err(ApiError::field("valid_to", "before_start", message));
        }
        let row = capacity::Model {
            valid_to: Some(self.body.valid_to),
            end_resolution: Some(collapse(&self.body.resolution)),
            updated_at: tx.now(),
            ..before.clone()
        };
        let change = row.clone().into_active_model().reset_all();
        capacity::Entity::update(change).exec(tx.conn()).await?;
        let entry = entry(&row, "decision_capacity.ended")
            .before(json!({ "valid_to": before.valid_to }))
            .after(json!({ "valid_to": row.valid_to, "end_resolution": row.end_resolution }));
        let receipt = tx.record(entry).await?;
        Ok(receipt.with(seen(tx, row).await?))
    }
}

async fn seen(tx: &Tx<'_>, row: capacity::Model) -> ApiResult<CapacityOut> {
    let ids = vec![row.official_id];
    let officials = visits::officials_by_id(tx.conn(), row.municipality_id, ids).await?;
    out(row, &officials)
}

fn entry(row: &capacity::Model, action: &str) -> Entry {
    Entry::new(row.municipality_id, action, "decision_capacity", row.id).basis(ACTS.legal_basis)
}
