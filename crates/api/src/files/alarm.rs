//! The alarm of the re-check: every operator is written to while a file is not what it was.

use serde_json::json;
use shared::access::Role;
use shared::time::lima_date;

use crate::db::{PLATFORM, Scope};
use crate::error::ApiResult;
use crate::features::accounts::store as accounts;
use crate::features::grants::store as grants;
use crate::outbox::Letter;
use crate::state::AppState;
use crate::write::{Caller, Change, Entry, Mail, Recorded, Tx};

/// Writes to every operator in office.
pub(super) async fn tell_operators(state: &AppState, damaged: i64) -> ApiResult<()> {
    let public_url = state.settings.server.public_url.clone();
    let alarm = Alarm {
        damaged,
        public_url,
    };
    state
        .write
        .run(Caller::system("files.recheck"), alarm)
        .await
}

struct Alarm {
    damaged: i64,
    public_url: String,
}

impl Change for Alarm {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let today = lima_date(tx.now());
        let operators = grants::holders(tx.conn(), PLATFORM, Role::PlatformOperator, today).await?;
        let people = accounts::by_ids(tx.conn(), operators).await?;
        for person in people.into_values() {
            let to = accounts::mail_of(tx.conn(), tx.vault(), person.id).await?;
            let letter = Letter {
                subject: "Alarma: hay archivos dañados".to_owned(),
                name: person.name,
                paragraphs: vec![
                    format!(
                        "La revisión mensual encontró archivos que ya no coinciden con su huella digital: {}.",
                        self.damaged
                    ),
                    "No se entregan a nadie hasta que vuelvan a estar enteros. Recupérelos de un respaldo."
                        .to_owned(),
                ],
                action: Some((
                    "Ver los archivos dañados".to_owned(),
                    format!("{}/admin/conservacion", self.public_url),
                )),
                footer: "Recibe este correo porque opera la plataforma.".to_owned(),
            };
            tx.mail(Mail {
                municipality: PLATFORM,
                template: "files.damaged",
                to,
                letter,
            })
            .await?;
        }
        let entry = Entry::new(PLATFORM, "files.alarm_raised", "files", "recheck")
            .after(json!({ "damaged": self.damaged }));
        Ok(tx.record(entry).await?.with(()))
    }
}
