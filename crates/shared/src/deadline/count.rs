//! The count itself, day by day; see the module above for the rules it follows.

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};

use super::{
    Calendar, Count, Deadline, DeadlineError, Extension, MAX_PARTS, MAX_STEPS, Start, Step,
    Suspension, Term, Unit,
};
use crate::time::{day_end, day_start, lima_date, lima_datetime, next_day};

const YEARS: std::ops::RangeInclusive<i32> = 2000..=2100;

pub(super) fn run(count: &Count, calendar: &Calendar) -> Result<Deadline, DeadlineError> {
    check(count)?;
    let (instant, date) = match count.start {
        Start::Instant(instant) => (instant, lima_date(instant)),
        Start::Date(date) => (day_start(date), date),
    };
    in_range(date)?;
    let mut walk = Walk {
        calendar,
        suspensions: &count.suspensions,
        date,
        steps: Vec::new(),
        omitted: 0,
    };
    if count.term.unit == Unit::Hours {
        return walk.hours(instant, parts(count).map(|(term, _)| term.amount).sum());
    }
    let received_on = walk.receive(count.term.unit)?;
    for (term, extension) in parts(count) {
        walk.term(term, extension)?;
    }
    walk.settle()?;
    let due_on = walk.date;
    Ok(Deadline {
        received_on,
        due_on,
        due_at: day_end(due_on),
        steps: walk.finish(),
    })
}

fn parts(count: &Count) -> impl Iterator<Item = (Term, Option<&Extension>)> {
    let extensions = count
        .extensions
        .iter()
        .map(|extension| (extension.term, Some(extension)));
    [(count.term, None)].into_iter().chain(extensions)
}

fn check(count: &Count) -> Result<(), DeadlineError> {
    if count.suspensions.len() > MAX_PARTS || count.extensions.len() > MAX_PARTS {
        return Err(DeadlineError::TooManyParts);
    }
    for (term, _) in parts(count) {
        if !(1..=term.unit.max_amount()).contains(&term.amount) {
            return Err(DeadlineError::AmountOutOfRange(term.unit.max_amount()));
        }
        if (term.unit == Unit::Hours) != (count.term.unit == Unit::Hours) {
            return Err(DeadlineError::MixedUnits);
        }
    }
    if count
        .suspensions
        .iter()
        .any(|suspension| suspension.from > suspension.to)
    {
        return Err(DeadlineError::InvalidSuspension);
    }
    Ok(())
}

fn in_range(date: NaiveDate) -> Result<(), DeadlineError> {
    if YEARS.contains(&date.year()) {
        Ok(())
    } else {
        Err(DeadlineError::DateOutOfRange)
    }
}

/// The day that a term in months ends by the date alone. Where the month lacks the day, the first of the next month,
/// which then moves to a working day (TUO of Ley 27444, art. 145.3).
fn date_to_date(from: NaiveDate, months: u32) -> Result<NaiveDate, DeadlineError> {
    let index = i64::from(from.year()) * 12 + i64::from(from.month0()) + i64::from(months);
    let first = |index: i64| {
        let year = i32::try_from(index.div_euclid(12)).ok()?;
        let month = u32::try_from(index.rem_euclid(12)).ok()?;
        NaiveDate::from_ymd_opt(year, month + 1, 1)
    };
    let same_day = first(index).and_then(|first| first.with_day(from.day()));
    same_day
        .or_else(|| first(index + 1))
        .ok_or(DeadlineError::DateOutOfRange)
}

struct Walk<'a> {
    calendar: &'a Calendar,
    suspensions: &'a [Suspension],
    date: NaiveDate,
    steps: Vec<Step>,
    omitted: usize,
}

impl<'a> Walk<'a> {
    fn advance(&mut self) -> Result<(), DeadlineError> {
        self.date = next_day(self.date);
        in_range(self.date)
    }

