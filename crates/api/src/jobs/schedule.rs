//! Jobs that come back: the next time of each stands in the table as a row of its own, unique by that time, so that
//! several processes plan it once and a platform that was down at the time runs it when it is back.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveTime, TimeDelta, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use shared::time::{lima_date, lima_instant};

use super::Kind;
use super::enqueue::{Row, insert};
use super::entity::{self, Column};
use crate::db::{PLATFORM, Scope};
use crate::error::ApiResult;
use crate::state::AppState;
use crate::write::{Bookkeeping, Books};

/// When a job comes back. Hours are Lima's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Schedule {
    /// Every so many minutes, counted from midnight UTC.
    Every {
        /// 1 to 1440.
        minutes: u32,
    },
    /// Every day at this time.
    Daily {
        /// 0 to 23.
        hour: u32,
        /// 0 to 59.
        minute: u32,
    },
    /// On this day of every month.
    Monthly {
        /// 1 to 28.
        day: u32,
        /// 0 to 23.
        hour: u32,
    },
}

impl Schedule {
    /// The first time after an instant.
    pub(crate) fn next(self, after: DateTime<Utc>) -> DateTime<Utc> {
        let today = lima_date(after);
        match self {
            Self::Every { minutes } => {
                let period = i64::from(minutes.max(1)) * 60;
                let passed = after.timestamp().rem_euclid(period);
                let start = after - TimeDelta::seconds(passed);
                let start = DateTime::from_timestamp(start.timestamp(), 0).unwrap_or(start);
                start + TimeDelta::seconds(period)
            }
            Self::Daily { hour, minute } => {
                let first = at(today, hour, minute);
                if first > after {
                    return first;
                }
                at(today + Days::new(1), hour, minute)
            }
            Self::Monthly { day, hour } => {
                let month = today.with_day(day).unwrap_or(today);
                let first = at(month, hour, 0);
                if first > after {
                    return first;
                }
                at(month + Months::new(1), hour, 0)
            }
        }
    }
}

fn at(day: NaiveDate, hour: u32, minute: u32) -> DateTime<Utc> {
    let time = NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default();
    lima_instant(day.and_time(time))
}

/// Queues the next time of every recurring kind, where it is not queued yet.
pub(crate) async fn plan(state: &AppState, kinds: &'static [Kind]) -> ApiResult<()> {
    let now = state.clock.now();
    let mut wanted = Vec::new();
    for kind in kinds {
        if let Some((schedule, payload)) = &kind.recurring {
            let time = schedule.next(now);
            wanted.push((kind.name, time, time.to_rfc3339(), payload()?));
        }
    }
    let conn = state.db.read(Scope::Platform).await?;
    let known: Vec<(String, Option<String>)> = entity::Entity::find()
        .select_only()
        .columns([Column::Kind, Column::UniqueKey])
        .filter(Column::UniqueKey.is_in(wanted.iter().map(|(_, _, key, _)| key.as_str())))
        .into_tuple()
        .all(&conn)
        .await?;
    drop(conn);
    wanted.retain(|(name, _, key, _)| {
        !known
            .iter()
            .any(|(kind, taken)| kind == name && taken.as_ref() == Some(key))
    });
    if wanted.is_empty() {
        return Ok(());
    }
    state.write.bookkeep(Plan(wanted)).await
}

/// Puts the next times into the table. The platform's note on its own work, nobody's act.
struct Plan(Vec<(&'static str, DateTime<Utc>, String, String)>);

impl Bookkeeping for Plan {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, books: &Books<'_>) -> ApiResult<()> {
        for (kind, time, key, payload) in &self.0 {
            let row = Row {
                municipality: PLATFORM,
                kind,
                unique_key: Some(key.clone()),
                payload: payload.clone(),
                run_at: *time,
            };
            insert(books.conn(), row, books.now()).await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utc(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn times_are_counted_in_lima_and_always_lie_ahead() {
        let every = Schedule::Every { minutes: 15 };
        assert_eq!(
            every.next(utc("2026-11-21T15:00:00Z")),
            utc("2026-11-21T15:15:00Z")
        );
        assert_eq!(
            every.next(utc("2026-11-21T15:14:59.9Z")),
            utc("2026-11-21T15:15:00Z")
        );
        let daily = Schedule::Daily {
            hour: 3,
            minute: 30,
        };
        assert_eq!(
            daily.next(utc("2026-11-21T08:29:59Z")),
            utc("2026-11-21T08:30:00Z")
        );
        assert_eq!(
            daily.next(utc("2026-11-21T08:30:00Z")),
            utc("2026-11-22T08:30:00Z")
        );
        // Two in the morning UTC is the evening before in Lima.
        assert_eq!(
            daily.next(utc("2026-11-22T02:00:00Z")),
            utc("2026-11-22T08:30:00Z")
        );
        let monthly = Schedule::Monthly { day: 1, hour: 2 };
        assert_eq!(
            monthly.next(utc("2026-12-31T12:00:00Z")),
            utc("2027-01-01T07:00:00Z")
        );
        assert_eq!(
            monthly.next(utc("2027-01-01T07:00:00Z")),
            utc("2027-02-01T07:00:00Z")
        );
    }
}
