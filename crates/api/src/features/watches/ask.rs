//! Asking for a watch by mail: kept for two days, until whoever has the mail confirms it.

use chrono::TimeDelta;
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde_json::json;
use shared::features::watches::{CONFIRM_PAGE, Rhythm, WatchState};
use shared::rules::normalize_email;
use uuid::Uuid;

use super::entity::watch;
use super::store::{self, EMAIL};
use super::watched::Watched;
use super::{end_token, letters};
use crate::db::{PLATFORM, Scope};
use crate::error::{ApiError, ApiResult, Code};
use crate::http::token;
use crate::write::{Change, Entry, Mail, Recorded, Tx, Unrecorded};

/// How long a link to confirm works; then the address is erased.
const LIFE: TimeDelta = TimeDelta::hours(48);
/// Unconfirmed watches of one address: as many mails as a stranger can make somebody get in two days.
const MOST_OF_MAIL: u64 = 5;
/// Unconfirmed watches from one sender; a whole office may share it.
const MOST_OF_CLIENT: u64 = 20;

/// Keeps what is asked for and sends the link. Too many of one address end silently: the answer tells nothing about it.
pub(super) struct Ask {
    pub(super) watched: Watched,
    pub(super) email: String,
    pub(super) rhythm: Rhythm,
    /// Whoever asks, as a keyed tag of his network address.
    pub(super) client_tag: String,
    /// Of the link to confirm.
    pub(super) token: String,
    pub(super) public_url: String,
}

impl Change for Ask {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let (conn, now) = (tx.conn(), tx.now());
        let email = normalize_email(&self.email);
        let client = watch::Column::ClientTag;
        if store::pending(conn, client, &self.client_tag, now).await? >= MOST_OF_CLIENT {
            let detail = "Hay demasiados avisos sin confirmar desde su conexión";
            let seconds = u64::try_from(LIFE.num_seconds()).unwrap_or_default();
            return Err(ApiError::new(Code::TooManyRequests)
                .detail(detail)
                .retry_after(seconds));
        }
        let tag = crate::write::personal_tag(tx.vault(), "email", &email)?;
        if store::pending(conn, watch::Column::EmailTag, &tag, now).await? >= MOST_OF_MAIL {
            return Ok(tx.unrecorded(Unrecorded::AttemptCounted).with(()));
        }
        let id = Uuid::now_v7();
        let kept = tx
            .keep_personal(PLATFORM, id, "email", "email", &email)
            .await?;
        let end = end_token(tx.vault(), id)?;
        let row = watch::ActiveModel {
            id: Set(id),
            channel: Set(EMAIL.to_owned()),
            register: Set(self.watched.register.id.to_owned()),
            municipality_id: Set(self.watched.municipality_id()),
            filters: Set(self.watched.filters()?),
            rhythm: Set(self.rhythm.as_str().to_owned()),
            state: Set(WatchState::Pending.as_str().to_owned()),
            email_tag: Set(Some(kept.tag)),
            client_tag: Set(Some(self.client_tag.clone())),
            confirm_hash: Set(Some(token::digest(&self.token))),
            end_hash: Set(Some(token::digest(&end))),
            owner_id: Set(None),
            owner_kind: Set(None),
            owner_home: Set(None),
            target: Set(None),
            host: Set(None),
            created_at: Set(now),
            expires_at: Set(Some(now + LIFE)),
            confirmed_at: Set(None),
            told_to: Set(None),
            told_at: Set(None),
            due_at: Set(None),
            paused_at: Set(None),
            ended_at: Set(None),
        };
        watch::Entity::insert(row)
            .exec_without_returning(conn)
            .await?;
        let link = format!("{}{CONFIRM_PAGE}/{}", self.public_url, self.token);
        tx.mail(Mail {
            municipality: PLATFORM,
            template: "watches.confirmation",
            to: email,
            letter: letters::confirmation(&self.watched, link),
        })
        .await?;
        let entry = Entry::new(PLATFORM, "watch.requested", "watch", id).after(json!({
            "channel": EMAIL, "register": self.watched.register.id, "rhythm": self.rhythm,
            "municipality": self.watched.municipality_id(), "email": kept.commitment,
        }));
        Ok(tx.record(entry).await?.with(()))
    }
}
