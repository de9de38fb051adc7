//! Revoking keys: a municipality its own, the platform those of outsiders, who are told why.

use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde_json::json;
use uuid::Uuid;

use super::changes::find;
use super::entity::key;
use crate::db::{PLATFORM, Scope};
use crate::error::{ApiError, ApiResult};
use crate::outbox::Letter;
use crate::write::{Change, Entry, Mail, Recorded, Tx, read_personal};

/// Revokes a key, from this moment.
pub(super) struct Revoke {
    pub(super) municipality: Uuid,
    pub(super) id: Uuid,
    /// Why, of a key of an outsider.
    pub(super) reason: Option<String>,
}

impl Change for Revoke {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::of(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let row = find(tx.conn(), self.municipality, self.id).await?;
        let row = row.ok_or_else(ApiError::not_found)?;
        if row.revoked_at.is_some() {
            return Err(ApiError::conflict("La clave ya está revocada"));
        }
        key::Entity::update(key::ActiveModel {
            id: Set(row.id),
            revoked_at: Set(Some(tx.now())),
            revoke_reason: Set(self.reason.clone()),
            ..Default::default()
        })
        .exec(tx.conn())
        .await?;
        let mut entry = Entry::new(self.municipality, "api_key.revoked", "api_key", row.id)
            .before(json!({ "hint": row.hint }));
        if let Some(reason) = &self.reason {
            let kept = tx.commit_text(self.municipality, row.id, reason).await?;
            entry = entry.after(json!({ "reason": kept }));
            tell(tx, &row, reason).await?;
        }
        Ok(tx.record(entry).await?.with(()))
    }
}

/// Writes to the outsider who confirmed his mail for the key.
async fn tell(tx: &mut Tx<'_>, row: &key::Model, reason: &str) -> ApiResult<()> {
    let Some(to) = read_personal(tx.conn(), tx.vault(), PLATFORM, row.id, "email").await? else {
        return Ok(());
    };
    let letter = Letter {
        subject: "Se revocó su clave de Munica".to_owned(),
        name: row.name.clone(),
        paragraphs: vec![
            format!("Su clave {}… ya no funciona.", row.hint),
            format!("Motivo: {reason}"),
            "Los datos públicos se siguen leyendo sin clave.".to_owned(),
        ],
        action: None,
        footer: "Si cree que es un error, responda a la plataforma.".to_owned(),
    };
    tx.mail(Mail {
        municipality: PLATFORM,
        template: "api_keys.revoked",
        to,
        letter,
    })
    .await
}
