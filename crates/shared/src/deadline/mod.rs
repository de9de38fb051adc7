//! The deadline clock: from the start of a term to the instant it falls due, with every day explained.
//!
//! Pure and total: it reads no clock, and hostile input ends in a typed error. Recomputing open cases after a change of
//! the calendar is an act of the caller. The rules are those of the TUO of Ley 27444 (DS 004-2019-JUS), arts. 144 to
//! 149:
//!
//! - Working days: what enters on a day that is not working counts as received on the next working day; the count
//!   starts on the working day after that and skips weekends, holidays and days that are not working there.
//! - Calendar days: the count starts on the day after the start and takes every day. A last day that is not working
//!   moves to the next working day (art. 145.2 speaks of terms in days without telling them apart).
//! - Months and years run from date to date, counted from the start itself (art. 144.2); where the month has no such
//!   day, the term ends on the first working day of the next month (art. 145.3); a last day that is not working moves
//!   as above.
//! - Hours run without pause from the instant; a bare date starts at 00:00 in Lima.
//! - Suspended days count for nothing, whatever the unit. Extensions go on from the last day of the term before it
//!   moves, so that 10 days extended by 5 are 15 days.
//! - A term in days, months or years ends at 23:59:59 in Lima of its last day.

mod calendar;
mod count;
mod error;
mod holidays;

use std::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

pub use calendar::{Calendar, DayOff, NonWorkingDay, Scope};
pub use error::DeadlineError;
pub use holidays::{NationalHoliday, easter_sunday, national_holiday, national_holidays};

/// The most days that an explanation lists: the first 399 and the last.
pub const MAX_STEPS: usize = 400;
/// The most suspensions, and the most extensions, of one count.
pub const MAX_PARTS: usize = 100;

/// What a term is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Días hábiles.
    BusinessDays,
    /// Días calendario.
    CalendarDays,
    /// Hours, from instant to instant.
    Hours,
    /// Months, from date to date.
    Months,
    /// Years, from date to date.
    Years,
}

impl Unit {
    /// Every unit.
    pub const ALL: [Self; 5] = [
        Self::BusinessDays,
        Self::CalendarDays,
        Self::Hours,
        Self::Months,
        Self::Years,
    ];

    /// The code, as it is stored and travels.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::BusinessDays => "business_days",
            Self::CalendarDays => "calendar_days",
            Self::Hours => "hours",
            Self::Months => "months",
            Self::Years => "years",
        }
    }

    /// The greatest amount that is counted in this unit; the smallest is 1.
    pub const fn max_amount(self) -> u32 {
        match self {
            Self::BusinessDays => 2_000,
            Self::CalendarDays => 7_300,
            Self::Hours => 17_520,
            Self::Months => 240,
            Self::Years => 20,
        }
    }
}

impl FromStr for Unit {
    type Err = ();

    fn from_str(code: &str) -> Result<Self, ()> {
        Self::ALL
            .into_iter()
            .find(|unit| unit.as_str() == code)
            .ok_or(())
    }
}

/// How long: `10 business_days`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct Term {
    /// At least 1, at most [`Unit::max_amount`].
    pub amount: u32,
    /// What it is counted in.
    pub unit: Unit,
}

impl Term {
    /// A term; its limits are checked when it is counted.
    pub const fn new(amount: u32, unit: Unit) -> Self {
        Self { amount, unit }
    }
}

/// When a term starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// At an instant.
    Instant(DateTime<Utc>),
    /// Some time on a day in Lima.
    Date(NaiveDate),
}

impl FromStr for Start {
    type Err = DeadlineError;

    /// Reads an instant of RFC 3339 or a bare date `YYYY-MM-DD`.
    fn from_str(text: &str) -> Result<Self, DeadlineError> {
        let date = text.parse().map(Self::Date);
        date.or_else(|_| {
            DateTime::parse_from_rfc3339(text).map(|instant| Self::Instant(instant.to_utc()))
        })
        .map_err(|_| DeadlineError::InvalidStart)
    }
}

/// Days on which a term does not run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct Suspension {
    /// First suspended day, in Lima.
    pub from: NaiveDate,
    /// Last suspended day, in Lima.
    pub to: NaiveDate,
    /// Why, in Spanish.
    pub reason: String,
}

/// A term added to the first one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct Extension {
    /// How much longer. Hours extend only hours.
    pub term: Term,
    /// Why, in Spanish.
    pub reason: String,
}

/// What is to be counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// When the term starts: the receipt or the notification.
    pub start: Start,
    /// How long it is.
    pub term: Term,
    /// Days on which it does not run; they may overlap.
    pub suspensions: Vec<Suspension>,
    /// Terms added to it, in order.
    pub extensions: Vec<Extension>,
}

impl Count {
    /// A term without suspensions or extensions.
    pub const fn new(start: Start, term: Term) -> Self {
        Self {
            start,
            term,
            suspensions: Vec::new(),
            extensions: Vec::new(),
        }
    }

    /// Counts it on a calendar.
    ///
    /// # Errors
    /// When an amount is out of its limits, a suspension ends before it begins, hours are mixed with days, or the count
    /// leaves the years 2000 to 2100.
    pub fn run(&self, calendar: &Calendar) -> Result<Deadline, DeadlineError> {
        count::run(self, calendar)
    }
}

/// When something falls due, and how that was counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct Deadline {
    /// The day on which the act counts as received, in Lima.
    pub received_on: NaiveDate,
    /// The last day, in Lima.
    pub due_on: NaiveDate,
    /// The last instant: 23:59:59 in Lima of `due_on` for days, months and years; the exact instant for hours.
    pub due_at: DateTime<Utc>,
    /// Every day from the start to the last one; of more than 400, the first 399 and the last.
    pub steps: Vec<Step>,
}

/// One day of the count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct Step {
    /// The day, in Lima.
    pub date: NaiveDate,
    /// Whether it counts towards the term.
    pub counts: bool,
    /// Why, in Spanish: `Día hábil 3 de 10`, `Domingo`.
    pub reason: String,
    /// The norm behind a day that does not count.
    pub source: Option<String>,
}
