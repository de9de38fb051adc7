//! Failed attempts, counted in the database: they survive a restart and are shared by processes. The lock is soft: it
//! delays and lapses, so that nobody can keep somebody else out for ever (the delays are Kanidm's).
//!
//! A subject is a keyed tag: neither a mail nor an address can be read from it. Unknown mails are counted like known ones,
//! so that a lock does not tell which exist.

use std::future::Future;

use actix_web::HttpRequest;
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{LockType, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QuerySelect};
use serde::{Deserialize, Serialize};

use super::entity::attempt;
use crate::db::Scope;
use crate::error::{ApiError, ApiResult, Code};
use crate::http::client;
use crate::jobs::{Failure, Job};
use crate::keys::Vault;
use crate::state::AppState;
use crate::write::{Bookkeeping, Books, Conn, Tx};

/// Whose attempts are counted together, and how patient the platform is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Passwords and codes of one account.
    Account,
    /// Sign-ins from one address; a whole office may share it.
    Address,
    /// Reset links asked for one mail.
    Reset,
    /// Codes and links looked up from one address.
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
        let row = hold(tx.conn(), tx.now(), subject).await?;
        if row.locked_until > tx.now() {
            until = until.max(Some(row.locked_until));
        }
    }
    Ok(until)
}

/// Counts a failure of each subject.
pub(crate) async fn count(tx: &Tx<'_>, subjects: &[&Subject]) -> ApiResult<()> {
    for subject in subjects {
        count_one(tx.conn(), tx.now(), subject).await?;
    }
    Ok(())
}

async fn count_one(conn: &Conn<'_>, now: DateTime<Utc>, subject: &Subject) -> ApiResult<()> {
    let row = hold(conn, now, subject).await?;
    let lapsed = now - row.last_at >= LAPSE;
    let failures = if lapsed {
        1
    } else {
        row.failures.saturating_add(1)
    };
    let delay = subject.kind.delay(failures);
    attempt::Entity::update(attempt::ActiveModel {
        subject: Set(row.subject),
        failures: Set(failures),
        last_at: Set(now),
        locked_until: Set(now + delay.map_or(LAPSE, TimeDelta::seconds)),
    })
    .exec(conn)
    .await?;
    Ok(())
}

/// Looks something up by a secret that could be guessed: a code, a link. Misses of an address are counted and, beyond
/// what a person mistypes, delay its next look.
///
/// # Errors
/// What the look-up answers; 429 while the address is locked.
pub(crate) async fn look_up<T>(
    state: &AppState,
    request: &HttpRequest,
    look: impl Future<Output = ApiResult<T>>,
) -> ApiResult<T> {
    let subject = Subject::new(&state.vault, Kind::Lookup, &address(request, state))?;
    let now = state.clock.now();
    let conn = state.db.read(Scope::Platform).await?;
    let locked = peek(&conn, &[&subject], now).await?;
    drop(conn);
    if let Some(until) = locked {
        return Err(refusal(until, now));
    }
    let outcome = look.await;
    let missed = |error: &ApiError| matches!(error.code, Code::Gone | Code::NotFound);
    if outcome.as_ref().is_err_and(missed) {
        state.write.bookkeep(Missed(subject)).await?;
    }
    outcome
}

/// The address of a request, as attempts are counted by it.
pub(crate) fn address(request: &HttpRequest, state: &AppState) -> String {
    let peer = request.peer_addr().map(|peer| peer.ip());
    let trusted = &state.settings.server.trusted_proxies;
    client::bucket(client::address(peer, request.headers(), trusted))
}

/// No act: somebody found nothing.
struct Missed(Subject);

impl Bookkeeping for Missed {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, books: &Books<'_>) -> ApiResult<()> {
        count_one(books.conn(), books.now(), &self.0).await
    }
}

/// Removes the counts that lapsed, once a day.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct PurgeAttempts;

impl Job for PurgeAttempts {
    const KIND: &'static str = "auth.purge_attempts";

    async fn run(&self, state: &AppState) -> Result<(), Failure> {
        state.write.bookkeep(Lapsed).await?;
        Ok(())
    }
}

/// No act: what counts for nothing any more goes.
struct Lapsed;

impl Bookkeeping for Lapsed {
    type Output = u64;

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, books: &Books<'_>) -> ApiResult<u64> {
        let lapsed = attempt::Entity::delete_many()
            .filter(attempt::Column::LastAt.lte(books.now() - LAPSE))
            .filter(attempt::Column::LockedUntil.lte(books.now()));
        Ok(lapsed.exec(books.conn()).await?.rows_affected)
    }
}

/// Forgets the failures of a subject, after a success.
pub(crate) async fn forget(tx: &Tx<'_>, subject: &Subject) -> ApiResult<()> {
    attempt::Entity::delete_by_id(subject.key.clone())
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// The counter of a subject, made where there is none, held until the commit: parallel attempts pass one by one.
async fn hold(conn: &Conn<'_>, now: DateTime<Utc>, subject: &Subject) -> ApiResult<attempt::Model> {
    let fresh = attempt::ActiveModel {
        subject: Set(subject.key.clone()),
        failures: Set(0),
        last_at: Set(now),
        locked_until: Set(now),
    };
    let ignore = OnConflict::column(attempt::Column::Subject)
        .do_nothing()
        .to_owned();
    attempt::Entity::insert(fresh)
        .on_conflict(ignore)
        .exec_without_returning(conn)
        .await?;
    let query = attempt::Entity::find_by_id(subject.key.clone());
    let query = match conn.get_database_backend() {
        DbBackend::Postgres => query.lock(LockType::Update),
        _ => query,
    };
    let row = query.one(conn).await?;
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
