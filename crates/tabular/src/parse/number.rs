//! Whole numbers and amounts, however their thousands and decimals are parted.
//!
//! What the signs mean, in this order: two different signs, and the last one is the decimal one (`1,234.50`, `1.234,50`);
//! one sign several times parts thousands (`1.234.567`); one sign once that is not followed by exactly three digits is
//! decimal (`1234,5`). Only `1,234` and `1.234` are left: the column votes by its other rows, and without a vote the comma
//! parts thousands, as in Peru, and the point is refused, because half the files mean one and half the other.

use super::{Content, Issue, Outcome, Parsed, Repair, content, excel, shown};
use crate::cell::Cell;

/// What parts the decimals in a column, as far as its rows say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Vote {
    point: u32,
    comma: u32,
}

impl Vote {
    /// Lets a row say what its decimal sign is, where it is certain of it.
    pub fn see(&mut self, cell: &Cell) {
        if let Cell::Text(text) = cell
            && let Some(bare) = bare(text)
        {
            match meaning(bare.digits) {
                Some(Meaning::Decimal('.') | Meaning::Thousands(',')) => self.point += 1,
                Some(Meaning::Decimal(',') | Meaning::Thousands('.')) => self.comma += 1,
                _ => {}
            }
        }
    }

    /// `.` or `,`, when at least three in four of the rows that know agree.
    pub fn decimal(self) -> Option<char> {
        match (self.point, self.comma) {
            (0, 0) => None,
            (point, comma) if point >= comma.saturating_mul(3) => Some('.'),
            (point, comma) if comma >= point.saturating_mul(3) => Some(','),
            _ => None,
        }
    }
}

/// A whole number.
///
/// # Errors
/// When it has decimals, is no number, or lost digits.
pub fn integer(cell: &Cell, vote: Vote) -> Outcome<i64> {
    let not_whole = |issue| match issue {
        Issue::NotNumber(found) | Issue::Decimals { found, .. } => Issue::NotInteger(found),
        other => other,
    };
    match decimal(cell, 0, vote).map_err(not_whole)? {
        // Only an amount is rounded: half a person is a mistake.
        Some(parsed) if parsed.repair == Some(Repair::Rounded) => {
            Err(Issue::NotInteger(shown(&cell.to_string())))
        }
        parsed => Ok(parsed),
    }
}

/// An amount in céntimos.
///
/// # Errors
/// As [`decimal`].
pub fn money(cell: &Cell, vote: Vote) -> Outcome<i64> {
    decimal(cell, 2, vote)
}

/// A number with so many decimals, as a whole number of its last place. What a spreadsheet computed is rounded to it; what
/// a person wrote with more decimals is refused.
///
/// # Errors
/// When it is no number, is ambiguous, has too many decimals or does not fit.
pub fn decimal(cell: &Cell, scale: u32, vote: Vote) -> Outcome<i64> {
    match content(cell)? {
        Content::Nothing => Ok(None),
        Content::Typed(Cell::Number(number)) => excel::scaled(*number, scale).map(Some),
        Content::Typed(other) => Err(Issue::NotNumber(shown(&other.to_string()))),
        Content::Written(text) => written(text, scale, vote).map(Some),
    }
}

/// The digits of a number that stands for a code or a text; past 15 of them a spreadsheet has lost the last.
///
/// # Errors
/// When digits are lost.
pub(super) fn digits(number: f64) -> Result<String, Issue> {
    let text = number.to_string();
    if number.abs() >= 1e15 || text.contains(['e', 'E', 'N']) {
        return Err(Issue::DigitsLost(format!("{number:E}")));
    }
    Ok(text)
}

/// An amount without its currency, sign and spaces.
struct Bare<'a> {
    negative: bool,
    digits: &'a str,
}

fn bare(text: &str) -> Option<Bare<'_>> {
    let mut rest = super::text::outer(text);
    let mut negative = false;
    if let Some(inner) = rest.strip_prefix('(').and_then(|r| r.strip_suffix(')')) {
        (negative, rest) = (true, inner.trim());
    }
    // The sign stands before or behind the currency, and some systems write it last.
    for _ in 0..2 {
        for minus in ['-', '−', '–'] {
            if let Some(inner) = rest
                .strip_prefix(minus)
                .or_else(|| rest.strip_suffix(minus))
            {
                if negative {
                    return None;
                }
                (negative, rest) = (true, inner.trim());
                break;
            }
        }
        for currency in ["S/.", "S/", "s/.", "s/", "PEN", "pen"] {
            if let Some(inner) = rest.strip_prefix(currency) {
                rest = inner.trim();
                break;
            }
        }
    }
    rest = ["soles", "PEN", "Soles", "SOLES"]
        .iter()
        .find_map(|unit| rest.strip_suffix(unit))
        .map_or(rest, str::trim);
    let digits = rest.strip_prefix('+').unwrap_or(rest);
    Some(Bare { negative, digits })
}

