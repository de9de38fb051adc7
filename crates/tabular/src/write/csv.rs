//! CSV in pieces: RFC 4180, UTF-8, lines that end in CR LF.

use std::fmt::Write as _;

use super::{Value, WriteError, formula, soles};

/// Writes rows, and hands out what it has written whenever it is asked.
pub struct CsvWriter {
    writer: csv::Writer<Vec<u8>>,
    /// Where a value becomes text, over and over.
    text: String,
    /// Nothing but the mark is written yet.
    mark: bool,
    /// Days and times as people here write them.
    local: bool,
}

impl CsvWriter {
    /// Begins a file. With `mark` it begins with a byte order mark, without which Excel takes UTF-8 for Windows-1252.
    pub fn new(mark: bool) -> Self {
        Self {
            writer: writer(),
            text: String::new(),
            mark,
            local: false,
        }
    }

    /// Writes days and times as people here do, `21/11/2026 15:04:00`: what the registers of the State print, and what
    /// Excel in Peru takes for a date.
    #[must_use]
    pub fn local(mut self) -> Self {
        self.local = true;
        self
    }

    /// Writes a row. Dates and times are those of ISO 8601 unless they are [`local`](Self::local), amounts have a point and
    /// two decimals.
    ///
    /// # Errors
    /// Never in practice: memory does not refuse to be written.
    pub fn row<'v>(
        &mut self,
        values: impl IntoIterator<Item = Value<'v>>,
    ) -> Result<(), WriteError> {
        for value in values {
            self.field(value).map_err(std::io::Error::from)?;
        }
        self.writer
            .write_record(None::<&[u8]>)
            .map_err(std::io::Error::from)?;
        Ok(())
    }

    /// Takes what was written since the last time; empty when nothing was. Call it every few hundred rows, and at the end.
    ///
    /// # Errors
    /// As [`CsvWriter::row`].
    pub fn take(&mut self) -> Result<Vec<u8>, WriteError> {
        let done = std::mem::replace(&mut self.writer, writer());
        let bytes = done.into_inner().map_err(|error| error.into_error())?;
        if std::mem::take(&mut self.mark) {
            return Ok([b"\xEF\xBB\xBF", bytes.as_slice()].concat());
        }
        Ok(bytes)
    }

    fn field(&mut self, value: Value<'_>) -> csv::Result<()> {
        let writer = &mut self.writer;
        match value {
            Value::Empty => writer.write_field(""),
            Value::Text(text) => writer.write_field(formula::neutralise(text).as_bytes()),
            Value::Code(code) => writer.write_field(code),
            Value::Integer(number) => writer.write_field(number.to_string()),
            Value::Cents(cents) => writer.write_field(soles(cents)),
            Value::Number(number) if number.is_finite() => writer.write_field(number.to_string()),
            Value::Number(_) => writer.write_field(""),
            Value::Date(_) | Value::Time(_) | Value::DateTime(_) if self.local => {
                self.text.clear();
                // Writing into a text does not fail.
                let _ = write!(self.text, "{value}");
                writer.write_field(&self.text)
            }
            Value::Date(date) => writer.write_field(date.format("%Y-%m-%d").to_string()),
            Value::Time(time) => writer.write_field(time.format("%H:%M:%S").to_string()),
            Value::DateTime(at) => writer.write_field(at.format("%Y-%m-%dT%H:%M:%S").to_string()),
            Value::Bool(true) => writer.write_field("Sí"),
            Value::Bool(false) => writer.write_field("No"),
        }
    }
}

fn writer() -> csv::Writer<Vec<u8>> {
    csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(Vec::new())
}
