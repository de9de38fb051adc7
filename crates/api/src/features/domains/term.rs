//! What a year costs and when it ends.
//!
//! The fee and the days of grace are rows of the catalogue `domain_fees`, by the day on which the year ends. A year runs
//! from date to date and is counted by the deadline clock, so a last day that is not working moves to the next one (TUO of
//! Ley 27444, art. 145.2); the next year counts from the anniversary all the same, or the date would wander.

use chrono::{Days, Months, NaiveDate};
use sea_orm::ConnectionTrait;
use shared::deadline::{Calendar, Count, Start, Term, Unit};
use shared::features::catalogs::CatalogEntry;

use crate::error::{ApiError, ApiResult};
use crate::features::catalogs;

/// The catalogue of fees, and the code of the yearly one.
const CATALOG: &str = "domain_fees";
const RENEWAL: &str = "renewal";

/// A year of a domain; the first one is free.
const YEAR: Term = Term::new(1, Unit::Years);

/// What is in force on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fee {
    pub(super) cents: i64,
    pub(super) grace: Days,
    pub(super) source: Option<String>,
}

/// The yearly fee on a day; `None` where no row holds.
pub(super) async fn fee(conn: &impl ConnectionTrait, on: NaiveDate) -> ApiResult<Option<Fee>> {
    let rows = catalogs::current(conn, CATALOG).await?;
    Ok(rows.iter().rev().find_map(|row| in_force(row, on)))
}

fn in_force(row: &CatalogEntry, on: NaiveDate) -> Option<Fee> {
    let holds =
        row.valid_from.is_none_or(|from| from <= on) && row.valid_to.is_none_or(|to| on <= to);
    let number = |name: &str| row.value.get(name)?.as_i64();
    (holds && row.code == RENEWAL).then_some(())?;
    Some(Fee {
        cents: number("amount_cents")?,
        grace: Days::new(u64::try_from(number("grace_days")?).ok()?),
        source: row.legal_basis.clone().or_else(|| row.source.clone()),
    })
}

/// The day by which a year that begins on a day has to be renewed.
pub(super) fn ends(calendar: &Calendar, from: NaiveDate) -> ApiResult<NaiveDate> {
    let counted = Count::new(Start::Date(from), YEAR)
        .run(calendar)
        .map_err(ApiError::internal)?;
    Ok(counted.due_on)
}

/// The first day of the year that a payment buys: the anniversary, or today where even that year would be over.
pub(super) fn next_from(from: NaiveDate, today: NaiveDate) -> NaiveDate {
    let year_after = |day: NaiveDate| day.checked_add_months(Months::new(12)).unwrap_or(day);
    let anniversary = year_after(from);
    if year_after(anniversary) > today {
        anniversary
    } else {
        today
    }
}

/// The last day a domain serves without renewal. Without a row of the catalogue there is no grace.
pub(super) async fn grace_until(
    conn: &impl ConnectionTrait,
    renews_on: NaiveDate,
) -> ApiResult<NaiveDate> {
    let grace = fee(conn, renews_on)
        .await?
        .map_or(Days::new(0), |fee| fee.grace);
    Ok(renews_on.checked_add_days(grace).unwrap_or(renews_on))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_year_ends_on_its_date_or_the_working_day_after() {
        let calendar = Calendar::default();
        // 27 November 2027 is a Saturday.
        assert_eq!(
            ends(&calendar, day("2026-11-27")).unwrap(),
            day("2027-11-29")
        );
        assert_eq!(
            ends(&calendar, day("2026-11-26")).unwrap(),
            day("2027-11-26")
        );
        // 29 July is a holiday.
        assert_eq!(
            ends(&calendar, day("2026-07-29")).unwrap(),
            day("2027-07-30")
        );
    }

    #[test]
    fn years_follow_the_anniversary_and_a_late_one_begins_today() {
        let from = day("2026-11-27");
        assert_eq!(next_from(from, day("2027-10-01")), day("2027-11-27"));
        assert_eq!(next_from(from, day("2028-01-20")), day("2027-11-27"));
        assert_eq!(next_from(from, day("2028-11-27")), day("2028-11-27"));
        assert_eq!(next_from(from, day("2030-02-01")), day("2030-02-01"));
    }
}