/// What the signs of a number mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    /// No sign, or only spaces.
    Plain,
    /// This parts the decimals, and whatever else stands there the thousands.
    Decimal(char),
    /// This parts thousands, and there are no decimals.
    Thousands(char),
    /// Either.
    Either(char),
}

fn meaning(text: &str) -> Option<Meaning> {
    let signs: Vec<char> = text.chars().filter(|c| matches!(c, '.' | ',')).collect();
    let (Some(&first), Some(&last)) = (signs.first(), signs.last()) else {
        return Some(Meaning::Plain);
    };
    let times = signs.iter().filter(|sign| **sign == last).count();
    let (before, behind) = text.rsplit_once(last)?;
    if first != last {
        return (times == 1).then_some(Meaning::Decimal(last));
    }
    if times > 1 {
        return Some(Meaning::Thousands(last));
    }
    // `0,500` and `1234,567` have no thousands there; neither has `1 234,500`.
    let thousands = behind.len() == 3
        && (1..=3).contains(&before.len())
        && !before.starts_with('0')
        && before.bytes().all(|byte| byte.is_ascii_digit());
    Some(if thousands {
        Meaning::Either(last)
    } else {
        Meaning::Decimal(last)
    })
}

fn written(text: &str, scale: u32, vote: Vote) -> Result<Parsed<i64>, Issue> {
    let wrong = || Issue::NotNumber(shown(text));
    let bare = bare(text).ok_or_else(wrong)?;
    if scientific(bare.digits) {
        return Err(Issue::DigitsLost(shown(text)));
    }
    let (decimal, repair) = match meaning(bare.digits).ok_or_else(wrong)? {
        Meaning::Plain => (None, None),
        Meaning::Decimal(sign) => (Some(sign), None),
        Meaning::Thousands(_) => (None, None),
        Meaning::Either(sign) => match (vote.decimal(), sign) {
            (Some(decimal), sign) => ((decimal == sign).then_some(sign), Some(Repair::ByTheColumn)),
            (None, ',') => (None, None),
            (None, _) => return Err(Issue::Ambiguous(shown(text))),
        },
    };
    let (whole, fraction) = match decimal {
        Some(sign) => bare.digits.split_once(sign).ok_or_else(wrong)?,
        None => (bare.digits, ""),
    };
    let whole = ungroup(whole).ok_or_else(wrong)?;
    let empty = whole.is_empty() && fraction.is_empty();
    if empty || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(wrong());
    }
    let fraction = fraction.trim_end_matches('0');
    let places = usize::try_from(scale).unwrap_or(usize::MAX);
    if fraction.len() > places {
        return Err(Issue::Decimals {
            found: shown(text),
            scale,
        });
    }
    let sign = if bare.negative { "-" } else { "" };
    let value = format!("{sign}{whole}{fraction:0<places$}0");
    // The last zero stands for "no digits at all" and is divided away again.
    let value: i128 = value.parse().map_err(|_| Issue::TooLarge(shown(text)))?;
    let value = i64::try_from(value / 10).map_err(|_| Issue::TooLarge(shown(text)))?;
    Ok(Parsed { value, repair })
}

/// The digits of the whole part; its groups have three, whatever parts them.
fn ungroup(text: &str) -> Option<String> {
    const SIGNS: [char; 7] = ['.', ',', ' ', '\u{a0}', '\u{202f}', '\u{2009}', '\''];
    let mut groups = text.split(SIGNS);
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let kinds = SIGNS.iter().filter(|sign| text.contains(**sign)).count();
    let grouped = rest.is_empty()
        || ((1..=3).contains(&first.len()) && rest.iter().all(|group| group.len() == 3));
    let all: String = std::iter::once(first).chain(rest).collect();
    (kinds <= 1 && grouped && all.bytes().all(|byte| byte.is_ascii_digit())).then_some(all)
}

/// `2.01545E+10`
pub(super) fn scientific(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else {
        return false;
    };
    let digits = exponent.trim_start_matches(['+', '-']);
    let number = |text: &str, more: &[char]| {
        !text.is_empty()
            && text
                .chars()
                .all(|c| c.is_ascii_digit() || more.contains(&c))
    };
    number(mantissa, &['.', ',']) && number(digits, &[])
}
