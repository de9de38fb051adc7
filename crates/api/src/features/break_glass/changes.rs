//! Opening and closing an access.

use chrono::TimeDelta;
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use shared::access::Role;
use shared::features::break_glass::BreakGlassIn;
use shared::features::notices::NoticeKind;
use shared::time::short_time;
use uuid::Uuid;

use super::entity as access;
use super::store;
use crate::db::{PLATFORM, Scope};
use crate::error::{ApiError, ApiResult};
use crate::features::grants::tell_holders;
use crate::features::notices::{Notice, To};
use crate::outbox::Letter;
use crate::write::{Change, Entry, Receipt, Recorded, Tx};

/// The norm that binds whoever sees personal data on an order (Ley 29733, art. 17).
pub(super) const BASIS: &str = "Ley 29733, art. 17";

/// Opens an access.
pub(super) struct Open {
    pub(super) operator: Uuid,
    pub(super) operator_name: String,
    pub(super) body: BreakGlassIn,
}

impl Change for Open {
    type Output = Uuid;

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<Uuid>> {
        let municipality = self.body.municipality_id;
        let open = store::open_of(tx.conn(), self.operator, tx.now()).await?;
        if open
            .iter()
            .any(|access| access.municipality_id == municipality)
        {
            return Err(ApiError::conflict(
                "Ya tiene un acceso abierto a esta municipalidad",
            ));
        }
        let id = Uuid::now_v7();
        let until = tx.now() + TimeDelta::minutes(self.body.minutes);
        let reason = self.body.reason.trim().to_owned();
        access::Entity::insert(access::ActiveModel {
            id: Set(id),
            municipality_id: Set(municipality),
            account_id: Set(self.operator),
            reason: Set(reason.clone()),
            opened_at: Set(tx.now()),
            until: Set(until),
            closed_at: Set(None),
        })
        .exec_without_returning(tx.conn())
        .await?;
        let paragraphs = vec![
            format!(
                "{}, de la plataforma Munica, abrió un acceso de lectura a los datos de su municipalidad hasta las {}.",
                self.operator_name,
                short_time(until)
            ),
            format!("Motivo: {reason}"),
            "El acceso y lo que se vea quedan registrados en el diario de su municipalidad."
                .to_owned(),
        ];
        let letter = Letter {
            subject: "Un operador abrió un acceso a los datos de su municipalidad".to_owned(),
            name: String::new(),
            paragraphs,
            action: None,
            footer: "Si no lo esperaba, pida explicaciones a la plataforma.".to_owned(),
        };
        let template = "break_glass.opened";
        tell_holders(tx, municipality, Role::PortalAdmin, template, &letter).await?;
        let reason = tx.commit_text(municipality, id, &reason).await?;
        tx.notify(Notice {
            municipality,
            to: To::Role(Role::PortalAdmin),
            kind: NoticeKind::BreakGlassOpened,
            about: self.operator_name.clone(),
            link: "/admin/registro?tipo=break_glass".to_owned(),
        })
        .await?;
        let after = json!({ "municipality_id": municipality, "reason": reason, "until": until });
        let receipt = record_in_both(tx, municipality, "break_glass.opened", id, &after).await?;
        Ok(receipt.with(id))
    }
}

/// Closes an access before its time.
pub(super) struct Close {
    pub(super) operator: Uuid,
    pub(super) id: Uuid,
}

impl Change for Close {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let row = store::find(tx.conn(), self.id).await?;
        let row = row
            .filter(|row| row.account_id == self.operator)
            .ok_or_else(ApiError::not_found)?;
        if row.closed_at.is_some() || row.until <= tx.now() {
            return Err(ApiError::conflict("El acceso ya terminó"));
        }
        access::Entity::update(access::ActiveModel {
            id: Set(row.id),
            closed_at: Set(Some(tx.now())),
            ..Default::default()
        })
        .exec(tx.conn())
        .await?;
        let after = json!({ "municipality_id": row.municipality_id });
        let action = "break_glass.closed";
        let receipt = record_in_both(tx, row.municipality_id, action, row.id, &after).await?;
        Ok(receipt.with(()))
    }
}

async fn record_in_both(
    tx: &mut Tx<'_>,
    municipality: Uuid,
    action: &str,
    id: Uuid,
    after: &Value,
) -> ApiResult<Receipt> {
    let entry = |journal| {
        Entry::new(journal, action, "break_glass", id)
            .after(after.clone())
            .basis(BASIS)
    };
    let _receipt = tx.record(entry(PLATFORM)).await?;
    tx.record(entry(municipality)).await
}
