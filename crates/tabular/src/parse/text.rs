//! Text, and the answers to a question with yes or no.

use shared::text::fold::{collapse, fold};

use super::{Content, Issue, Outcome, Parsed, Repair, content, number, shown};
use crate::{cell::Cell, write::formula};

/// Text on one line, without the apostrophe that keeps it from being a formula.
///
/// # Errors
/// When it is longer than the column, or the cell holds a number that lost digits or a failed formula.
pub fn text(cell: &Cell, limit: usize) -> Outcome<String> {
    line(cell, limit, collapse)
}

/// Text whose lines stay; the ends of each are trimmed.
///
/// # Errors
/// As [`text`].
pub fn lines(cell: &Cell, limit: usize) -> Outcome<String> {
    line(cell, limit, |text| {
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        lines.join("\n").trim().to_owned()
    })
}

fn line(cell: &Cell, limit: usize, tidy: fn(&str) -> String) -> Outcome<String> {
    let written = match cell {
        Cell::Error(error) => return Err(Issue::Formula(error.clone())),
        Cell::Text(text) => tidy(outer(&formula::restore(text))),
        Cell::Number(value) => number::digits(*value)?,
        other => other.to_string(),
    };
    let found = written.chars().count();
    if found > limit {
        return Err(Issue::TooLong { limit, found });
    }
    Ok(match written {
        written if written.is_empty() => None,
        written if written.contains('\u{fffd}') => {
            Some(Parsed::mended(written, Repair::Unreadable))
        }
        written => Some(Parsed::clean(written)),
    })
}

/// `sí`, `no`, `x`, `1`, `0` and what else stands for them.
///
/// # Errors
/// When it is neither.
pub fn boolean(cell: &Cell) -> Outcome<bool> {
    let value = match content(cell)? {
        Content::Nothing => return Ok(None),
        Content::Typed(Cell::Bool(value)) => Some(*value),
        Content::Typed(Cell::Number(number)) if *number == 1.0 => Some(true),
        Content::Typed(Cell::Number(number)) if *number == 0.0 => Some(false),
        Content::Typed(_) => None,
        Content::Written(text) => match fold(text).trim_end_matches('.') {
            "si" | "s" | "x" | "1" | "verdadero" | "true" | "v" | "yes" => Some(true),
            "no" | "n" | "0" | "falso" | "false" | "f" => Some(false),
            _ => None,
        },
    };
    match value {
        Some(value) => Ok(Some(Parsed::clean(value))),
        None => Err(Issue::NotBoolean(shown(&cell.to_string()))),
    }
}

/// Without white space around it, nor the marks that word processors and web pages leave.
pub(super) fn outer(text: &str) -> &str {
    text.trim_matches(|c: char| {
        c.is_whitespace()
            || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
    })
}
