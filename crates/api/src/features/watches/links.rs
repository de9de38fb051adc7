//! What the links of mails do: confirm a watch, end it. Opening them changes nothing; only a click on the page does, or the
//! mail program that was told to unsubscribe.

use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde_json::json;
use shared::features::watches::{WatchLinkOut, WatchState};

use super::entity::watch;
use super::store;
use super::watched::{Watched, rhythm, schedule, state_of};
use crate::db::{PLATFORM, Scope};
use crate::error::{ApiError, ApiResult, Code};
use crate::state::AppState;
use crate::write::{Change, Entry, Receipt, Recorded, Tx, Unrecorded};

/// Watches in force that go to one address.
const MOST: usize = 50;
/// Why a watch ended.
const BY_LINK: &str = "link";
const REPLACED: &str = "replaced";

/// The watch behind a link, whichever of its two.
///
/// # Errors
/// 410 for a link that is none of ours or lapsed: which one is not told.
pub(super) async fn opened(state: &AppState, link: &str) -> ApiResult<WatchLinkOut> {
    let read = state.db.read(Scope::Platform).await?;
    let row = match store::by_end(&read, link).await? {
        Some(row) => Some(row),
        None => store::by_confirmation(&read, link).await?,
    };
    drop(read);
    let now = state.clock.now();
    let works = |row: &watch::Model| {
        row.state != WatchState::Pending.as_str() || row.expires_at.is_some_and(|at| now < at)
    };
    let row = row.filter(works).ok_or(ApiError::new(Code::Gone))?;
    view(state, &row).await
}

async fn view(state: &AppState, row: &watch::Model) -> ApiResult<WatchLinkOut> {
    let stands = state_of(row)?;
    let watched = match stands {
        WatchState::Ended => None,
        _ => Some(Watched::of(state, row).await?.view()?),
    };
    Ok(WatchLinkOut {
        watched,
        rhythm: rhythm(row)?,
        state: stands,
    })
}

/// Puts a watch in force; a second click changes nothing.
pub(super) struct Confirm {
    pub(super) link: String,
}

impl Change for Confirm {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let gone = || ApiError::new(Code::Gone);
        let row = store::by_confirmation(tx.conn(), &self.link).await?;
        let row = row.ok_or_else(gone)?;
        match state_of(&row)? {
            WatchState::Pending if row.expires_at.is_some_and(|at| tx.now() < at) => {}
            WatchState::Confirmed => {
                return Ok(tx.unrecorded(Unrecorded::NothingToTell).with(()));
            }
            _ => return Err(gone()),
        }
        let email_tag = row.email_tag.clone().ok_or_else(gone)?;
        let others = store::in_force(tx.conn(), &email_tag).await?;
        let (same, others): (Vec<_>, Vec<_>) = others.into_iter().partition(|other| {
            (&other.register, other.municipality_id, &other.filters)
                == (&row.register, row.municipality_id, &row.filters)
        });
        if others.len() >= MOST {
            let detail = "Ya hay 50 avisos con este correo; termine alguno para agregar otro";
            return Err(ApiError::conflict(detail));
        }
        // The same once more says how often it is wanted now.
        for replaced in same {
            let _receipt = end(tx, &replaced, REPLACED).await?;
        }
        let due_at = schedule(rhythm(&row)?).next(tx.now());
        watch::Entity::update(watch::ActiveModel {
            id: Set(row.id),
            state: Set(WatchState::Confirmed.as_str().to_owned()),
            client_tag: Set(None),
            confirmed_at: Set(Some(tx.now())),
            told_to: Set(Some(tx.now())),
            due_at: Set(Some(due_at)),
            ..Default::default()
        })
        .exec(tx.conn())
        .await?;
        let entry = Entry::new(PLATFORM, "watch.confirmed", "watch", row.id)
            .before(json!({ "state": row.state, "requested_at": row.created_at }))
            .after(json!({ "state": WatchState::Confirmed }))
            .basis("Ley 29733, art. 5; Ley 28493, art. 6");
        Ok(tx.record(entry).await?.with(()))
    }
}

/// Ends a watch; once more changes nothing.
pub(super) struct End {
    pub(super) link: String,
}

impl Change for End {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let row = store::by_end(tx.conn(), &self.link).await?;
        let row = row.ok_or(ApiError::new(Code::Gone))?;
        if state_of(&row)? == WatchState::Ended {
            return Ok(tx.unrecorded(Unrecorded::NothingToTell).with(()));
        }
        Ok(end(tx, &row, BY_LINK).await?.with(()))
    }
}

/// Ends a watch and erases the address, and what was watched with it. The commitment stays in the journal, with the times.
pub(super) async fn end(tx: &mut Tx<'_>, row: &watch::Model, by: &str) -> ApiResult<Receipt> {
    watch::Entity::update(watch::ActiveModel {
        id: Set(row.id),
        state: Set(WatchState::Ended.as_str().to_owned()),
        filters: Set(String::new()),
        email_tag: Set(None),
        client_tag: Set(None),
        confirm_hash: Set(None),
        target: Set(None),
        due_at: Set(None),
        ended_at: Set(Some(tx.now())),
        ..Default::default()
    })
    .exec(tx.conn())
    .await?;
    let values = tx.erase_personal(PLATFORM, row.id).await?;
    let entry = Entry::new(PLATFORM, "watch.ended", "watch", row.id)
        .before(json!({ "state": row.state, "confirmed_at": row.confirmed_at }))
        .after(json!({ "state": WatchState::Ended, "by": by, "values": values }))
        .basis("Ley 29733, art. 8");
    tx.record(entry).await
}
