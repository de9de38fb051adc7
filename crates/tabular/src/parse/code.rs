//! Codes of a fixed number of digits: DNI, RUC, UBIGEO. A spreadsheet takes them for numbers, eats their zeros and cuts
//! their digits. Whether the digits are a valid RUC or an existing place is not known here.

use super::{Content, Issue, Outcome, Parsed, Repair, content, number, shown};
use crate::cell::Cell;

/// How many digits a code has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Width {
    /// Digits of the code.
    pub digits: usize,
    /// The fewest that may be there; the rest are zeros that got lost. Fewer are a mistake, not zeros.
    pub at_least: usize,
}

impl Width {
    /// Eight digits; the oldest numbers begin with several zeros.
    pub const DNI: Self = Self {
        digits: 8,
        at_least: 5,
    };
    /// Eleven digits, never a zero first.
    pub const RUC: Self = Self {
        digits: 11,
        at_least: 11,
    };
    /// Six digits; nine departments begin with one zero, and no more than one.
    pub const UBIGEO: Self = Self {
        digits: 6,
        at_least: 5,
    };
}

/// A code, with the zeros that it lost.
///
/// # Errors
/// When it has other characters than digits, too many or too few of them, or a spreadsheet cut them.
pub fn code(cell: &Cell, width: Width) -> Outcome<String> {
    let found = match content(cell)? {
        Content::Nothing => return Ok(None),
        Content::Written(text) => text.to_owned(),
        Content::Typed(Cell::Number(value)) if value.fract() == 0.0 => number::digits(*value)?,
        Content::Typed(other) => return Err(Issue::NotDigits(shown(&other.to_string()))),
    };
    // An apostrophe is how Excel keeps a number as text, and `.0` how other programs write a whole number.
    let text = found.strip_prefix('\'').unwrap_or(&found);
    if number::scientific(text) {
        return Err(Issue::DigitsLost(shown(text)));
    }
    let text = text.strip_suffix(".0").unwrap_or(text);
    // `12.345.678` has groups; `1234567.5` is a number and no code.
    if text.split('.').skip(1).any(|group| group.len() != 3) {
        return Err(Issue::NotDigits(shown(&found)));
    }
    let digits: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '.' | '‐' | '–'))
        .collect();
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Issue::NotDigits(shown(&found)));
    }
    if !(width.at_least..=width.digits).contains(&digits.len()) {
        return Err(Issue::Width {
            found: shown(&found),
            digits: digits.len(),
            width: width.digits,
        });
    }
    let repair = if digits.len() < width.digits {
        Some(Repair::LeadingZeros)
    } else if digits.len() < text.chars().count() {
        Some(Repair::CodeSigns)
    } else {
        None
    };
    let value = format!("{digits:0>width$}", width = width.digits);
    Ok(Some(Parsed { value, repair }))
}
