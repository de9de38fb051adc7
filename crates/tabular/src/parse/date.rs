//! Days as people write them in Peru: the day before the month, months in words, two digits for the year.

use chrono::NaiveDate;
use shared::text::fold::fold;

use super::{Content, Issue, Outcome, Parsed, Repair, content, excel, shown, time};
use crate::cell::Cell;

/// Years that a register may hold; what lies outside is a slip of the keyboard.
pub(super) const YEARS: std::ops::RangeInclusive<i32> = 1900..=2100;
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
const WEEKDAYS: [&str; 7] = [
    "lunes",
    "martes",
    "miercoles",
    "jueves",
    "viernes",
    "sabado",
    "domingo",
];

/// The last two-digit year that belongs to the 2000s. 49 by default, as in Windows; a column of births has less.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pivot(pub i32);

impl Default for Pivot {
    fn default() -> Self {
        Self(49)
    }
}

/// A day.
///
/// # Errors
/// When it is none, or may be one only with the month first.
pub fn date(cell: &Cell, pivot: Pivot) -> Outcome<NaiveDate> {
    match content(cell)? {
        Content::Nothing => Ok(None),
        Content::Typed(Cell::Date(date)) => Ok(Some(Parsed::clean(*date))),
        Content::Typed(Cell::DateTime(at)) => Ok(Some(without_time(at.date(), at.time(), None))),
        Content::Typed(Cell::Number(number)) => serial(*number).map(Some),
        Content::Typed(other) => Err(Issue::NotDate(shown(&other.to_string()))),
        Content::Written(text) => written(text, pivot).map(Some),
    }
}

fn without_time(
    date: NaiveDate,
    time: chrono::NaiveTime,
    repair: Option<Repair>,
) -> Parsed<NaiveDate> {
    // Midnight is what a database writes for a day.
    let dropped = time != chrono::NaiveTime::MIN;
    Parsed {
        value: date,
        repair: if dropped {
            Some(Repair::TimeDropped)
        } else {
            repair
        },
    }
}

fn serial(number: f64) -> Result<Parsed<NaiveDate>, Issue> {
    let text = number.to_string();
    // A day below the tenth has lost its zero.
    if let Some(date) = unseparated(&format!("{text:0>8}")) {
        return Ok(Parsed::mended(date, Repair::Unseparated));
    }
    let at = excel::moment(number).ok_or(Issue::NotSerial(text))?;
    Ok(without_time(at.date(), at.time(), Some(Repair::Serial)))
}

fn written(text: &str, pivot: Pivot) -> Result<Parsed<NaiveDate>, Issue> {
    if let Some(date) = unseparated(text) {
        return Ok(Parsed::mended(date, Repair::Unseparated));
    }
    if text.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && text.matches('.').count() < 2
        && let Ok(number) = text.parse()
        && let Ok(parsed) = serial(number)
    {
        return Ok(parsed);
    }
    match day(text, pivot) {
        Err(Issue::NotDate(_)) => {
            let (date, time) =
                time::split(text, pivot).ok_or_else(|| Issue::NotDate(shown(text)))?;
            Ok(without_time(date.value, time.value, date.repair))
        }
        result => result,
    }
}

/// A day written alone.
pub(super) fn day(text: &str, pivot: Pivot) -> Result<Parsed<NaiveDate>, Issue> {
    let wrong = || Issue::NotDate(shown(text));
    let folded = fold(text);
    let known = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '.' | ',' | ' ');
    if folded.len() > 60 || !folded.chars().all(known) {
        return Err(wrong());
    }
    let words = folded
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty() && !matches!(*word, "de" | "del"))
        .filter(|word| !is_weekday(word));
    let words: Vec<&str> = words.collect();
    let &[first, second, third] = words.as_slice() else {
        return Err(wrong());
    };
    let month = month(second).ok_or_else(wrong)?;
    let (day, year) = if first.len() == 4 {
        (third, first)
    } else {
        (first, third)
    };
    let day = number(day, 2).ok_or_else(wrong)?;
    let short = year.len() == 2;
    let year = match (year.len(), number(year, 4).ok_or_else(wrong)?) {
        (4, year) => i32::try_from(year).map_err(|_| wrong())?,
        (2, year) => {
            let year = i32::try_from(year).map_err(|_| wrong())?;
            year + if year <= pivot.0 { 2000 } else { 1900 }
        }
        _ => return Err(wrong()),
    };
    let exists = YEARS.contains(&year);
    let date = NaiveDate::from_ymd_opt(year, month, day).filter(|_| exists);
    match date {
        Some(date) if short => Ok(Parsed::mended(date, Repair::ShortYear)),
        Some(date) => Ok(Parsed::clean(date)),
        None if exists && first.len() < 4 && month > 12 && day <= 12 => {
            Err(Issue::MonthFirst(shown(text)))
        }
        None => Err(wrong()),
    }
}

fn is_weekday(word: &str) -> bool {
    let known = WEEKDAYS
        .iter()
        .any(|day| *day == word || day.get(..3) == Some(word));
    // "mar" is also March, and three letters stand for a month far more often.
    known && word != "mar"
}

/// A month by its number or its name, of which three letters are enough; `setiembre` is how Peru writes it.
fn month(word: &str) -> Option<u32> {
    if let Some(number) = number(word, 2) {
        return Some(number);
    }
    let named = |name: &str| word.len() >= 3 && name.starts_with(word);
    let at = MONTHS.iter().position(|name| named(name));
    let at = at.or_else(|| (named("setiembre") || word == "sept").then_some(8))?;
    u32::try_from(at + 1).ok()
}

fn number(text: &str, most: usize) -> Option<u32> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (digits && text.len() <= most).then(|| text.parse().ok())?
}

/// `20260305` or `05032026`; no eight digits can be both, because the century of one would be the month of the other.
fn unseparated(text: &str) -> Option<NaiveDate> {
    if text.len() != 8 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let part = |range: std::ops::Range<usize>| text.get(range)?.parse::<u32>().ok();
    let build = |year: u32, month: u32, day: u32| {
        let year = i32::try_from(year).ok()?;
        NaiveDate::from_ymd_opt(year, month, day).filter(|_| YEARS.contains(&year))
    };
    build(part(0..4)?, part(4..6)?, part(6..8)?)
        .or_else(|| build(part(4..8)?, part(2..4)?, part(0..2)?))
}
