//! Days and hours in Lima, whose offset is −05:00 all year since 1994. The clock itself is the caller's.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};

const WEEKDAYS: [&str; 7] = [
    "lunes",
    "martes",
    "miércoles",
    "jueves",
    "viernes",
    "sábado",
    "domingo",
];
const MONTHS: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];
const OFFSET: TimeDelta = TimeDelta::hours(5);

/// The wall clock in Lima at an instant.
pub fn lima_datetime(instant: DateTime<Utc>) -> NaiveDateTime {
    instant
        .naive_utc()
        .checked_sub_signed(OFFSET)
        .unwrap_or(NaiveDateTime::MIN)
}

/// The day in Lima at an instant.
pub fn lima_date(instant: DateTime<Utc>) -> NaiveDate {
    lima_datetime(instant).date()
}

/// The first instant of a day in Lima.
pub fn day_start(date: NaiveDate) -> DateTime<Utc> {
    lima_instant(date.and_time(NaiveTime::MIN))
}

/// The last whole second of a day in Lima, 23:59:59.
pub fn day_end(date: NaiveDate) -> DateTime<Utc> {
    day_start(date)
        .checked_add_signed(TimeDelta::seconds(86_399))
        .unwrap_or(DateTime::<Utc>::MAX_UTC)
}

/// The instant at which the wall clock in Lima shows this.
pub fn lima_instant(local: NaiveDateTime) -> DateTime<Utc> {
    local
        .checked_add_signed(OFFSET)
        .map_or(DateTime::<Utc>::MAX_UTC, |utc| utc.and_utc())
}

/// The day after, or the same day at the end of what can be represented.
pub fn next_day(date: NaiveDate) -> NaiveDate {
    date.checked_add_days(Days::new(1)).unwrap_or(date)
}

/// `lunes 7 de diciembre de 2026`.
pub fn long_date(date: NaiveDate) -> String {
    format!("{} {}", weekday(date), plain_date(date))
}

/// `7 de diciembre de 2026`.
pub fn plain_date(date: NaiveDate) -> String {
    format!(
        "{} de {} de {}",
        date.day(),
        month_name(date.month()),
        date.year()
    )
}

/// `07/12/2026`.
pub fn short_date(date: NaiveDate) -> String {
    date.format("%d/%m/%Y").to_string()
}

/// `14:05`, in Lima.
pub fn short_time(instant: DateTime<Utc>) -> String {
    lima_datetime(instant).format("%H:%M").to_string()
}

/// `lunes` … `domingo`.
pub fn weekday(date: NaiveDate) -> &'static str {
    let index = usize::try_from(date.weekday().num_days_from_monday()).unwrap_or_default();
    WEEKDAYS.get(index).copied().unwrap_or_default()
}

/// `enero` … `diciembre`; empty for a number that is no month.
pub fn month_name(month: u32) -> &'static str {
    let index = usize::try_from(month).unwrap_or_default();
    index
        .checked_sub(1)
        .and_then(|index| MONTHS.get(index))
        .copied()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utc(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn the_day_changes_at_midnight_in_lima() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
        assert_eq!(lima_date(utc("2026-11-22T04:59:59Z")), day);
        assert_eq!(lima_date(utc("2026-11-22T05:00:00Z")), next_day(day));
        assert_eq!(day_start(day), utc("2026-11-21T05:00:00Z"));
        assert_eq!(day_end(day), utc("2026-11-22T04:59:59Z"));
    }

    #[test]
    fn dates_are_written_in_full_spanish() {
        let day = NaiveDate::from_ymd_opt(2026, 12, 7).unwrap();
        assert_eq!(long_date(day), "lunes 7 de diciembre de 2026");
        assert_eq!(short_date(day), "07/12/2026");
        assert_eq!(short_time(utc("2026-12-07T14:05:59Z")), "09:05");
    }

    #[test]
    fn the_ends_of_time_do_not_panic() {
        assert_eq!(lima_date(DateTime::<Utc>::MIN_UTC), NaiveDate::MIN);
        assert_eq!(day_end(NaiveDate::MAX), DateTime::<Utc>::MAX_UTC);
        assert_eq!(next_day(NaiveDate::MAX), NaiveDate::MAX);
    }
}
