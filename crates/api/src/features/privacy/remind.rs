//! Reminding the officer while the authority was not told.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde::{Deserialize, Serialize};
use serde_json::json;
use shared::access::Role;
use shared::features::privacy::REMINDER_HOURS;
use uuid::Uuid;

use super::changes::entry;
use super::entity as incident;
use super::store;
use crate::db::{PLATFORM, Scope};
use crate::error::{ApiError, ApiResult};
use crate::features::grants::tell_holders;
use crate::jobs::{Failure, Job};
use crate::outbox::Letter;
use crate::state::AppState;
use crate::write::{Caller, Change, Recorded, Tx};

/// Sends the reminders that are due, each once.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct RemindIncidents;

impl Job for RemindIncidents {
    const KIND: &'static str = "privacy.remind";

    async fn run(&self, state: &AppState) -> Result<(), Failure> {
        let open = {
            let conn = state.db.read(Scope::Platform).await?;
            store::open(&conn).await?
        };
        let now = state.clock.now();
        for row in open.iter().filter(|row| due(row, now) > row.reminded) {
            let remind = Remind {
                municipality: row.municipality_id,
                id: row.id,
                public_url: state.settings.server.public_url.clone(),
            };
            state.write.run(Caller::system(Self::KIND), remind).await?;
        }
        Ok(())
    }
}

/// How many reminders are due by now.
fn due(row: &incident::Model, now: DateTime<Utc>) -> i64 {
    let passed = REMINDER_HOURS
        .iter()
        .filter(|hours| now >= row.known_at + TimeDelta::hours(**hours));
    i64::try_from(passed.count()).unwrap_or(0)
}

struct Remind {
    municipality: Uuid,
    id: Uuid,
    public_url: String,
}

impl Change for Remind {
    type Output = ();

    fn scope(&self) -> Scope {
        // Accounts and their mails are the platform's.
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let row = store::find(tx.conn(), self.municipality, self.id).await?;
        let due = due(&row, tx.now());
        let left = store::item(&row)?.hours_left(tx.now());
        let Some(left) = left.filter(|_| due > row.reminded) else {
            return Err(ApiError::conflict("Este recordatorio ya se envió"));
        };
        let told = self.write(tx, &row, left).await?;
        let change = incident::ActiveModel {
            municipality_id: Set(row.municipality_id),
            id: Set(row.id),
            reminded: Set(due),
            ..Default::default()
        };
        incident::Entity::update(change).exec(tx.conn()).await?;
        let entry = entry(self.municipality, "privacy_incident.reminded", self.id)
            .after(json!({ "reminder": due, "hours_left": left, "people": told }));
        Ok(tx.record(entry).await?.with(()))
    }
}

impl Remind {
    /// Writes to the officer; where nobody is in office, to whoever answers for the portal.
    async fn write(&self, tx: &mut Tx<'_>, row: &incident::Model, left: i64) -> ApiResult<usize> {
        let letter = self.letter(row, left);
        let template = "privacy_incident.reminder";
        if self.municipality == PLATFORM {
            let operator = Role::PlatformOperator;
            return tell_holders(tx, PLATFORM, operator, template, &letter).await;
        }
        let officer = Role::DataProtectionOfficer;
        match tell_holders(tx, self.municipality, officer, template, &letter).await? {
            0 => {
                let administrator = Role::PortalAdmin;
                tell_holders(tx, self.municipality, administrator, template, &letter).await
            }
            told => Ok(told),
        }
    }

    fn letter(&self, row: &incident::Model, left: i64) -> Letter {
        let term = if left < 0 {
            "El plazo de 48 horas para avisar a la Autoridad Nacional de Protección de Datos Personales ya venció. Avise cuanto antes y explique la demora.".to_owned()
        } else {
            format!(
                "Quedan {left} horas completas para avisar a la Autoridad Nacional de Protección de Datos Personales."
            )
        };
        let (page, whose) = if self.municipality == PLATFORM {
            ("/admin/incidentes-plataforma", "la plataforma")
        } else {
            ("/admin/privacidad", "su municipalidad")
        };
        Letter {
            subject: format!("Incidente {}: falta el aviso a la autoridad", row.code),
            name: String::new(),
            paragraphs: vec![
                term,
                "Cuando lo haya presentado, registre su número y su fecha para detener el reloj."
                    .to_owned(),
            ],
            action: Some((
                "Ver el incidente".to_owned(),
                format!("{}{page}/{}", self.public_url, row.id),
            )),
            footer: format!(
                "Recibe este correo porque responde por los datos personales de {whose}."
            ),
        }
    }
}
