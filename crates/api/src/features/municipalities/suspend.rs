//! Suspending a portal and serving it again. Nothing of the municipality is changed but what neighbours see.

use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use shared::access::Role;
use shared::features::directory::PortalStatus;
use shared::features::platform::SuspensionIn;
use shared::features::portal::lifecycle::{PortalAct, PortalStep, portal_step};
use shared::time::{lima_date, long_date};
use uuid::Uuid;

use super::suspensions::{self, DOCUMENT, Notice, row};
use super::{Municipality, find, known, set_status};
use crate::db::{PLATFORM, Scope};
use crate::error::{ApiError, ApiResult};
use crate::features::grants::tell_holders;
use crate::outbox::Letter;
use crate::write::{Change, Entry, Receipt, Recorded, Tx};

const NOT_SUSPENDED: &str = "Este portal no está suspendido";

/// The portal is not served until it is resumed; neighbours read a notice in its place.
pub(super) struct Suspend {
    pub(super) municipality: Uuid,
    pub(super) by: Uuid,
    pub(super) order: SuspensionIn,
}

impl Change for Suspend {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let municipality = ordered(tx, self.municipality, &self.order).await?;
        let step = portal_step(municipality.status, PortalAct::Suspend).ok_or_else(|| {
            ApiError::conflict("Solo se suspende un portal que la plataforma muestra")
        })?;
        let order = trimmed(&self.order);
        row::Entity::insert(row::ActiveModel {
            municipality_id: Set(municipality.id),
            id: Set(Uuid::now_v7()),
            previous_status: Set(municipality.status.as_str().to_owned()),
            began_at: Set(tx.now()),
            began_by: Set(self.by),
            reason: Set(order.reason.clone()),
            resolution_number: Set(order.resolution_number.clone()),
            resolution_date: Set(order.resolution_date),
            ended_at: Set(None),
            end_reason: Set(None),
            end_resolution_number: Set(None),
            end_resolution_date: Set(None),
        })
        .exec_without_returning(tx.conn())
        .await?;
        set_status(tx, municipality.id, step.to).await?;
        let notice = Notice {
            since: tx.now(),
            reason: order.reason.clone(),
            resolution_number: order.resolution_number.clone(),
            resolution_date: order.resolution_date,
        };
        tx.publish(municipality.id, DOCUMENT, &notice).await?;
        tell(tx, &municipality, &order, step).await?;
        let before = json!({ "status": municipality.status });
        let after = json!({ "status": step.to });
        let receipt = record(
            tx,
            &municipality,
            "portal.suspended",
            &order,
            (before, after),
        )
        .await?;
        Ok(receipt.with(()))
    }
}

/// The portal is served again, in the state it had before.
pub(super) struct Resume {
    pub(super) municipality: Uuid,
    pub(super) order: SuspensionIn,
}

impl Change for Resume {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let municipality = ordered(tx, self.municipality, &self.order).await?;
        let open = suspensions::current(tx.conn(), municipality.id).await?;
        let open = open.ok_or_else(|| ApiError::conflict(NOT_SUSPENDED))?;
        // The table alone does not know to which of the states it goes back.
        let back: PortalStatus = known(&open.previous_status)?;
        let step = portal_step(municipality.status, PortalAct::Resume)
            .ok_or_else(|| ApiError::conflict(NOT_SUSPENDED))?;
        let order = trimmed(&self.order);
        row::Entity::update(row::ActiveModel {
            municipality_id: Set(open.municipality_id),
            id: Set(open.id),
            ended_at: Set(Some(tx.now())),
            end_reason: Set(Some(order.reason.clone())),
            end_resolution_number: Set(Some(order.resolution_number.clone())),
            end_resolution_date: Set(Some(order.resolution_date)),
            ..Default::default()
        })
        .exec(tx.conn())
        .await?;
        set_status(tx, municipality.id, back).await?;
        tx.unpublish_below(municipality.id, DOCUMENT).await?;
        tell(tx, &municipality, &order, step).await?;
        let before = json!({ "status": step.from });
        let after = json!({ "status": back });
        let receipt = record(tx, &municipality, "portal.resumed", &order, (before, after)).await?;
        Ok(receipt.with(()))
    }
}

/// The municipality, if the document that orders the act can be of today.
async fn ordered(tx: &Tx<'_>, id: Uuid, order: &SuspensionIn) -> ApiResult<Municipality> {
    let found = find(tx.conn(), id).await?.ok_or_else(ApiError::not_found)?;
    if order.resolution_date > lima_date(tx.now()) {
        let message = "La fecha del documento no puede ser posterior a hoy.";
        return Err(ApiError::field("resolution_date", "in_future", message));
    }
    Ok(found)
}

fn trimmed(order: &SuspensionIn) -> SuspensionIn {
    SuspensionIn {
        reason: order.reason.trim().to_owned(),
        resolution_number: order.resolution_number.trim().to_owned(),
        resolution_date: order.resolution_date,
    }
}

async fn tell(
    tx: &mut Tx<'_>,
    municipality: &Municipality,
    order: &SuspensionIn,
    step: &PortalStep,
) -> ApiResult<()> {
    let Some((template, _)) = step.mail else {
        return Ok(());
    };
    let (subject, what) = if step.act == PortalAct::Suspend {
        (
            "El portal de su municipalidad está suspendido",
            "dejó de mostrarse. En su lugar los vecinos leen un aviso con el motivo. Nada se borró, y usted puede seguir trabajando en él.",
        )
    } else {
        (
            "El portal de su municipalidad se muestra de nuevo",
            "se muestra de nuevo a los vecinos.",
        )
    };
    let paragraphs = vec![
        format!("El portal de la {} {what}", municipality.name),
        format!("Motivo: {}", order.reason),
        format!(
            "Documento: {}, del {}.",
            order.resolution_number,
            long_date(order.resolution_date)
        ),
    ];
    let letter = Letter {
        subject: subject.to_owned(),
        name: String::new(),
        paragraphs,
        action: None,
        footer: "Si no está de acuerdo, responda a la plataforma con el número del documento."
            .to_owned(),
    };
    tell_holders(tx, municipality.id, Role::PortalAdmin, template, &letter).await?;
    Ok(())
}

/// In the journal of the platform, which ordered it, and of the municipality, whom it concerns.
async fn record(
    tx: &mut Tx<'_>,
    municipality: &Municipality,
    action: &str,
    order: &SuspensionIn,
    (before, mut after): (Value, Value),
) -> ApiResult<Receipt> {
    let id = municipality.id;
    let reason = tx.commit_text(id, id, &order.reason).await?;
    if let Some(after) = after.as_object_mut() {
        after.insert("reason".to_owned(), reason.into());
    }
    let entry = |journal| {
        Entry::new(journal, action, "municipality", municipality.id)
            .before(before.clone())
            .after(after.clone())
            .basis(order.resolution_number.clone())
    };
    let _receipt = tx.record(entry(PLATFORM)).await?;
    tx.record(entry(municipality.id)).await
}
