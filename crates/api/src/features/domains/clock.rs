//! What the clock does to domains: reminds before the renewal, ends the service when term and grace are over, and looks
//! for records by itself.

use chrono::{Days, NaiveDate, TimeDelta};
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde::{Deserialize, Serialize};
use serde_json::json;
use shared::features::domains::{DomainAction, DomainState, REMINDERS};
use shared::time::lima_date;
use uuid::Uuid;

use super::check::{self, Note};
use super::entity::domain;
use super::name::Platform;
use super::{letters, store, term, workflow};
use crate::db::Scope;
use crate::error::{ApiError, ApiResult};
use crate::jobs::{Failure, Job};
use crate::state::AppState;
use crate::write::{Caller, Change, Entry, Recorded, Tx};

/// A record that did not appear for so long is no longer looked for; an administrator still can.
const PATIENCE: TimeDelta = TimeDelta::days(30);

/// Reminds of renewals and ends what was not renewed, once a day.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct FollowTerms;

impl Job for FollowTerms {
    const KIND: &'static str = "domains.follow_terms";

    async fn run(&self, state: &AppState) -> Result<(), Failure> {
        let today = lima_date(state.clock.now());
        let read = state.db.read(Scope::Platform).await?;
        let mut due = Vec::new();
        for id in store::renewing_by(&read, furthest(today)).await? {
            let row = store::find(&read, id).await?;
            if let Some(renews_on) = row.renews_on {
                let grace_until = term::grace_until(&read, renews_on).await?;
                due.extend(what_is_due(&row, renews_on, grace_until, today).map(|act| (id, act)));
            }
        }
        drop(read);
        for (id, act) in due {
            let platform = Platform::new(&state.settings);
            let change = Follow { id, act, platform };
            state.write.run(Caller::system(Self::KIND), change).await?;
        }
        Ok(())
    }
}

fn furthest(today: NaiveDate) -> NaiveDate {
    let days = REMINDERS.iter().max().copied().unwrap_or_default();
    today
        .checked_add_days(Days::new(u64::try_from(days).unwrap_or_default()))
        .unwrap_or(today)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Due {
    /// The reminder of so many days before.
    Remind(i64),
    Expire,
}

/// What a day brings to a domain in service. After days on which nothing ran only the latest reminder is made up for.
fn what_is_due(
    row: &domain::Model,
    renews_on: NaiveDate,
    grace_until: NaiveDate,
    today: NaiveDate,
) -> Option<Due> {
    if today > grace_until {
        return Some(Due::Expire);
    }
    let left = (renews_on - today).num_days();
    let reached = REMINDERS
        .iter()
        .copied()
        .filter(|days| left <= *days)
        .min()?;
    let told = row.reminded.is_some_and(|days| i64::from(days) <= reached);
    (!told).then_some(Due::Remind(reached))
}

struct Follow {
    id: Uuid,
    act: Due,
    platform: Platform,
}

impl Change for Follow {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let row = store::find(tx.conn(), self.id).await?;
        // A domain that was renewed, handed over or given up in between has nothing due.
        let step = workflow::allowed(&row, DomainAction::Expire)?;
        let renews_on = row.renews_on.ok_or_else(|| {
            ApiError::internal(anyhow::anyhow!("a domain in service without a term"))
        })?;
        let grace_until = term::grace_until(tx.conn(), renews_on).await?;
        let today = lima_date(tx.now());
        let entry = |action: &str| {
            Entry::new(row.municipality_id, action, "domain", row.id).before(
                json!({ "domain": row.name, "state": row.state, "renews_on": renews_on, "reminded": row.reminded }),
            )
        };
        let receipt = match self.act {
            Due::Expire if today > grace_until => {
                let taken = workflow::take(tx, &row, step, domain::ActiveModel::default()).await?;
                if let Some(template) = step.mail {
                    let owner = workflow::owner(tx, &row).await?;
                    let address = format!("{}/m/{}", self.platform.url, owner.slug);
                    let words = letters::expired(&row.name, &address);
                    letters::tell(tx, &self.platform, &taken, template, words).await?;
                }
                let after = json!({ "state": taken.state, "portal": step.portal });
                tx.record(entry("domain.expired").after(after)).await?
            }
            Due::Expire => return Err(ApiError::conflict("El dominio se renovó.")),
            Due::Remind(days) => {
                self.remind(tx, &row, (renews_on, grace_until), days)
                    .await?;
                tx.record(entry("domain.reminded").after(json!({ "reminded": days })))
                    .await?
            }
        };
        Ok(receipt.with(()))
    }
}

impl Follow {
    async fn remind(
        &self,
        tx: &mut Tx<'_>,
        row: &domain::Model,
        (renews_on, grace_until): (NaiveDate, NaiveDate),
        days: i64,
    ) -> ApiResult<()> {
        let told = domain::ActiveModel {
            municipality_id: Set(row.municipality_id),
            id: Set(row.id),
            reminded: Set(Some(i32::try_from(days).map_err(ApiError::internal)?)),
            ..Default::default()
        };
        domain::Entity::update(told).exec(tx.conn()).await?;
        let left = (renews_on - lima_date(tx.now())).num_days();
        let fee = term::fee(tx.conn(), renews_on).await?.map(|fee| fee.cents);
        let words = letters::reminder(&row.name, renews_on, left, fee, grace_until);
        letters::tell(tx, &self.platform, row, "domain.reminder", words).await
    }
}

/// Looks for the records of domains that wait for them, and whether those of proved ones are still there.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct CheckRecords;

impl Job for CheckRecords {
    const KIND: &'static str = "domains.check_records";

    async fn run(&self, state: &AppState) -> Result<(), Failure> {
        let read = state.db.read(Scope::Platform).await?;
        let waiting = [DomainState::Requested, DomainState::Verified];
        let mut rows = Vec::new();
        for id in store::in_states(&read, &waiting).await? {
            rows.push(store::find(&read, id).await?);
        }
        drop(read);
        let platform = Platform::new(&state.settings);
        let now = state.clock.now();
        for row in rows {
            let known = workflow::state(&row)?;
            if known == DomainState::Requested && now - row.requested_at > PATIENCE {
                continue;
            }
            if let Err(error) = look(state, &platform, row, known).await {
                // One domain whose name servers are silent does not keep the others waiting.
                tracing::warn!(error = %error, "a domain could not be checked");
            }
        }
        Ok(())
    }
}

async fn look(
    state: &AppState,
    platform: &Platform,
    row: domain::Model,
    known: DomainState,
) -> ApiResult<()> {
    let finding = check::look_up(state.dns.as_ref(), platform, &row.name, &row.challenge).await?;
    if check::consequence(known, finding.proved).is_none() {
        return Ok(());
    }
    let note = Note {
        id: row.id,
        challenge: row.challenge,
        finding,
        platform: platform.clone(),
    };
    state
        .write
        .run(Caller::system(CheckRecords::KIND), note)
        .await
}
