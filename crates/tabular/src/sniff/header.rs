//! The row of the headings: officials put a title above it, and a date, and a blank row.

use crate::{
    cell::{Cell, Row},
    mapping::{self, Column, Confidence},
};

/// Rows looked at.
const ROWS: usize = 20;
/// Rows below a heading that show whether its columns hold anything.
const BELOW: usize = 5;

/// The row of headings that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    /// Its number in the spreadsheet; the data is what follows.
    pub row: u32,
    /// What stands in it, from column A to the last heading.
    pub headings: Vec<String>,
    /// From 0 to 1: how many of the headings are those of known columns.
    pub known: f64,
}

impl Header {
    /// How many columns a row of data has.
    pub fn columns(&self) -> usize {
        self.headings.len()
    }
}

/// Finds the headings among the first rows of a file. `None` when no row looks like one.
pub fn header(rows: &[Row], columns: &[Column<'_>]) -> Option<Header> {
    let widest = rows.iter().map(filled).max().unwrap_or_default();
    let mut best: Option<(f64, Header)> = None;
    for (index, row) in rows.iter().enumerate().take(ROWS) {
        let below = rows.iter().skip(index + 1).take(BELOW);
        let Some((score, found)) = judge(row, below, columns, widest) else {
            continue;
        };
        // The first of equals: a second row of headings would be data that is reported, not data that is lost.
        if best.as_ref().is_none_or(|(most, _)| score > *most) {
            best = Some((score, found));
        }
    }
    best.map(|(_, header)| header)
}

fn judge<'r>(
    row: &Row,
    below: impl Iterator<Item = &'r Row>,
    columns: &[Column<'_>],
    widest: usize,
) -> Option<(f64, Header)> {
    let count = filled(row);
    let words = row.cells.iter().filter(|cell| is_word(cell)).count();
    if count == 0 || words * 2 < count {
        return None;
    }
    let below: Vec<&Row> = below.collect();
    let known = row.cells.iter().filter(|cell| is_known(cell, columns));
    let known = share(known.count(), count);
    let under = |at: usize| {
        let cells = below.iter().map(|row| row.cell(at));
        let cells: Vec<&Cell> = cells.filter(|cell| !cell.is_blank()).collect();
        (!cells.is_empty()).then(|| cells.iter().any(|cell| !is_word(cell)))
    };
    let filled_at = row.cells.iter().enumerate();
    let under: Vec<bool> = filled_at
        .filter(|(_, cell)| !cell.is_blank())
        .filter_map(|(at, _)| under(at))
        .collect();
    // A title stands alone over many columns, and nothing but text stands in a row of headings.
    let score = 6.0 * known
        + 2.0 * share(count, widest)
        + share(words, count)
        + share(under.len(), count)
        + share(under.iter().filter(|typed| **typed).count(), count);
    let width = row.cells.iter().rposition(|cell| !cell.is_blank())? + 1;
    let headings = row.cells.iter().take(width).map(ToString::to_string);
    let header = Header {
        row: row.number,
        headings: headings.collect(),
        known,
    };
    // Without a known heading it takes more than one text: a note or a title is no row of headings.
    (known > 0.0 || (count * 2 >= widest && !under.is_empty())).then_some((score, header))
}

fn filled(row: &Row) -> usize {
    row.cells.iter().filter(|cell| !cell.is_blank()).count()
}

/// Whether it reads like a name rather than like a value.
fn is_word(cell: &Cell) -> bool {
    match cell {
        Cell::Text(text) => {
            let letters = text.chars().filter(|c| c.is_alphabetic()).count();
            let digits = text.chars().filter(char::is_ascii_digit).count();
            letters > digits
        }
        _ => false,
    }
}

fn is_known(cell: &Cell, columns: &[Column<'_>]) -> bool {
    let Cell::Text(text) = cell else { return false };
    let key = mapping::key(text);
    let surest = columns
        .iter()
        .filter_map(|column| mapping::likeness(&key, column));
    surest.into_iter().any(|confidence| match confidence {
        Confidence::Similar(share) => share >= 0.9,
        Confidence::Exact | Confidence::Saved => true,
    })
}

fn share(part: usize, whole: usize) -> f64 {
    let number = |count: usize| u32::try_from(count).map_or(0.0, f64::from);
    number(part) / number(whole.max(1))
}
