//! Failed attempts, counted in the database: they survive a restart and are shared by processes. The lock is soft: it
//! delays and lapses, so that nobody can keep somebody else out for ever (the delays are Kanidm's).
//!
//! A subject is a keyed tag: neither a mail nor an address can be read from it. Unknown mails are counted like known ones,
//! so that a lock does not tell which exist.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{LockType, OnConflict};
use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, QuerySelect};

use super::entity::attempt;
use crate::error::{ApiError, ApiResult, Code};
use crate::keys::Vault;
use crate::write::Tx;

/// Whose attempts are counted together, and how patient the platform is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Passwords and codes of one account.
    Account,
    /// Sign-ins from one address; a whole office may share it.
    Address,
    /// Reset links asked for one mail.
    Reset,
    /// Codes of cases and documents looked up from one address.
    Lookup,
}

impl Kind {
    const fn code(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Address => "address",
            Self::Reset => "reset",
            Self::Lookup => "lookup",
        }
    }

    /// Seconds to wait after so many failures; `None` is until the count lapses.
    fn delay(self, failures: i32) -> Option<i64> {
        let steps: &[(i32, i64)] = match self {
            Self::Account => &[(2, 1), (8, 3), (24, 5), (99, 10)],
            Self::Reset => &[(3, 60), (10, 600)],
            Self::Address | Self::Lookup => &[(30, 0), (300, 2), (1_000, 30)],
        };
        let step = steps.iter().find(|(until, _)| failures <= *until);
        step.map(|(_, seconds)| *seconds)
    }
}

/// Something whose failures are counted.
#[derive(Clone, Debug)]
pub(crate) struct Subject {
    kind: Kind,
    key: String,
}

impl Subject {
    /// The subject of a mail, an address or the like.
    pub(crate) fn new(vault: &Vault, kind: Kind, value: &str) -> ApiResult<Self> {
        let tag = vault.tag(kind.code(), value).map_err(ApiError::internal)?;
        Ok(Self {
            kind,
            key: format!("{}|{tag}", kind.code()),
        })
    }
}

/// Failures are forgotten after a day without one.
const LAPSE: TimeDelta = TimeDelta::days(1);

/// The refusal of a subject that is locked.
pub(crate) fn refusal(until: DateTime<Utc>, now: DateTime<Utc>) -> ApiError {
    let seconds = u64::try_from((until - now).num_seconds() + 1).unwrap_or(1);
    ApiError::new(Code::TooManyRequests).retry_after(seconds)
}

/// Until when the first locked one of some subjects is locked. Read without a lock it spares work; what counts is
/// [`locked`], inside the change.
pub(crate) async fn peek(
    conn: &impl ConnectionTrait,
    subjects: &[&Subject],
    now: DateTime<Utc>,
) -> ApiResult<Option<DateTime<Utc>>> {
    for subject in subjects {
        let row = attempt::Entity::find_by_id(subject.key.clone())
            .one(conn)
            .await?;
        if let Some(row) = row.filter(|row| row.locked_until > now) {
            return Ok(Some(row.locked_until));
        }
    }
    Ok(None)
}

/// Holds the counters of the subjects until the commit, and answers as [`peek`].
pub(crate) async fn locked(tx: &Tx<'_>, subjects: &[&Subject]) -> ApiResult<Option<DateTime<Utc>>> {
    let mut until = None;
    for subject in subjects {
        let row = hold(tx, subject).await?;
        if row.locked_until > tx.now() {
            until = until.max(Some(row.locked_until));
        }
    }
    Ok(until)
}

/// Counts a failure of each subject.
pub(crate) async fn count(tx: &Tx<'_>, subjects: &[&Subject]) -> ApiResult<()> {
    for subject in subjects {
        let row = hold(tx, subject).await?;
        let lapsed = tx.now() - row.last_at >= LAPSE;
        let failures = if lapsed {
            1
        } else {
            row.failures.saturating_add(1)
        };
        let delay = subject
            .kind
            .delay(failures)
            .map_or(LAPSE, TimeDelta::seconds);
        attempt::Entity::update(attempt::ActiveModel {
            subject: Set(row.subject),
            failures: Set(failures),
            last_at: Set(tx.now()),
            locked_until: Set(tx.now() + delay),
        })
        .exec(tx.conn())
        .await?;
    }
    Ok(())
}

/// Forgets the failures of a subject, after a success.
pub(crate) async fn forget(tx: &Tx<'_>, subject: &Subject) -> ApiResult<()> {
    attempt::Entity::delete_by_id(subject.key.clone())
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// The counter of a subject, made where there is none, held until the commit: parallel attempts pass one by one.
async fn hold(tx: &Tx<'_>, subject: &Subject) -> ApiResult<attempt::Model> {
    let fresh = attempt::ActiveModel {
        subject: Set(subject.key.clone()),
        failures: Set(0),
        last_at: Set(tx.now()),
        locked_until: Set(tx.now()),
    };
    let ignore = OnConflict::column(attempt::Column::Subject)
        .do_nothing()
        .to_owned();
    attempt::Entity::insert(fresh)
        .on_conflict(ignore)
        .exec_without_returning(tx.conn())
        .await?;
    let query = attempt::Entity::find_by_id(subject.key.clone());
    let query = match tx.conn().get_database_backend() {
        DbBackend::Postgres => query.lock(LockType::Update),
        _ => query,
    };
    let row = query.one(tx.conn()).await?;
    row.ok_or_else(|| ApiError::internal(anyhow::anyhow!("a counter vanished")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_can_be_guessed_at_a_hundred_times_a_day_and_no_more() {
        let mut failures = 0;
        while Kind::Account.delay(failures + 1).is_some() {
            failures += 1;
        }
        assert!(failures < 100);
    }
}
