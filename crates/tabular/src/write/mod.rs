//! The way back: rows of typed values as CSV in pieces, or as a workbook in a temporary file.

pub mod csv;
pub mod formula;
pub mod xlsx;

use std::{fmt, io};

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

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
            // Not by chrono's patterns, which are read anew for each value: of a file with four of them in a row they took a fifth.
            Self::Date(date) => local_day(*date, f),
            Self::Time(time) if time.second() == 0 => hour_and_minute(*time, f),
            Self::Time(time) => clock(*time, f),
            Self::DateTime(at) => {
                local_day(at.date(), f)?;
                f.write_str(" ")?;
                clock(at.time(), f)
            }
            Self::Bool(true) => f.write_str("Sí"),
            Self::Bool(false) => f.write_str("No"),
        }
    }
}

fn local_day(date: NaiveDate, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(
        f,
        "{:02}/{:02}/{:04}",
        date.day(),
        date.month(),
        date.year()
    )
}

fn hour_and_minute(time: NaiveTime, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "{:02}:{:02}", time.hour(), time.minute())
}

fn clock(time: NaiveTime, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    hour_and_minute(time, f)?;
    write!(f, ":{:02}", time.second())
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
