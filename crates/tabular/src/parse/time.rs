//! Times of day with twelve or twenty-four hours, and moments of a day and a time.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use shared::{
    text::fold::{collapse, fold},
    time::lima_datetime,
};

use super::{Content, Issue, Outcome, Parsed, Repair, content, date, date::Pivot, excel, shown};
use crate::cell::Cell;

/// A time of day, to the second.
///
/// # Errors
/// When it is none, or contradicts itself.
pub fn time(cell: &Cell) -> Outcome<NaiveTime> {
    match content(cell)? {
        Content::Nothing => Ok(None),
        Content::Typed(Cell::Time(time)) => Ok(Some(Parsed::clean(*time))),
        Content::Typed(Cell::DateTime(at)) => {
            Ok(Some(Parsed::mended(at.time(), Repair::DateDropped)))
        }
        Content::Typed(Cell::Number(number)) => of_number(*number).map(Some),
        Content::Typed(other) => Err(Issue::NotTime(shown(&other.to_string()))),
        Content::Written(text) => match clock(text) {
            Err(Issue::NotTime(found)) => {
                let (_, time) = split(text, Pivot::default()).ok_or(Issue::NotTime(found))?;
                Ok(Some(Parsed::mended(time.value, Repair::DateDropped)))
            }
            result => result.map(Some),
        },
    }
}

/// A day and a time of day, on the clocks of Lima.
///
/// # Errors
/// When either is missing or wrong.
pub fn datetime(cell: &Cell, pivot: Pivot) -> Outcome<NaiveDateTime> {
    match content(cell)? {
        Content::Nothing => Ok(None),
        Content::Typed(Cell::DateTime(at)) => Ok(Some(Parsed::clean(*at))),
        Content::Typed(Cell::Date(date)) => Err(Issue::NoTime(Cell::Date(*date).to_string())),
        Content::Typed(Cell::Number(number)) => match excel::moment(*number) {
            Some(at) if number.fract() > 0.0 => Ok(Some(Parsed::mended(at, Repair::Serial))),
            Some(_) => Err(Issue::NoTime(number.to_string())),
            None => Err(Issue::NotSerial(number.to_string())),
        },
        Content::Typed(other) => Err(Issue::NotDate(shown(&other.to_string()))),
        Content::Written(text) => moment(text, pivot).map(Some),
    }
}

fn moment(text: &str, pivot: Pivot) -> Result<Parsed<NaiveDateTime>, Issue> {
    if let Ok(instant) = DateTime::parse_from_rfc3339(text) {
        let at = lima_datetime(instant.with_timezone(&Utc));
        let zone = (at != instant.naive_local()).then_some(Repair::Zone);
        return Ok(Parsed {
            value: whole_second(at),
            repair: zone,
        });
    }
    match split(text, pivot) {
        Some((date, time)) => Ok(Parsed {
            value: date.value.and_time(time.value),
            repair: date.repair.or(time.repair),
        }),
        None => match date::day(text, pivot) {
            Ok(_) => Err(Issue::NoTime(shown(text))),
            Err(issue) => Err(issue),
        },
    }
}

fn whole_second(at: NaiveDateTime) -> NaiveDateTime {
    crate::rows::to_second(at).unwrap_or(at)
}

/// A day and a time, wherever the one ends and the other begins.
pub(super) fn split(text: &str, pivot: Pivot) -> Option<(Parsed<NaiveDate>, Parsed<NaiveTime>)> {
    // A date and a time in words are far shorter; a page of text is not tried at each of its spaces.
    if text.len() > 100 {
        return None;
    }
    let spaced = match text.split_once('T') {
        Some((date, time)) if date.len() == 10 => format!("{date} {time}"),
        _ => collapse(text),
    };
    spaced.match_indices(' ').find_map(|(at, _)| {
        let left = spaced.get(..at)?.trim_end_matches([',', '-', ' ']);
        let left = left.strip_suffix(" a las").unwrap_or(left);
        let date = date::day(left, pivot).ok()?;
        let time = clock(spaced.get(at..)?).ok()?;
        Some((date, time))
    })
}

