//! Times of day with twelve or twenty-four hours, and moments of a day and a time.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, Utc};
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
        if !date::YEARS.contains(&at.year()) {
            return Err(Issue::NotDate(shown(text)));
        }
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
    let (core, half) = half(&folded).ok_or_else(wrong)?;
    let parts: Vec<&str> = core.split([':', '.', 'h', ';']).map(str::trim).collect();
    if let ["0", fraction] = parts.as_slice()
        && fraction.len() > 2
        && half == Half::Day
    {
        let fraction: f64 = core.trim().parse().map_err(|_| wrong())?;
        let time = excel::time(fraction).ok_or_else(wrong)?;
        return Ok(Parsed::mended(time, Repair::Serial));
    }
    let (hour, minute, second, repair) = hands(&parts, half).ok_or_else(wrong)?;
    let (hour, needless) = match (half, hour) {
        (Half::Day | Half::Hours, _) | (Half::Morning, 0..=11) => (hour, false),
        (Half::Noon | Half::Afternoon, 12) => (12, false),
        (Half::Morning, 12) => (0, false),
        (Half::Morning, 13..=23) => return Err(Issue::AmPm(shown(text.trim()))),
        (Half::Afternoon, 1..=11) => (hour + 12, false),
        (Half::Afternoon, 13..=23) => (hour, true),
        _ => return Err(wrong()),
    };
    Ok(Parsed {
        value: NaiveTime::from_hms_opt(hour, minute, second).ok_or_else(wrong)?,
        repair: repair.or(needless.then_some(Repair::NeedlessPm)),
    })
}

/// Parts the digits from what follows them.
fn half(folded: &str) -> Option<(&str, Half)> {
    let core = folded.trim_end_matches(|c: char| c.is_ascii_alphabetic() || ". ,".contains(c));
    let behind = folded.get(core.len()..)?.chars();
    let letters: String = behind.filter(char::is_ascii_alphabetic).collect();
    let half = match letters.as_str() {
        "" => Half::Day,
        "h" | "hr" | "hrs" | "hs" | "hora" | "horas" => Half::Hours,
        "am" | "a" | "hrsam" | "delamanana" => Half::Morning,
        "pm" | "p" | "hrspm" | "delatarde" | "delanoche" => Half::Afternoon,
        "m" => Half::Noon,
        _ => return None,
    };
    Some((core, half))
}

/// Hour, minute and second as they stand.
fn hands(parts: &[&str], half: Half) -> Option<(u32, u32, u32, Option<Repair>)> {
    if !parts.iter().all(|part| is_number(part)) {
        return None;
    }
    let two = |part: &str| (part.len() == 2).then(|| part.parse::<u32>().ok())?;
    let hour = |part: &str| (part.len() <= 2).then(|| part.parse::<u32>().ok())?;
    match *parts {
        [one] if one.len() <= 2 => Some((hour(one)?, 0, 0, None)).filter(|_| half != Half::Day),
        [one] if matches!(one.len(), 3 | 4 | 6) => {
            let (first, rest) = one.split_at_checked(2 - one.len() % 2)?;
            let (minute, second) = rest.split_at_checked(2)?;
            let second = if second.is_empty() { 0 } else { two(second)? };
            Some((
                hour(first)?,
                two(minute)?,
                second,
                Some(Repair::Unseparated),
            ))
        }
        [first, minute] => Some((hour(first)?, two(minute)?, 0, None)),
        [first, minute, second] => Some((hour(first)?, two(minute)?, two(second)?, None)),
        [first, minute, second, fraction] => {
            let some = fraction.bytes().any(|byte| byte != b'0');
            let repair = some.then_some(Repair::Rounded);
            Some((hour(first)?, two(minute)?, two(second)?, repair))
        }
        _ => None,
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
