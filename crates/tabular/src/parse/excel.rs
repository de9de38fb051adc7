//! Numbers as Excel holds them: binary fractions for amounts, days since 1899 for dates.

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::{Issue, Parsed, Repair};

/// The first and last day that a bare number is taken for: 1 January 1930 to 31 December 2099. What lies outside is a
/// count or a time without its colon.
const DAYS: std::ops::RangeInclusive<f64> = 10_959.0..=73_050.0;

/// A number in units of its last decimal. Fifteen digits are what Excel shows and computes with; the rest is noise of the
/// binary fraction, and so is not called rounding.
pub(super) fn scaled(number: f64, scale: u32) -> Result<Parsed<i64>, Issue> {
    let too_large = || Issue::TooLarge(number.to_string());
    if !number.is_finite() || number.abs() >= 1e15 {
        return Err(too_large());
    }
    // As a decimal with more places than fifteen digits have, cut to fifteen digits.
    let exact: f64 = format!("{number:.14e}").parse().map_err(|_| too_large())?;
    let places = usize::try_from(scale).unwrap_or(usize::MAX);
    let shortest = exact.to_string();
    let (whole, fraction) = shortest.split_once('.').unwrap_or((&shortest, ""));
    let kept: String = fraction
        .chars()
        .chain("0".repeat(places).chars())
        .take(places)
        .collect();
    let mut value: i64 = format!("{whole}{kept}").parse().map_err(|_| too_large())?;
    let Some(next) = fraction.as_bytes().get(places) else {
        return Ok(Parsed::clean(value));
    };
    if *next >= b'5' {
        let away = if number < 0.0 { -1 } else { 1 };
        value = value.checked_add(away).ok_or_else(too_large)?;
    }
    Ok(Parsed::mended(value, Repair::Rounded))
}

/// The moment that a number of days means, to the second.
pub(super) fn moment(serial: f64) -> Option<NaiveDateTime> {
    if !DAYS.contains(&serial.floor()) {
        return None;
    }
    let days: u64 = format!("{:.0}", serial.floor()).parse().ok()?;
    let day = NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(days))?;
    let seconds = fraction_seconds(serial.fract())?;
    day.and_time(NaiveTime::MIN)
        .checked_add_signed(TimeDelta::seconds(seconds))
}

/// The time that a fraction of a day means, to the second.
pub(super) fn time(fraction: f64) -> Option<NaiveTime> {
    if !(0.0..1.0).contains(&fraction) {
        return None;
    }
    let seconds = u32::try_from(fraction_seconds(fraction)?).ok()?;
    NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0)
}

fn fraction_seconds(fraction: f64) -> Option<i64> {
    format!("{:.0}", fraction * 86_400.0).parse().ok()
}