fn of_number(number: f64) -> Result<Parsed<NaiveTime>, Issue> {
    if let Some(time) = excel::time(number) {
        return Ok(Parsed::mended(time, Repair::Serial));
    }
    match excel::moment(number) {
        Some(at) if number.fract() > 0.0 => Ok(Parsed::mended(at.time(), Repair::DateDropped)),
        // `1503` and `15.03`, which somebody typed without a colon. `15.3` may be 15:30 that lost its zero.
        _ => clock(&number.to_string()),
    }
}

/// What follows the digits of a time.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    /// Nothing: 24 hours.
    Day,
    /// `hrs`, `horas`: 24 hours, and the hour may stand alone.
    Hours,
    Morning,
    Afternoon,
    /// `m.`, which in Peru is noon.
    Noon,
}

/// A time written alone.
fn clock(text: &str) -> Result<Parsed<NaiveTime>, Issue> {
    let wrong = || Issue::NotTime(shown(text.trim()));
    let folded = fold(text);
    let core = folded.trim_end_matches(|c: char| c.is_ascii_alphabetic() || ". ,".contains(c));
    let half: String = folded
        .get(core.len()..)
        .unwrap_or_default()
        .chars()
        .filter(char::is_ascii_alphabetic)
        .collect();
    let half = match half.as_str() {
        "" => Half::Day,
        "h" | "hr" | "hrs" | "hs" | "hora" | "horas" => Half::Hours,
        "am" | "a" | "hrsam" | "delamanana" => Half::Morning,
        "pm" | "p" | "hrspm" | "delatarde" | "delanoche" => Half::Afternoon,
        "m" => Half::Noon,
        _ => return Err(wrong()),
    };
    let parts = core.split([':', '.', 'h', ';']).map(str::trim);
    let parts: Vec<&str> = parts.collect();
    if !parts.iter().all(|part| is_number(part)) {
        return Err(wrong());
    }
    let two = |part: &str| (part.len() == 2).then(|| part.parse().ok())?;
    let (hour, minute, second, mut repair) = match parts.as_slice() {
        ["0", fraction] if fraction.len() > 2 => {
            let fraction: f64 = format!("0.{fraction}").parse().map_err(|_| wrong())?;
            let time = excel::time(fraction).filter(|_| half == Half::Day);
            return Ok(Parsed::mended(time.ok_or_else(wrong)?, Repair::Serial));
        }
        [hour] if hour.len() <= 2 && half != Half::Day => {
            (hour.parse().ok(), Some(0), Some(0), None)
        }
        [digits] if (3..=6).contains(&digits.len()) && digits.len() != 5 => {
            let (hour, rest) = digits
                .split_at_checked(2 - digits.len() % 2)
                .ok_or_else(wrong)?;
            let (minute, second) = rest.split_at_checked(2).ok_or_else(wrong)?;
            let second = if second.is_empty() {
                Some(0)
            } else {
                two(second)
            };
            (
                hour.parse().ok(),
                two(minute),
                second,
                Some(Repair::Unseparated),
            )
        }
        [hour, minute] if hour.len() <= 2 => (hour.parse().ok(), two(minute), Some(0), None),
        [hour, minute, second] if hour.len() <= 2 => {
            (hour.parse().ok(), two(minute), two(second), None)
        }
        [hour, minute, second, fraction] if hour.len() <= 2 => {
            let some = fraction.bytes().any(|byte| byte != b'0');
            let repair = some.then_some(Repair::Rounded);
            (hour.parse().ok(), two(minute), two(second), repair)
        }
        _ => return Err(wrong()),
    };
    let hour: u32 = hour.ok_or_else(wrong)?;
    let hour = match (half, hour) {
        (Half::Day | Half::Hours, _) | (Half::Morning, 0..=11) | (Half::Noon, 12) => hour,
        (Half::Morning, 12) => 0,
        (Half::Morning, 13..=23) => return Err(Issue::AmPm(shown(text.trim()))),
        (Half::Afternoon, 12) => 12,
        (Half::Afternoon, 1..=11) => hour + 12,
        (Half::Afternoon, 13..=23) => {
            repair = repair.or(Some(Repair::NeedlessPm));
            hour
        }
        _ => return Err(wrong()),
    };
    let time = minute
        .zip(second)
        .and_then(|(minute, second)| NaiveTime::from_hms_opt(hour, minute, second));
    Ok(Parsed {
        value: time.ok_or_else(wrong)?,
        repair,
    })
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
