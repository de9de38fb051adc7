//! What a municipality's administrators do with its domain: ask for it, give it up, record a payment, mark the transfer.

use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde_json::json;
use shared::features::directory::PortalStatus;
use shared::features::domains::{
    DomainAction, DomainState, PaymentIn, PaymentState, TransferMark, TransferStep, TransferStepIn,
};
use shared::time::lima_date;
use uuid::Uuid;

use super::entity::{domain, payment};
use super::name::Platform;
use super::{admin, hosts, letters, store, view, workflow};
use crate::db::Scope;
use crate::error::{ApiError, ApiResult};
use crate::features::municipalities;
use crate::files;
use crate::http::etag::Expected;
use crate::write::{Change, Entry, Recorded, Tx};

/// Asks for a domain.
pub(super) struct Ask {
    pub(super) municipality: Uuid,
    /// As [`Platform::judge`] wrote it.
    pub(super) name: String,
    pub(super) challenge: String,
}

impl Change for Ask {
    type Output = Uuid;

    fn scope(&self) -> Scope {
        Scope::Tenant(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<Uuid>> {
        let owner = municipalities::find(tx.conn(), self.municipality)
            .await?
            .ok_or_else(ApiError::not_found)?;
        if store::current(tx.conn(), owner.id).await.is_ok() {
            return Err(ApiError::conflict(
                "La municipalidad ya tiene un dominio en trámite o en servicio.",
            ));
        }
        if owner.status != PortalStatus::ReadyForDomain {
            return Err(ApiError::conflict(
                "Complete primero la lista de puesta en marcha del portal.",
            ));
        }
        if hosts::is_held(tx.conn(), &self.name, owner.id).await? {
            return Err(ApiError::field(
                "domain",
                "domain_taken",
                "Otra municipalidad ya demostró que este dominio es suyo.",
            ));
        }
        let id = insert(tx, owner.id, &self.name, &self.challenge).await?;
        let entry = Entry::new(owner.id, "domain.requested", "domain", id)
            .after(json!({ "domain": self.name, "state": DomainState::Requested }));
        Ok(tx.record(entry).await?.with(id))
    }
}

/// Writes the row of a domain that was asked for.
pub(super) async fn insert(
    tx: &mut Tx<'_>,
    municipality: Uuid,
    name: &str,
    challenge: &str,
) -> ApiResult<Uuid> {
    let id = Uuid::now_v7();
    let row = domain::ActiveModel {
        municipality_id: Set(municipality),
        id: Set(id),
        name: Set(name.to_owned()),
        held_name: Set(None),
        current_of: Set(Some(municipality)),
        state: Set(DomainState::Requested.as_str().to_owned()),
        challenge: Set(challenge.to_owned()),
        requested_at: Set(tx.now()),
        transfer: Set("[]".to_owned()),
        ..Default::default()
    };
    domain::Entity::insert(row)
        .exec_without_returning(tx.conn())
        .await?;
    Ok(id)
}

/// Gives the domain up.
pub(super) struct Release {
    pub(super) municipality: Uuid,
    pub(super) expected: Expected,
    pub(super) platform: Platform,
}

impl Change for Release {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let row = store::current(tx.conn(), self.municipality).await?;
        let seen = admin::load(tx.conn(), &self.platform, self.municipality).await?;
        self.expected.check(&seen)?;
        let step = workflow::allowed(&row, DomainAction::Release)?;
        let change = domain::ActiveModel {
            renews_on: Set(None),
            ..Default::default()
        };
        let taken = workflow::take(tx, &row, step, change).await?;
        if let Some(template) = step.mail {
            let owner = workflow::owner(tx, &row).await?;
            let address = format!("{}/m/{}", self.platform.url, owner.slug);
            let words = letters::released(&row.name, &address);
            letters::tell(tx, &self.platform, &taken, template, words).await?;
        }
        let entry = Entry::new(row.municipality_id, "domain.released", "domain", row.id)
            .before(json!({ "domain": row.name, "state": row.state, "renews_on": row.renews_on }))
            .after(json!({ "state": taken.state }));
        Ok(tx.record(entry).await?.with(()))
    }
}

/// Records a payment, for an operator to confirm.
pub(super) struct RecordPayment {
    pub(super) municipality: Uuid,
    pub(super) payment: PaymentIn,
}

impl Change for RecordPayment {
    type Output = Uuid;

