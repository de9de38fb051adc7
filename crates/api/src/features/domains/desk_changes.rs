//! What an operator decides: a domain goes into service or is refused, a payment arrived or did not.

use chrono::NaiveDate;
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde_json::json;
use shared::features::directory::PortalStatus;
use shared::features::domains::{DomainAction, PaymentState};
use shared::money::Cents;
use shared::time::lima_date;
use uuid::Uuid;

use super::entity::{domain, payment};
use super::name::Platform;
use super::{letters, store, term, workflow};
use crate::db::Scope;
use crate::error::{ApiError, ApiResult};
use crate::features::municipalities::Municipality;
use crate::reference;
use crate::write::{Change, Entry, Recorded, Tx};

/// Puts a domain into service; its first year begins today.
pub(super) struct Activate {
    pub(super) id: Uuid,
    pub(super) platform: Platform,
}

impl Change for Activate {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let row = store::find(tx.conn(), self.id).await?;
        let step = workflow::allowed(&row, DomainAction::Activate)?;
        let owner = workflow::owner(tx, &row).await?;
        if owner.status != PortalStatus::ReadyForDomain {
            return Err(ApiError::conflict(
                "El portal de la municipalidad no está listo para un dominio.",
            ));
        }
        let today = lima_date(tx.now());
        let renews_on = year(tx, &owner, today).await?;
        let change = domain::ActiveModel {
            activated_at: Set(Some(tx.now())),
            ..term(today, renews_on)
        };
        let taken = workflow::take(tx, &row, step, change).await?;
        if let Some(template) = step.mail {
            let words = letters::activated(&row.name, renews_on);
            letters::tell(tx, &self.platform, &taken, template, words).await?;
        }
        let entry = Entry::new(row.municipality_id, "domain.activated", "domain", row.id)
            .before(json!({ "domain": row.name, "state": row.state, "portal": owner.status }))
            .after(json!({ "state": taken.state, "portal": step.portal, "renews_on": renews_on }));
        Ok(tx.record(entry).await?.with(()))
    }
}

/// The day by which a year from a day on ends, in the calendar of the municipality.
pub(super) async fn year(
    tx: &Tx<'_>,
    owner: &Municipality,
    from: NaiveDate,
) -> ApiResult<NaiveDate> {
    let calendar = reference::calendar_of(tx.conn(), owner).await?;
    term::ends(&calendar, from)
}

/// A year that begins, of which nobody was reminded yet.
fn term(from: NaiveDate, renews_on: NaiveDate) -> domain::ActiveModel {
    domain::ActiveModel {
        term_from: Set(Some(from)),
        renews_on: Set(Some(renews_on)),
        reminded: Set(None),
        ..Default::default()
    }
}

/// Refuses a domain.
pub(super) struct Refuse {
    pub(super) id: Uuid,
    pub(super) reason: String,
    pub(super) platform: Platform,
}

impl Change for Refuse {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let row = store::find(tx.conn(), self.id).await?;
        let step = workflow::allowed(&row, DomainAction::Refuse)?;
        let reason = self.reason.trim();
        let change = domain::ActiveModel {
            reason: Set(Some(reason.to_owned())),
            ..Default::default()
        };
        let taken = workflow::take(tx, &row, step, change).await?;
        if let Some(template) = step.mail {
            let words = letters::refused(&row.name, reason);
            letters::tell(tx, &self.platform, &taken, template, words).await?;
        }
        let said = tx.commit_text(row.municipality_id, row.id, reason).await?;
        let entry = Entry::new(row.municipality_id, "domain.refused", "domain", row.id)
            .before(json!({ "domain": row.name, "state": row.state }))
            .after(json!({ "state": taken.state, "reason": said }));
        Ok(tx.record(entry).await?.with(()))
    }
}

/// Decides on a payment: with a reason it did not arrive, without one it did and the domain is renewed.
pub(super) struct Decide {
    pub(super) id: Uuid,
    pub(super) payment: Uuid,
    pub(super) operator: Uuid,
    pub(super) reason: Option<String>,
    pub(super) platform: Platform,
}

impl Change for Decide {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let row = store::find(tx.conn(), self.id).await?;
        let paid = store::payment(tx.conn(), &row, self.payment).await?;
        if paid.state != PaymentState::Pending.as_str() {
            return Err(ApiError::conflict("Este pago ya se decidió."));
        }
        let (state, act) = match &self.reason {
            Some(_) => (PaymentState::Rejected, "domain.payment_rejected"),
            None => (PaymentState::Confirmed, "domain.payment_confirmed"),
        };
        let decided = payment::ActiveModel {
            municipality_id: Set(row.municipality_id),
            id: Set(paid.id),
            state: Set(state.as_str().to_owned()),
            reason: Set(self.reason.clone()),
            decided_at: Set(Some(tx.now())),
            decided_by: Set(Some(self.operator)),
            ..Default::default()
        };
        payment::Entity::update(decided).exec(tx.conn()).await?;
        let after = match &self.reason {
            Some(reason) => {
                let words = letters::payment_rejected(&row.name, &paid.voucher, reason);
                letters::tell(tx, &self.platform, &row, "domain.payment_rejected", words).await?;
                row.clone()
            }
            None => self.renew(tx, &row, &paid).await?,
        };
        let said = match &self.reason {
            Some(reason) => Some(tx.commit_text(row.municipality_id, row.id, reason).await?),
            None => None,
        };
        let entry = Entry::new(row.municipality_id, act, "domain", row.id)
            .before(
                json!({ "state": row.state, "renews_on": row.renews_on, "payment": paid.id,
                "payment_state": paid.state }),
            )
            .after(
                json!({ "state": after.state, "renews_on": after.renews_on, "payment_state": state,
                "amount_cents": paid.amount_cents, "voucher": paid.voucher, "reason": said }),
            );
        Ok(tx.record(entry).await?.with(()))
    }
}

impl Decide {
    async fn renew(
        &self,
        tx: &mut Tx<'_>,
        row: &domain::Model,
        paid: &payment::Model,
    ) -> ApiResult<domain::Model> {
        let step = workflow::allowed(row, DomainAction::Renew)?;
        let (Some(from), Some(due)) = (row.term_from, row.renews_on) else {
            return Err(ApiError::internal(anyhow::anyhow!(
                "a domain in service without a term"
            )));
        };
        if let Some(fee) = term::fee(tx.conn(), due).await?
            && paid.amount_cents < fee.cents
        {
            return Err(ApiError::conflict(format!(
                "El pago no alcanza la tarifa de {}: rechácelo con ese motivo.",
                Cents(fee.cents)
            )));
        }
        let owner = workflow::owner(tx, row).await?;
        let from = term::next_from(from, lima_date(tx.now()));
        let renews_on = year(tx, &owner, from).await?;
        let taken = workflow::take(tx, row, step, term(from, renews_on)).await?;
        if let Some(template) = step.mail {
            let words = letters::renewed(&row.name, &paid.voucher, renews_on);
            letters::tell(tx, &self.platform, &taken, template, words).await?;
        }
        Ok(taken)
    }
}
