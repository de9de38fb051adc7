//! What stands in a cell, and where, as the person sees it in the spreadsheet.

use std::fmt;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, Timelike};

/// A cell as the file gives it. Of a CSV only `Text` and `Empty` come: it has no types.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// Nothing, or a text without characters.
    #[default]
    Empty,
    /// Characters as they stand, not trimmed.
    Text(String),
    /// A number; also a date that nobody gave the format of a date.
    Number(f64),
    /// A day.
    Date(NaiveDate),
    /// A time of day, to the second.
    Time(NaiveTime),
    /// A day and a time of day, to the second.
    DateTime(NaiveDateTime),
    /// True or false.
    Bool(bool),
    /// What a formula failed with, such as `#REF!`.
    Error(String),
}

impl Cell {
    /// Whether there is nothing to read: empty, or only white space.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.trim().is_empty(),
            _ => false,
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        if text.is_empty() {
            Self::Empty
        } else {
            Self::Text(text)
        }
    }
}

/// For previews and error lists: the cell as a person would write it.
impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => Ok(()),
            Self::Text(text) | Self::Error(text) => f.write_str(text),
            Self::Number(number) => write!(f, "{number}"),
            Self::Date(date) => write!(f, "{}", date.format("%d/%m/%Y")),
            Self::Time(time) => write!(f, "{}", time.format(seconds(time.second()))),
            Self::DateTime(moment) => {
                let time = moment.time().format(seconds(moment.second()));
                write!(f, "{} {time}", moment.format("%d/%m/%Y"))
            }
            Self::Bool(true) => f.write_str("Sí"),
            Self::Bool(false) => f.write_str("No"),
        }
    }
}

/// Seconds are shown where there are any.
fn seconds(second: u32) -> &'static str {
    if second == 0 { "%H:%M" } else { "%H:%M:%S" }
}

/// A row with what stands in it; rows where nothing stands are not given.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The number that the spreadsheet shows at its left, from 1. A cell of several lines is one row, an empty row counts,
    /// a first line `sep=;` does not.
    pub number: u32,
    /// The cells from column A on. A row of an XLSX ends with its last cell that holds something.
    pub cells: Vec<Cell>,
}

impl Row {
    /// The cell of a column, counted from 0; empty where the row is shorter.
    pub fn cell(&self, column: usize) -> &Cell {
        self.cells.get(column).unwrap_or(&Cell::Empty)
    }

    /// Whether nothing stands in it.
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(Cell::is_blank)
    }
}

/// A place in the file: `fila 7, columna C`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// From 1.
    pub row: u32,
    /// From 0; `None` when the whole row is meant.
    pub column: Option<usize>,
}

impl Place {
    /// A whole row.
    pub fn row(row: u32) -> Self {
        Self { row, column: None }
    }

    /// One cell.
    pub fn cell(row: u32, column: usize) -> Self {
        let column = Some(column);
        Self { row, column }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fila {}", self.row)?;
        match self.column {
            Some(column) => write!(f, ", columna {}", column_name(column)),
            None => Ok(()),
        }
    }
}

/// The letters over a column counted from 0: `A`, `Z`, `AA`.
pub fn column_name(column: usize) -> String {
    let letter = u8::try_from(column % 26).map_or('?', |offset| char::from(b'A' + offset));
    match (column / 26).checked_sub(1) {
        Some(before) => format!("{}{letter}", column_name(before)),
        None => letter.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_named_as_the_spreadsheet_names_them() {
        for (column, name) in [
            (0, "A"),
            (25, "Z"),
            (26, "AA"),
            (511, "SR"),
            (701, "ZZ"),
            (702, "AAA"),
        ] {
            assert_eq!(column_name(column), name);
        }
        assert_eq!(Place::cell(7, 2).to_string(), "Fila 7, columna C");
        assert_eq!(Place::row(7).to_string(), "Fila 7");
    }

    #[test]
    fn white_space_is_blank_and_zero_is_not() {
        assert!(Cell::from(" \u{a0}\t").is_blank());
        assert!(!Cell::Number(0.0).is_blank());
        assert_eq!(Cell::from(""), Cell::Empty);
    }
}