    fn suspension(&self) -> Option<&'a Suspension> {
        self.suspensions
            .iter()
            .find(|suspension| (suspension.from..=suspension.to).contains(&self.date))
    }

    /// Notes the present day. Beyond the cap the newest day takes the last place, so that the due day is always there.
    fn note(&mut self, counts: bool, reason: impl Into<String>, source: Option<String>) {
        if self.steps.len() >= MAX_STEPS {
            self.steps.pop();
            self.omitted += 1;
        }
        self.steps.push(Step {
            date: self.date,
            counts,
            reason: reason.into(),
            source,
        });
    }

    fn note_suspended(&mut self, suspension: &Suspension) {
        self.note(
            false,
            format!("Plazo suspendido: {}", suspension.reason),
            None,
        );
    }

    fn finish(mut self) -> Vec<Step> {
        if let Some(last) = self.steps.last_mut().filter(|_| self.omitted > 0) {
            last.reason.push_str(&format!(
                " (no se muestran los {} días anteriores)",
                self.omitted
            ));
        }
        self.steps
    }

    /// Notes the days up to the one on which the act counts as received.
    fn receive(&mut self, unit: Unit) -> Result<NaiveDate, DeadlineError> {
        if unit == Unit::BusinessDays {
            while let Some(off) = self.calendar.day_off(self.date) {
                let reason = format!("{}: se tiene por recibido el siguiente día hábil", off.name);
                self.note(false, reason, off.source.map(Into::into));
                self.advance()?;
            }
        }
        self.note(
            false,
            "Día de recepción: el plazo se cuenta a partir del siguiente",
            None,
        );
        Ok(self.date)
    }

    fn term(&mut self, term: Term, extension: Option<&Extension>) -> Result<(), DeadlineError> {
        let suffix = extension.map_or(String::new(), |extension| {
            format!(" (ampliación: {})", extension.reason)
        });
        match term.unit {
            Unit::BusinessDays => self.days(term.amount, true, |n| {
                format!("Día hábil {n} de {}{suffix}", term.amount)
            }),
            Unit::CalendarDays => self.days(term.amount, false, |n| {
                format!("Día calendario {n} de {}{suffix}", term.amount)
            }),
            Unit::Months => self.date_to_date(term.amount, &suffix),
            Unit::Years => self.date_to_date(term.amount * 12, &suffix),
            // Terms in hours never reach this place: `run` counts them apart and `check` refuses mixtures.
            Unit::Hours => Err(DeadlineError::MixedUnits),
        }
    }

    fn date_to_date(&mut self, months: u32, suffix: &str) -> Result<(), DeadlineError> {
        let end = date_to_date(self.date, months)?;
        let days = u32::try_from((end - self.date).num_days())
            .map_err(|_| DeadlineError::DateOutOfRange)?;
        self.days(days, false, |n| {
            if n == days {
                format!("Último día, de fecha a fecha{suffix}")
            } else {
                format!("Corre el plazo{suffix}")
            }
        })
    }

    /// Counts days from the next one on; with `working`, only those that are.
    fn days(
        &mut self,
        amount: u32,
        working: bool,
        reason: impl Fn(u32) -> String,
    ) -> Result<(), DeadlineError> {
        let mut counted = 0;
        while counted < amount {
            self.advance()?;
            if let Some(suspension) = self.suspension() {
                self.note_suspended(suspension);
            } else if let Some(off) = self.calendar.day_off(self.date).filter(|_| working) {
                self.note(false, off.name, off.source.map(Into::into));
            } else {
                counted += 1;
                self.note(true, reason(counted), None);
            }
        }
        Ok(())
    }

    /// Moves a last day that is not working to the next working day on which the term runs.
    fn settle(&mut self) -> Result<(), DeadlineError> {
        let Some(first) = self.calendar.day_off(self.date) else {
            return Ok(());
        };
        if let Some(last) = self.steps.last_mut() {
            last.reason.push_str(&format!(
                "; cae en día inhábil ({}) y pasa al siguiente día hábil",
                first.name
            ));
            last.source = first.source.map(Into::into);
        }
        loop {
            self.advance()?;
            if let Some(suspension) = self.suspension() {
                self.note_suspended(suspension);
            } else if let Some(off) = self.calendar.day_off(self.date) {
                self.note(false, off.name, off.source.map(Into::into));
            } else {
                self.note(false, "Siguiente día hábil: vence el plazo", None);
                return Ok(());
            }
        }
    }

    fn hours(mut self, start: DateTime<Utc>, amount: u32) -> Result<Deadline, DeadlineError> {
        let received_on = self.date;
        let mut now = start;
        let mut left = TimeDelta::hours(i64::from(amount));
        loop {
            let midnight = day_start(next_day(self.date));
            if let Some(suspension) = self.suspension().filter(|_| left > TimeDelta::zero()) {
                self.note_suspended(suspension);
            } else if left < midnight - now {
                now += left;
                self.note(
                    true,
                    format!("Vence a las {}", lima_datetime(now).format("%H:%M:%S")),
                    None,
                );
                return Ok(Deadline {
                    received_on,
                    due_on: self.date,
                    due_at: now,
                    steps: self.finish(),
                });
            } else {
                left -= midnight - now;
                let (hours, minutes) = (left.num_hours(), left.num_minutes() % 60);
                self.note(
                    true,
                    format!("Corre el plazo; al final del día quedan {hours} h {minutes:02} min"),
                    None,
                );
            }
            now = midnight;
            self.advance()?;
        }
    }
}
