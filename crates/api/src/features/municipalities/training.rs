//! Staff practise in a portal: its pages say so, and neither the directory's map of pages nor search engines list them.
//! Nothing else of the portal changes.

use serde_json::json;
use shared::access::Role;
use shared::features::directory::PortalStatus;
use shared::features::portal::PortalMode;
use uuid::Uuid;

use super::{find, set_mode};
use crate::db::{PLATFORM, Scope};
use crate::error::{ApiError, ApiResult};
use crate::features::grants::tell_holders;
use crate::outbox::Letter;
use crate::write::{Change, Entry, Recorded, Tx};

/// Begins or ends the practice.
pub(super) struct Train {
    pub(super) municipality: Uuid,
    pub(super) begins: bool,
    pub(super) reason: Option<String>,
}

impl Change for Train {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let found = find(tx.conn(), self.municipality)
            .await?
            .ok_or_else(ApiError::not_found)?;
        let reason = self.reason.as_deref().map(str::trim);
        let (to, action) = if self.begins {
            may_begin(found.mode, found.status, reason)?;
            (PortalMode::Training, "portal.training_begun")
        } else {
            if found.mode != PortalMode::Training {
                return Err(ApiError::conflict("Este portal no está en capacitación."));
            }
            (PortalMode::Official, "portal.training_ended")
        };
        set_mode(tx, found.id, to).await?;
        let letter = letter(&found.name, self.begins);
        let template = "portal.training";
        tell_holders(tx, found.id, Role::PortalAdmin, template, &letter).await?;
        let reason = match reason {
            Some(text) => Some(tx.commit_text(found.id, found.id, text).await?),
            None => None,
        };
        let entry = |journal| {
            Entry::new(journal, action, "municipality", found.id)
                .before(json!({ "mode": found.mode }))
                .after(json!({ "mode": to, "reason": reason }))
        };
        let _receipt = tx.record(entry(PLATFORM)).await?;
        Ok(tx.record(entry(found.id)).await?.with(()))
    }
}

/// A portal that is complete is in use: who takes its word away says why.
fn may_begin(mode: PortalMode, status: PortalStatus, reason: Option<&str>) -> ApiResult<()> {
    if mode != PortalMode::Official || !status.has_portal() {
        return Err(ApiError::conflict(
            "Solo se pone en capacitación un portal oficial que la plataforma muestra.",
        ));
    }
    let complete = !matches!(status, PortalStatus::Created | PortalStatus::Configuring);
    if complete && reason.is_none() {
        return Err(ApiError::field(
            "reason",
            "required",
            "El portal ya está en servicio: explique por qué sus páginas dirán que son de capacitación.",
        ));
    }
    Ok(())
}

fn letter(name: &str, begins: bool) -> Letter {
    let (subject, what) = if begins {
        (
            "El portal de su municipalidad está en capacitación",
            "dicen ahora que son de capacitación, y los buscadores no las muestran. Puede practicar: lo que guarde queda en el portal.",
        )
    } else {
        (
            "Terminó la capacitación en el portal de su municipalidad",
            "vuelven a ser oficiales. Revise que no quede nada de práctica.",
        )
    };
    Letter {
        subject: subject.to_owned(),
        name: String::new(),
        paragraphs: vec![format!("Las páginas del portal de la {name} {what}")],
        action: None,
        footer: "Recibe este correo porque responde por el portal.".to_owned(),
    }
}