    fn scope(&self) -> Scope {
        Scope::Tenant(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<Uuid>> {
        let row = store::current(tx.conn(), self.municipality).await?;
        workflow::allowed(&row, DomainAction::Renew)?;
        let paid = &self.payment;
        let voucher = paid.voucher.trim();
        if paid.paid_on > lima_date(tx.now()) {
            return Err(ApiError::field(
                "paid_on",
                "in_the_future",
                "La fecha de pago aún no llega.",
            ));
        }
        let before = store::payments(tx.conn(), &row).await?;
        let known = |other: &payment::Model| {
            other.voucher == voucher && other.state != PaymentState::Rejected.as_str()
        };
        if before.iter().any(known) {
            return Err(ApiError::field(
                "voucher",
                "voucher_known",
                "Este comprobante ya está registrado.",
            ));
        }
        if let Some(file) = paid.file_id {
            files::claim(tx, self.municipality, file)
                .await?
                .ok_or_else(|| {
                    ApiError::field("file_id", "unknown_file", "Suba el comprobante otra vez.")
                })?;
        }
        let id = Uuid::now_v7();
        let inserted = payment::ActiveModel {
            municipality_id: Set(self.municipality),
            id: Set(id),
            domain_id: Set(row.id),
            amount_cents: Set(paid.amount_cents),
            paid_on: Set(paid.paid_on),
            voucher: Set(voucher.to_owned()),
            file_id: Set(paid.file_id),
            state: Set(PaymentState::Pending.as_str().to_owned()),
            reason: Set(None),
            recorded_at: Set(tx.now()),
            decided_at: Set(None),
            decided_by: Set(None),
        };
        payment::Entity::insert(inserted)
            .exec_without_returning(tx.conn())
            .await?;
        let entry = Entry::new(
            self.municipality,
            "domain.payment_recorded",
            "domain",
            row.id,
        )
        .after(
            json!({ "payment": id, "amount_cents": paid.amount_cents, "paid_on": paid.paid_on,
                "voucher": voucher, "file_id": paid.file_id }),
        );
        Ok(tx.record(entry).await?.with(id))
    }
}

/// Marks a step of the transfer, or takes the mark back. The last one hands the domain over.
pub(super) struct MarkTransfer {
    pub(super) municipality: Uuid,
    pub(super) step: TransferStep,
    pub(super) mark: TransferStepIn,
    pub(super) platform: Platform,
}

impl Change for MarkTransfer {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let row = store::current(tx.conn(), self.municipality).await?;
        let hand_over = workflow::allowed(&row, DomainAction::HandOver)?;
        let before = view::marks(&row)?;
        let after = marked(before.clone(), self.step, &self.mark, lima_date(tx.now()))?;
        let transfer = Set(serde_json::to_string(&after)?);
        let taken = if after.len() == TransferStep::ALL.len() {
            let change = domain::ActiveModel {
                transfer,
                renews_on: Set(None),
                ..Default::default()
            };
            let taken = workflow::take(tx, &row, hand_over, change).await?;
            if let Some(template) = hand_over.mail {
                let words = letters::transferred(&row.name);
                letters::tell(tx, &self.platform, &taken, template, words).await?;
            }
            taken
        } else {
            let change = domain::ActiveModel {
                municipality_id: Set(row.municipality_id),
                id: Set(row.id),
                transfer,
                ..Default::default()
            };
            domain::Entity::update(change).exec(tx.conn()).await?
        };
        let evidence = self.mark.evidence.as_deref().filter(|_| self.mark.done);
        let shown = match evidence {
            Some(text) => Some(tx.commit_text(row.municipality_id, row.id, text).await?),
            None => None,
        };
        let steps = |marks: &[TransferMark]| marks.iter().map(|mark| mark.step).collect::<Vec<_>>();
        let entry = Entry::new(
            row.municipality_id,
            "domain.transfer_marked",
            "domain",
            row.id,
        )
        .before(json!({ "state": row.state, "transfer": steps(&before) }))
        .after(json!({ "state": taken.state, "transfer": steps(&after), "evidence": shown }));
        Ok(tx.record(entry).await?.with(()))
    }
}

/// The marks with one more or one less. They are made in their order and taken back from the end.
fn marked(
    mut marks: Vec<TransferMark>,
    step: TransferStep,
    mark: &TransferStepIn,
    today: chrono::NaiveDate,
) -> ApiResult<Vec<TransferMark>> {
    let next = TransferStep::ALL.get(marks.len()).copied();
    if mark.done {
        if next != Some(step) {
            return Err(ApiError::conflict(
                "Marque los pasos en su orden, uno por uno.",
            ));
        }
        let evidence = mark
            .evidence
            .as_deref()
            .unwrap_or_default()
            .trim()
            .to_owned();
        marks.push(TransferMark {
            step,
            done_on: today,
            evidence,
        });
    } else {
        if marks.last().is_none_or(|last| last.step != step) {
            return Err(ApiError::conflict(
                "Solo se desmarca el último paso marcado.",
            ));
        }
        marks.pop();
    }
    Ok(marks)
}
