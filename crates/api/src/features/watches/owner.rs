//! Whose a webhook is: a program with a key, or a member of the staff; and how he is told that it was paused.

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use shared::access::Permission;
use shared::features::notices::NoticeKind;
use shared::time::lima_date;
use uuid::Uuid;

use super::entity::watch;
use crate::db::PLATFORM;
use crate::error::ApiResult;
use crate::features::notices::{Notice, To};
use crate::features::{api_keys, grants};
use crate::http::principal::{Credential, Principal};
use crate::outbox::Letter;
use crate::write::{Mail, Tx};

const KEY: &str = "api_key";
const ACCOUNT: &str = "account";
/// Where the staff app shows webhooks.
const PAGE: &str = "/admin/webhooks";

/// Whose a webhook is.
#[derive(Clone, Debug)]
pub(super) struct Owner {
    /// The key or the account.
    pub(super) id: Uuid,
    pub(super) kind: &'static str,
    /// The municipality for which he works, or the platform.
    pub(super) home: Uuid,
}

impl Owner {
    /// Whoever asks.
    pub(super) fn of(principal: &Principal) -> Self {
        Self {
            id: principal.id,
            kind: match principal.credential {
                Credential::Key { .. } => KEY,
                Credential::Session { .. } => ACCOUNT,
            },
            home: principal.workplace,
        }
    }
}

/// Whether a webhook still has an owner who may be told: a key in force, or a person who holds the role still.
pub(super) async fn is_there(
    conn: &impl ConnectionTrait,
    row: &watch::Model,
    now: DateTime<Utc>,
) -> ApiResult<bool> {
    match (row.owner_kind.as_deref(), row.owner_id) {
        (Some(KEY), Some(id)) => api_keys::is_in_force(conn, id, now).await,
        (Some(ACCOUNT), Some(id)) => {
            let held = grants::held_by(conn, id, lima_date(now)).await?;
            let may = held.iter().any(|held| {
                Some(held.municipality) == row.owner_home
                    && held.role.allows(Permission::WatchesManage)
            });
            Ok(may)
        }
        _ => Ok(false),
    }
}

/// Tells the owner that nothing is sent any more: staff in the staff app, an outsider by mail.
pub(super) async fn tell_paused(tx: &mut Tx<'_>, row: &watch::Model) -> ApiResult<()> {
    let (Some(id), Some(home)) = (row.owner_id, row.owner_home) else {
        return Ok(());
    };
    let host = row.host.clone().unwrap_or_default();
    let account = if row.owner_kind.as_deref() == Some(KEY) {
        let holder = api_keys::holder(tx.conn(), tx.vault(), id).await?;
        if let Some(to) = holder.as_ref().and_then(|holder| holder.email.clone()) {
            let letter = paused(&host, holder.map(|holder| holder.name).unwrap_or_default());
            return tx
                .mail(Mail {
                    municipality: PLATFORM,
                    template: "watches.paused",
                    to,
                    letter,
                })
                .await;
        }
        holder.and_then(|holder| holder.created_by)
    } else {
        Some(id)
    };
    let Some(account) = account else {
        return Ok(());
    };
    tx.notify(Notice {
        municipality: home,
        to: To::Account(account),
        kind: NoticeKind::WebhookPaused,
        about: host,
        link: PAGE.to_owned(),
    })
    .await
}

fn paused(host: &str, name: String) -> Letter {
    Letter {
        subject: "Pausamos su aviso de cambios".to_owned(),
        name,
        paragraphs: vec![
            format!("Durante un día no pudimos avisar a su programa en {host}, así que dejamos de intentarlo."),
            "Cuando responda otra vez, reanude el aviso con su clave: POST /api/v1/watches/webhooks/{id}/resume. Le diremos entonces todo lo que cambió mientras tanto."
                .to_owned(),
            "Qué respondió a cada intento está en /api/v1/watches/webhooks/{id}/deliveries.".to_owned(),
        ],
        action: None,
        footer: "Recibe este correo porque pidió avisos para un programa.".to_owned(),
    }
}
