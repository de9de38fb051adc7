//! The signed heads by mail: once a day to the officer of each municipality whose journal moved, and to the operators. A
//! head that lies in somebody's mailbox cannot be taken back by whoever has the database.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use serde_json::json;
use shared::access::Role;
use shared::features::journal::SignedHead;
use shared::time::{day_start, lima_date, long_date, short_time};
use uuid::Uuid;

use super::store;
use crate::db::{PLATFORM, Scope};
use crate::error::{ApiError, ApiResult};
use crate::features::grants::tell_holders;
use crate::features::municipalities;
use crate::jobs::{Failure, Job};
use crate::journal::entity::line;
use crate::outbox::Letter;
use crate::state::AppState;
use crate::write::{Caller, Change, Entry, Recorded, Tx, Unrecorded};

/// The daily mail about the heads of the day before.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct MailHeads;

impl Job for MailHeads {
    const KIND: &'static str = "journal.mail_heads";

    async fn run(&self, state: &AppState) -> Result<(), Failure> {
        let change = SendHeads {
            day: lima_date(state.clock.now()) - Days::new(1),
            public_url: state.settings.server.public_url.clone(),
        };
        let caller = Caller::system(Self::KIND);
        Ok(state.write.run(caller, change).await.map(|_| ())?)
    }
}

struct SendHeads {
    day: NaiveDate,
    public_url: String,
}

const ACTION: &str = "journal.heads_mailed";

impl Change for SendHeads {
    /// How many mails that were.
    type Output = usize;

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<usize>> {
        let heads = self.last_heads(tx).await?;
        // The line about these mails moves the platform's own journal: alone it is no reason for more.
        if heads.keys().all(|id| *id == PLATFORM) || self.was_done(tx).await? {
            return Ok(tx.unrecorded(Unrecorded::NothingToTell).with(0));
        }
        let mut mails = 0;
        for head in heads.values() {
            mails += self.send(tx, head).await?;
        }
        let entry = Entry::new(PLATFORM, ACTION, "day", self.day)
            .after(json!({ "journals": heads.len(), "mails": mails }));
        Ok(tx.record(entry).await?.with(mails))
    }
}

impl SendHeads {
    /// The last head of each journal that was signed on the day.
    async fn last_heads(&self, tx: &Tx<'_>) -> ApiResult<BTreeMap<Uuid, SignedHead>> {
        let (from, to) = (day_start(self.day), day_start(self.day + Days::new(1)));
        let rows = store::heads_between(tx.conn(), from, to).await?;
        Ok(rows
            .into_iter()
            .map(|row| (row.municipality_id, SignedHead::from(row)))
            .collect())
    }

    /// A job may run twice.
    async fn was_done(&self, tx: &Tx<'_>) -> ApiResult<bool> {
        let done = line::Entity::find()
            .filter(line::Column::MunicipalityId.eq(PLATFORM))
            .filter(line::Column::Action.eq(ACTION))
            .filter(line::Column::SubjectId.eq(self.day.to_string()))
            .count(tx.conn())
            .await?;
        Ok(done > 0)
    }

    /// To the officer for transparency, or to the administrators where nobody is designated.
    async fn send(&self, tx: &mut Tx<'_>, head: &SignedHead) -> ApiResult<usize> {
        let id = head.municipality_id;
        let (whose, path, roles) = if id == PLATFORM {
            let operators = [Role::PlatformOperator, Role::PlatformOperator];
            (
                "la plataforma".to_owned(),
                "registro-publico".to_owned(),
                operators,
            )
        } else {
            let Some(own) = municipalities::find(tx.conn(), id).await? else {
                return Ok(0);
            };
            let roles = [Role::TransparencyOfficer, Role::PortalAdmin];
            (own.name, format!("m/{}/registro-publico", own.slug), roles)
        };
        let letter = self.letter(&whose, &path, head)?;
        let [officer, otherwise] = roles;
        let told = tell_holders(tx, id, officer, MailHeads::KIND, &letter).await?;
        if told > 0 || officer == otherwise {
            return Ok(told);
        }
        tell_holders(tx, id, otherwise, MailHeads::KIND, &letter).await
    }

    fn letter(&self, whose: &str, path: &str, head: &SignedHead) -> ApiResult<Letter> {
        // The signature is over every member as it stands there: nothing rounded or left out could be checked.
        let line = String::from_utf8(head.line().map_err(ApiError::internal)?);
        Ok(Letter {
            subject: format!("Cabeza firmada del diario: {}", long_date(self.day)),
            name: String::new(),
            paragraphs: vec![
                format!("Así quedó el diario de {whose} el {}.", long_date(self.day)),
                format!(
                    "Asiento {}, firmado a las {} con la llave {}. Esta línea es la cabeza firmada, completa:",
                    head.seq,
                    short_time(head.signed_at),
                    head.key_id
                ),
                line.map_err(ApiError::internal)?,
                "Guarde este correo. Con él cualquiera comprueba más adelante que no se cambió ni se quitó nada de lo \
                 registrado hasta ese asiento."
                    .to_owned(),
                "Para comprobarlo, copie la línea en un archivo, por ejemplo cabezas.ndjson. Donde funciona la plataforma: \
                 munica verify --heads cabezas.ndjson. En otra computadora, con el diario exportado y las llaves públicas: \
                 munica verify --journal diario.ndjson --heads cabezas.ndjson --keys llaves.json."
                    .to_owned(),
            ],
            action: Some((
                "Ver las cabezas publicadas".to_owned(),
                format!("{}/{path}", self.public_url),
            )),
            footer: "Recibe este correo por su función. No necesita responder.".to_owned(),
        })
    }
}
