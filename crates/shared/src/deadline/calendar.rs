//! Which days are working: national holidays by rule, weekends, and the rows that hold for one place or institution.

use std::{borrow::Cow, collections::BTreeMap};

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use super::holidays::national_holiday;
use crate::{time::next_day, ubigeo::Ubigeo};

/// Whom a non-working day concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// The whole country.
    National,
    /// All public entities, by decree of the year.
    PublicSector,
    /// A department.
    Region,
    /// A province.
    Province,
    /// A district.
    District,
    /// One institution: the caller hands over only its own rows.
    Institution,
}

/// A row of the calendar: a day on which terms in working days do not run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct NonWorkingDay {
    /// The day, in Lima.
    pub date: NaiveDate,
    /// Its name in Spanish: `Aniversario de Piura`.
    pub name: String,
    /// Whom it concerns.
    pub scope: Scope,
    /// The place, for a region, a province or a district; such a row without it concerns nobody.
    pub ubigeo: Option<Ubigeo>,
    /// Whether the hours are worked on other days; terms do not run on it either way.
    pub compensable: bool,
    /// The norm: `DS 151-2022-PCM`.
    pub legal_basis: Option<String>,
    /// Where the norm was read.
    pub source: Option<String>,
}

impl NonWorkingDay {
    /// Whether the row concerns a place; `None` is the country as a whole.
    pub fn concerns(&self, place: Option<&Ubigeo>) -> bool {
        match self.scope {
            Scope::National | Scope::PublicSector | Scope::Institution => true,
            Scope::Region | Scope::Province | Scope::District => self
                .ubigeo
                .as_ref()
                .zip(place)
                .is_some_and(|(own, place)| own.contains(place)),
        }
    }
}

/// Why a day is not working.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayOff {
    /// In Spanish: `Domingo`, `Navidad`.
    pub name: Cow<'static, str>,
    /// The norm.
    pub source: Option<Cow<'static, str>>,
}

/// The working days of one place.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    rows: BTreeMap<NaiveDate, DayOff>,
}

impl Calendar {
    /// Weekends and national holidays only.
    pub fn national() -> Self {
        Self::default()
    }

    /// The national calendar and those rows that concern a place. Of several rows for a day the first one names it.
    pub fn new(rows: impl IntoIterator<Item = NonWorkingDay>, place: Option<&Ubigeo>) -> Self {
        let mut calendar = Self::national();
        for row in rows.into_iter().filter(|row| row.concerns(place)) {
            let source = row.legal_basis.or(row.source).map(Cow::Owned);
            calendar.rows.entry(row.date).or_insert(DayOff {
                name: Cow::Owned(row.name),
                source,
            });
        }
        calendar
    }

    /// Why a day is not working; `None` on a working day.
    pub fn day_off(&self, date: NaiveDate) -> Option<DayOff> {
        national_holiday(date)
            .map(|holiday| DayOff {
                name: Cow::Borrowed(holiday.name),
                source: Some(Cow::Borrowed(holiday.legal_basis)),
            })
            .or_else(|| self.rows.get(&date).cloned())
            .or_else(|| weekend(date))
    }

    /// Whether terms in working days run on a day.
    pub fn is_working(&self, date: NaiveDate) -> bool {
        self.day_off(date).is_none()
    }

    /// The first working day on or after a date.
    pub fn working_day_from(&self, date: NaiveDate) -> NaiveDate {
        let mut date = date;
        // A year of rows that leave no working day is a slip of the calendar; the count must end all the same.
        for _ in 0..400 {
            if self.is_working(date) {
                break;
            }
            date = next_day(date);
        }
        date
    }

    /// The last working day of a month, when property tax quotas fall due; `None` when the month does not exist.
    pub fn last_working_day(&self, year: i32, month: u32) -> Option<NaiveDate> {
        let first = NaiveDate::from_ymd_opt(year, month, 1)?;
        first
            .iter_days()
            .take_while(|date| date.month() == month)
            .filter(|date| self.is_working(*date))
            .last()
    }
}

fn weekend(date: NaiveDate) -> Option<DayOff> {
    let name = match date.weekday() {
        Weekday::Sat => "Sábado",
        Weekday::Sun => "Domingo",
        _ => return None,
    };
    let source = Some(Cow::Borrowed("TUO de la Ley 27444, art. 145"));
    Some(DayOff {
        name: Cow::Borrowed(name),
        source,
    })
}
