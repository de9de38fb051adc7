//! Making, resuming and ending webhooks, and how they are read.

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use serde_json::json;
use shared::features::watches::{
    DeliveryOut, DeliveryState, HookIssued, HookOut, Rhythm, WatchState, WatchedOut,
};
use uuid::Uuid;

use super::entity::{delivery, watch};
use super::links;
use super::owner::Owner;
use super::store::{self, WEBHOOK};
use super::watched::{Watched, rhythm, schedule, state_of};
use crate::db::{PLATFORM, Scope};
use crate::error::{ApiError, ApiResult};
use crate::http::token;
use crate::keys::Vault;
use crate::state::AppState;
use crate::write::{Change, Entry, Recorded, Tx};

/// Webhooks of one owner.
const MOST: u64 = 20;
/// Marks the secrets of webhooks, so that one that was published by mistake is recognised.
const PREFIX: &str = "mwh_";

/// What is called, and with what its calls are signed; sealed in the row.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Target {
    pub(super) url: String,
    pub(super) secret: String,
}

impl Target {
    fn context(id: Uuid) -> String {
        format!("watch|{id}")
    }

    fn seal(&self, vault: &Vault, id: Uuid) -> ApiResult<Vec<u8>> {
        let sealed = vault.seal(&Self::context(id), &serde_json::to_vec(self)?);
        sealed.map_err(ApiError::internal)
    }

    /// Opens that of a row; none where the watch is over.
    ///
    /// # Errors
    /// When the key is gone or a byte was changed.
    pub(super) fn of(vault: &Vault, row: &watch::Model) -> ApiResult<Option<Self>> {
        let sealed = row.target.as_deref();
        let opened = sealed.map(|sealed| {
            let plain = vault.open(&Self::context(row.id), sealed);
            Ok(serde_json::from_slice(&plain.map_err(ApiError::internal)?)?)
        });
        opened.transpose()
    }
}

/// A new secret.
pub(super) fn new_secret() -> String {
    format!("{PREFIX}{}", token::secret())
}

/// Makes a webhook.
pub(super) struct Create {
    pub(super) watched: Watched,
    pub(super) view: WatchedOut,
    pub(super) rhythm: Rhythm,
    pub(super) host: String,
    pub(super) url: String,
    pub(super) owner: Owner,
    pub(super) secret: String,
}

impl Change for Create {
    type Output = HookIssued;

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<HookIssued>> {
        if store::hooks_of(tx.conn(), self.owner.id).await? >= MOST {
            return Err(ApiError::conflict("Ya tiene 20 webhooks; termine alguno"));
        }
        let (id, now) = (Uuid::now_v7(), tx.now());
        let target = Target {
            url: self.url.clone(),
            secret: self.secret.clone(),
        };
        let row = watch::ActiveModel {
            id: Set(id),
            channel: Set(WEBHOOK.to_owned()),
            register: Set(self.watched.register.id.to_owned()),
            municipality_id: Set(self.watched.municipality_id()),
            filters: Set(self.watched.filters()?),
            rhythm: Set(self.rhythm.as_str().to_owned()),
            state: Set(WatchState::Confirmed.as_str().to_owned()),
            email_tag: Set(None),
            client_tag: Set(None),
            confirm_hash: Set(None),
            end_hash: Set(None),
            owner_id: Set(Some(self.owner.id)),
            owner_kind: Set(Some(self.owner.kind.to_owned())),
            owner_home: Set(Some(self.owner.home)),
            target: Set(Some(target.seal(tx.vault(), id)?)),
            host: Set(Some(self.host.clone())),
            created_at: Set(now),
            expires_at: Set(None),
            confirmed_at: Set(Some(now)),
            told_to: Set(Some(now)),
            told_at: Set(None),
            due_at: Set(Some(schedule(self.rhythm).next(now))),
            paused_at: Set(None),
            ended_at: Set(None),
        };
        watch::Entity::insert(row)
            .exec_without_returning(tx.conn())
            .await?;
        let entry = Entry::new(self.owner.home, "watch.created", "watch", id).after(json!({
            "channel": WEBHOOK, "register": self.watched.register.id, "rhythm": self.rhythm,
            "municipality": self.watched.municipality_id(), "host": self.host,
        }));
        let receipt = tx.record(entry).await?;
        Ok(receipt.with(HookIssued {
            secret: self.secret.clone(),
            details: HookOut {
                id,
                watched: Some(self.view.clone()),
                rhythm: self.rhythm,
                state: WatchState::Confirmed,
                host: self.host.clone(),
                created_at: now,
                told_to: Some(now),
                paused_at: None,
                ended_at: None,
            },
        }))
    }
}

