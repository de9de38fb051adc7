//! A cell of a file as a value of a column, with what was mended or why it is none.

use serde_json::Value as Json;
use shared::registers::{Choice, Column, Kind};
use shared::text::fold::fold;
use shared::time::lima_instant;
use tabular::cell::Cell;
use tabular::parse::code::{Width, code};
use tabular::parse::date::{Pivot, date};
use tabular::parse::number::{Vote, decimal, integer, money};
use tabular::parse::text::{boolean, text};
use tabular::parse::time::{datetime, time};
use tabular::parse::{Issue, Outcome, Parsed, Repair};

/// Longest text of a column that has no length of its own.
const LONGEST: usize = 500;
/// A DNI that lost one zero; a shorter number may be any document.
const DNI: Width = Width {
    digits: 8,
    at_least: 7,
};

/// What stands in a cell of a column.
pub(super) fn value(
    column: &Column,
    cell: &Cell,
    vote: Vote,
) -> Result<(Json, Option<Repair>), Issue> {
    match column.kind {
        Kind::Text(most) => made(text(cell, usize::from(most)), Json::from),
        Kind::Choice(choices) => made(text(cell, LONGEST), |written| chosen(choices, written)),
        Kind::Integer => made(integer(cell, vote), Json::from),
        Kind::Money => made(money(cell, vote), Json::from),
        Kind::Percent => made(decimal(&without_sign(cell), 2, vote), Json::from),
        Kind::Degrees => made(decimal(cell, 6, vote), Json::from),
        Kind::Date => made(date(cell, Pivot::default()), |day| {
            Json::from(day.format("%Y-%m-%d").to_string())
        }),
        Kind::Time => made(time(cell), |time| {
            Json::from(time.format("%H:%M").to_string())
        }),
        Kind::Instant => made(datetime(cell, Pivot::default()), |at| {
            Json::from(lima_instant(at).to_rfc3339())
        }),
        Kind::Bool => made(boolean(cell), Json::from),
        Kind::Document => made(document(cell), Json::from),
        Kind::Ruc => made(code(cell, Width::RUC), Json::from),
        Kind::Url | Kind::Link(_) => made(text(cell, LONGEST), Json::from),
    }
}

fn made<T>(
    outcome: Outcome<T>,
    json: impl FnOnce(T) -> Json,
) -> Result<(Json, Option<Repair>), Issue> {
    Ok(
        outcome?.map_or((Json::Null, None), |Parsed { value, repair }| {
            (json(value), repair)
        }),
    )
}

/// The code of a value of a closed list, by its label or its code; what is neither stays as it is.
fn chosen(choices: &[Choice], written: String) -> Json {
    let folded = fold(&written);
    let known = choices
        .iter()
        .find(|choice| fold(choice.label) == folded || choice.code == written);
    Json::from(known.map_or(written, |choice| choice.code.to_owned()))
}

/// The number of a document: with the zero that a spreadsheet ate of a DNI, else as it stands.
fn document(cell: &Cell) -> Outcome<String> {
    let written = text(cell, LONGEST)?;
    let is_short =
        |text: &str| text.len() == DNI.at_least && text.bytes().all(|b| b.is_ascii_digit());
    match written {
        Some(Parsed { value, .. }) if is_short(&value) => code(&Cell::from(value), DNI),
        written => Ok(written),
    }
}

/// An amount of percent without its sign.
fn without_sign(cell: &Cell) -> Cell {
    match cell {
        Cell::Text(text) => Cell::from(text.trim().trim_end_matches('%').trim_end()),
        other => other.clone(),
    }
}
