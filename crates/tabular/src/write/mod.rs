//! The way back: rows of typed values as CSV in pieces, or as a workbook in a temporary file.

pub mod csv;
pub mod formula;
pub mod xlsx;

use std::{fmt, io};

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, Timelike};

/// A value to be written. Which kind of text it is decides whether a spreadsheet could take it for a formula.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'a> {
    /// An empty cell.
    Empty,
    /// What a person wrote, and so could begin with `=`.
    Text(&'a str),
    /// A code, a telephone number or an address that our own rules have checked: `+51 987 654 321` stays as it is.
    Code(&'a str),
    /// A whole number.
    Integer(i64),
    /// An amount in céntimos.
    Cents(i64),
    /// A measure.
    Number(f64),
    /// A day.
    Date(NaiveDate),
    /// A time of day.
    Time(NaiveTime),
    /// A day and a time, on the clocks of Lima.
    DateTime(NaiveDateTime),
    /// Yes or no.
    Bool(bool),
}

/// As people here read it.
impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => Ok(()),
            Self::Text(text) | Self::Code(text) => f.write_str(text),
            Self::Integer(number) => write!(f, "{number}"),
            Self::Cents(cents) => f.write_str(&soles(*cents)),
            Self::Number(number) => write!(f, "{number}"),
            Self::Date(date) => write!(f, "{}", date.format("%d/%m/%Y")),
            Self::Time(time) if time.second() == 0 => write!(f, "{}", time.format("%H:%M")),
            Self::Time(time) => write!(f, "{}", time.format("%H:%M:%S")),
            Self::DateTime(at) => write!(f, "{}", at.format("%d/%m/%Y %H:%M:%S")),
            Self::Bool(true) => f.write_str("Sí"),
            Self::Bool(false) => f.write_str("No"),
        }
    }
}

/// Why something could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// A sheet holds no more rows; a CSV does.
    #[error(
        "Una hoja de Excel admite {limit} filas de datos. Descargue los datos como CSV o filtre menos filas."
    )]
    TooManyRows {
        /// Rows without the headings.
        limit: u32,
    },
    /// The file could not be written to where it lies.
    #[error("No se pudo escribir el archivo.")]
    Io(#[from] io::Error),
    /// The workbook could not be put together; the reason is for the log.
    #[error("No se pudo armar el libro de Excel.")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
}

/// Whole soles and two digits, exactly.
fn soles(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    let cents = cents.unsigned_abs();
    format!("{sign}{}.{:02}", cents / 100, cents % 100)
}

#[cfg(test)]
mod tests;