/// A webhook of its owner, within a change.
pub(super) async fn owned(tx: &Tx<'_>, owner: Uuid, id: Uuid) -> ApiResult<watch::Model> {
    let row = store::hook(tx.conn(), owner, id).await?;
    row.ok_or_else(ApiError::not_found)
}

/// Resumes a paused webhook. What it did not get is told again from where it stopped.
pub(super) struct Resume {
    pub(super) id: Uuid,
    pub(super) owner: Uuid,
}

impl Change for Resume {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let row = owned(tx, self.owner, self.id).await?;
        if state_of(&row)? != WatchState::Paused {
            return Err(ApiError::conflict("El webhook no está pausado"));
        }
        watch::Entity::update(watch::ActiveModel {
            id: Set(row.id),
            state: Set(WatchState::Confirmed.as_str().to_owned()),
            paused_at: Set(None),
            due_at: Set(Some(tx.now())),
            ..Default::default()
        })
        .exec(tx.conn())
        .await?;
        let home = row.owner_home.unwrap_or(PLATFORM);
        let entry = Entry::new(home, "watch.resumed", "watch", row.id)
            .before(json!({ "state": row.state, "paused_at": row.paused_at }))
            .after(json!({ "state": WatchState::Confirmed }));
        Ok(tx.record(entry).await?.with(()))
    }
}

/// Ends a webhook, by its owner.
pub(super) struct EndHook {
    pub(super) id: Uuid,
    pub(super) owner: Uuid,
}

impl Change for EndHook {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let row = owned(tx, self.owner, self.id).await?;
        if state_of(&row)? == WatchState::Ended {
            return Err(ApiError::conflict("El webhook ya terminó"));
        }
        drop_waiting(tx, row.id).await?;
        Ok(links::end(tx, &row, "owner").await?.with(()))
    }
}

/// What is under way to a webhook that ends is not sent any more.
pub(super) async fn drop_waiting(tx: &Tx<'_>, watch: Uuid) -> ApiResult<()> {
    delivery::Entity::update_many()
        .col_expr(
            delivery::Column::State,
            Expr::value(DeliveryState::Dropped.as_str()),
        )
        .col_expr(delivery::Column::SettledAt, Expr::value(tx.now()))
        .col_expr(
            delivery::Column::NextTryAt,
            Expr::value(None::<DateTime<Utc>>),
        )
        .filter(delivery::Column::WatchId.eq(watch))
        .filter(delivery::Column::State.eq(DeliveryState::Waiting.as_str()))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// A webhook as its owner sees it.
///
/// # Errors
/// When the row says what this version does not know.
pub(super) async fn hook_view(state: &AppState, row: &watch::Model) -> ApiResult<HookOut> {
    let stands = state_of(row)?;
    let watched = match stands {
        WatchState::Ended => None,
        _ => Some(Watched::of(state, row).await?.view()?),
    };
    Ok(HookOut {
        id: row.id,
        watched,
        rhythm: rhythm(row)?,
        state: stands,
        host: row.host.clone().unwrap_or_default(),
        created_at: row.created_at,
        told_to: row.told_to,
        paused_at: row.paused_at,
        ended_at: row.ended_at,
    })
}

/// A delivery as the owner of its webhook sees it.
///
/// # Errors
/// When the row says what this version does not know.
pub(super) fn delivery_view(row: delivery::Model) -> ApiResult<DeliveryOut> {
    let state = row.state.parse();
    Ok(DeliveryOut {
        id: row.id,
        from: row.from_at,
        to: row.to_at,
        state: state.map_err(|()| ApiError::internal(anyhow::anyhow!("state «{}»", row.state)))?,
        tries: serde_json::from_str(&row.tries)?,
        next_try_at: row.next_try_at,
    })
}
