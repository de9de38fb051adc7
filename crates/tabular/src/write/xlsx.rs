//! A workbook of one sheet, written row by row to a temporary file and never held whole.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use rust_xlsxwriter::{Format, Workbook, Worksheet};
use tempfile::NamedTempFile;

use super::{Value, WriteError, soles};

/// Rows below the headings that a sheet holds.
pub const MOST_ROWS: u32 = 1_048_575;
/// Characters that a cell holds; of a longer text the end is left out, and a CSV has it.
const MOST_CHARS: usize = 32_767;

/// A column of the sheet.
#[derive(Clone, Copy, Debug)]
pub struct Heading<'a> {
    /// What stands over it.
    pub label: &'a str,
    /// How wide it is, in characters; at most 255.
    pub width: u8,
}

/// Writes rows.
pub struct XlsxWriter {
    book: Workbook,
    row: u32,
    formats: Formats,
}

struct Formats {
    cents: Format,
    date: Format,
    time: Format,
    moment: Format,
}

impl XlsxWriter {
    /// Begins a workbook whose first row are the headings: bold, and in sight however far one scrolls.
    ///
    /// # Errors
    /// When there is no place for temporary files, or the name of the sheet is none for Excel.
    pub fn new(sheet: &str, headings: &[Heading<'_>]) -> Result<Self, WriteError> {
        Self::begin(sheet, None, headings)
    }

    /// The same with a title in the first row, above the headings.
    ///
    /// # Errors
    /// As [`XlsxWriter::new`].
    pub fn titled(sheet: &str, title: &str, headings: &[Heading<'_>]) -> Result<Self, WriteError> {
        Self::begin(sheet, Some(title), headings)
    }

    fn begin(
        sheet: &str,
        title: Option<&str>,
        headings: &[Heading<'_>],
    ) -> Result<Self, WriteError> {
        let mut book = Workbook::new();
        let page = book.add_worksheet_with_constant_memory()?;
        page.set_name(sheet)?;
        let over = u32::from(title.is_some());
        page.set_freeze_panes(over + 1, 0)?;
        let bold = Format::new().set_bold();
        for (column, heading) in (0_u16..).zip(headings) {
            page.set_column_width(column, f64::from(heading.width))?;
        }
        if let Some(title) = title {
            page.write_string_with_format(0, 0, title, &bold)?;
        }
        for (column, heading) in (0_u16..).zip(headings) {
            page.write_string_with_format(over, column, heading.label, &bold)?;
        }
        let format = |code: &str| Format::new().set_num_format(code);
        Ok(Self {
            book,
            row: over,
            formats: Formats {
                cents: format("#,##0.00"),
                date: format("dd/mm/yyyy"),
                time: format("hh:mm:ss"),
                moment: format("dd/mm/yyyy hh:mm:ss"),
            },
        })
    }

    /// Writes a row. Text is stored as text, which no spreadsheet runs, and so needs no apostrophe.
    ///
    /// # Errors
    /// When the sheet is full, or the temporary file cannot be written.
    pub fn row<'v>(
        &mut self,
        values: impl IntoIterator<Item = Value<'v>>,
    ) -> Result<(), WriteError> {
        if self.row >= MOST_ROWS {
            return Err(WriteError::TooManyRows { limit: MOST_ROWS });
        }
        self.row += 1;
        let page = self.book.worksheet_from_index(0)?;
        for (column, value) in (0_u16..).zip(values) {
            put(page, self.row, column, value, &self.formats)?;
        }
        Ok(())
    }

    /// Puts the workbook together in a temporary file, which is deleted when it is dropped.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn finish(mut self) -> Result<NamedTempFile, WriteError> {
        let file = NamedTempFile::new()?;
        self.book.save_to_writer(file.reopen()?)?;
        Ok(file)
    }
}

#[cfg(test)]
impl XlsxWriter {
    /// As if so many rows were written.
    pub(super) fn skip_to(&mut self, row: u32) {
        self.row = row;
    }
}

fn put(
    page: &mut Worksheet,
    row: u32,
    column: u16,
    value: Value<'_>,
    formats: &Formats,
) -> Result<(), WriteError> {
    match value {
        Value::Empty | Value::Text("") | Value::Code("") => {}
        Value::Text(text) | Value::Code(text) => {
            let end = text.char_indices().nth(MOST_CHARS).map(|(end, _)| end);
            let text = end.and_then(|end| text.get(..end)).unwrap_or(text);
            page.write_string(row, column, text)?;
        }
        // Beyond fifteen digits a spreadsheet would round them away.
        Value::Integer(number) if number.unsigned_abs() >= 1_000_000_000_000_000 => {
            page.write_string(row, column, number.to_string())?;
        }
        Value::Integer(number) => {
            page.write_number(row, column, nearest(&number.to_string()))?;
        }
        Value::Cents(cents) => {
            page.write_number_with_format(row, column, nearest(&soles(cents)), &formats.cents)?;
        }
        Value::Number(number) if number.is_finite() => {
            page.write_number(row, column, number)?;
        }
        Value::Number(_) => {}
        Value::Date(date) => match serial(date.and_time(NaiveTime::MIN)) {
            Some(day) => {
                page.write_number_with_format(row, column, day, &formats.date)?;
            }
            None => {
                page.write_string(row, column, date.to_string())?;
            }
        },
        Value::Time(time) => {
            page.write_number_with_format(row, column, fraction(time), &formats.time)?;
        }
        Value::DateTime(at) => match serial(at) {
            Some(day) => {
                page.write_number_with_format(row, column, day, &formats.moment)?;
            }
            None => {
                page.write_string(row, column, at.to_string())?;
            }
        },
        Value::Bool(truth) => {
            page.write_string(row, column, if truth { "Sí" } else { "No" })?;
        }
    }
    Ok(())
}

/// The binary fraction nearest to a decimal.
fn nearest(decimal: &str) -> f64 {
    decimal.parse().unwrap_or_default()
}

fn fraction(time: NaiveTime) -> f64 {
    f64::from(time.num_seconds_from_midnight()) / 86_400.0
}

/// Days as Excel counts them. It believes that 29 February 1900 existed, so that only from 1 March on a day has one number
/// in every program; earlier ones are written as text.
fn serial(at: NaiveDateTime) -> Option<f64> {
    let epoch = NaiveDate::from_ymd_opt(1899, 12, 30)?;
    let days = i32::try_from((at.date() - epoch).num_days()).ok()?;
    (61..2_958_466)
        .contains(&days)
        .then(|| f64::from(days) + fraction(at.time()))
}
