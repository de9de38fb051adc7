//! What becomes of a delivery after a try.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde_json::json;
use shared::features::watches::{DeliveryState, TryOut, WatchState};
use uuid::Uuid;

use super::deliver::Deliver;
use super::entity::{delivery, watch};
use super::{keep, links, owner, store};
use crate::db::{PLATFORM, Scope};
use crate::error::ApiResult;
use crate::jobs::NewJob;
use crate::worker::backoff;
use crate::write::{Change, Entry, Recorded, Tx, Unrecorded};

/// How long a delivery is tried.
const PATIENCE: TimeDelta = TimeDelta::hours(24);

/// What came of a try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The receiver took it.
    Delivered,
    /// Worth another try.
    Again,
    /// The receiver wants no more.
    GivenUp,
    /// There is nobody to tell any more.
    Orphaned,
}

/// Notes a try: the delivery is done, or waits for the next one, or the watch is paused and its owner told.
pub(super) struct Settle {
    pub(super) id: Uuid,
    pub(super) attempt: i16,
    pub(super) tried: Option<TryOut>,
    pub(super) outcome: Outcome,
}

impl Change for Settle {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let waiting = store::waiting(tx.conn(), self.id).await?;
        // Ended meanwhile, or noted by another process.
        let Some(row) = waiting.filter(|row| row.attempts == self.attempt) else {
            return Ok(tx.unrecorded(Unrecorded::SubscriberTold).with(()));
        };
        let mut tries: Vec<TryOut> = serde_json::from_str(&row.tries)?;
        tries.extend(self.tried.clone());
        let attempts = row.attempts.saturating_add(1);
        let next = tx.now() + backoff::after(attempts);
        let is_over = next > row.created_at + PATIENCE;
        let mut note = delivery::ActiveModel {
            id: Set(row.id),
            attempts: Set(attempts),
            tries: Set(serde_json::to_string(&tries)?),
            ..Default::default()
        };
        match self.outcome {
            Outcome::Delivered => {
                settled(&mut note, DeliveryState::Delivered, tx.now());
                delivery::Entity::update(note).exec(tx.conn()).await?;
                Ok(tx.unrecorded(Unrecorded::SubscriberTold).with(()))
            }
            Outcome::Again if !is_over => {
                note.next_try_at = Set(Some(next));
                delivery::Entity::update(note).exec(tx.conn()).await?;
                let job = Deliver {
                    id: row.id,
                    attempt: attempts,
                };
                tx.job(NewJob::new(PLATFORM, job).at(next)).await?;
                Ok(tx.unrecorded(Unrecorded::SubscriberTold).with(()))
            }
            Outcome::Again | Outcome::GivenUp => {
                settled(&mut note, DeliveryState::Failed, tx.now());
                delivery::Entity::update(note).exec(tx.conn()).await?;
                pause(tx, &row).await
            }
            Outcome::Orphaned => {
                keep::drop_waiting(tx, row.watch_id).await?;
                match store::find(tx.conn(), row.watch_id).await? {
                    Some(hook) => Ok(links::end(tx, &hook, "owner_gone").await?.with(())),
                    None => Ok(tx.unrecorded(Unrecorded::NothingToTell).with(())),
                }
            }
        }
    }
}

fn settled(note: &mut delivery::ActiveModel, state: DeliveryState, at: DateTime<Utc>) {
    note.state = Set(state.as_str().to_owned());
    note.settled_at = Set(Some(at));
    note.next_try_at = Set(None);
}

/// Sends nothing more until the owner resumes; then he is told from where this delivery began.
async fn pause(tx: &mut Tx<'_>, row: &delivery::Model) -> ApiResult<Recorded<()>> {
    let Some(hook) = store::find(tx.conn(), row.watch_id).await? else {
        return Ok(tx.unrecorded(Unrecorded::NothingToTell).with(()));
    };
    watch::Entity::update(watch::ActiveModel {
        id: Set(hook.id),
        state: Set(WatchState::Paused.as_str().to_owned()),
        told_to: Set(Some(row.from_at)),
        due_at: Set(None),
        paused_at: Set(Some(tx.now())),
        ..Default::default()
    })
    .exec(tx.conn())
    .await?;
    owner::tell_paused(tx, &hook).await?;
    let home = hook.owner_home.unwrap_or(PLATFORM);
    let entry = Entry::new(home, "watch.paused", "watch", hook.id)
        .before(json!({ "state": hook.state }))
        .after(json!({ "state": WatchState::Paused, "tries": row.attempts.saturating_add(1) }));
    Ok(tx.record(entry).await?.with(()))
}
