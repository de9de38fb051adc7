//! One iterator over the rows of a file, whatever kind of file it is.
//!
//! A [`Table`] is opened once and may be walked several times: for the preview, then for the import. A walk holds a row, a
//! piece of the file and, of a workbook, its table of shared texts.

mod csv;
mod kind;
mod meter;
mod package;
mod scan;
mod typed;
mod xlsx;

use std::io::{BufReader, Read, Seek};

use crate::{
    cell::{Place, Row},
    decode::{self, Decoding, TextStream},
    error::{FileError, RowError, RowFault},
    limits::Limits,
    sniff::{self, Separator, Sniffed},
};

pub(crate) use typed::to_second;

/// Text of a CSV looked at for its separator.
const HEAD: usize = 64 * 1024;

/// Where the bytes of a file come from: a file on disk, or memory.
trait Stream: Read + Seek + Send {}

impl<T: Read + Seek + Send> Stream for T {}

/// How to open a file. What is `None` is found out.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// How much is read at most.
    pub limits: Limits,
    /// The encoding of a CSV, when a person corrects what was decided.
    pub encoding: Option<decode::Encoding>,
    /// The separator of a CSV, likewise.
    pub separator: Option<Separator>,
    /// The sheet of a workbook; otherwise the first that is not hidden.
    pub sheet: Option<String>,
}

/// What a file was found to be.
#[derive(Clone, Debug, PartialEq)]
pub enum Format {
    /// Text with separators.
    Csv {
        /// Its encoding.
        decoding: Decoding,
        /// Its separator.
        sniffed: Sniffed,
    },
    /// A workbook.
    Xlsx {
        /// Its sheets with cells, in their order.
        sheets: Vec<String>,
    },
}

/// An open file.
pub struct Table {
    source: Source,
    format: Format,
    options: Options,
}

enum Source {
    Csv(BufReader<Box<dyn Stream>>),
    Xlsx(Box<xlsx::Workbook>),
}

impl Table {
    /// Opens a file and finds out what it is; of a workbook, everything is unpacked once and measured first.
    ///
    /// # Errors
    /// When the file is refused as a whole.
    pub fn open(
        mut reader: impl Read + Seek + Send + 'static,
        options: Options,
    ) -> Result<Self, FileError> {
        let limit = options.limits.file_bytes;
        if reader.seek(std::io::SeekFrom::End(0))? > limit {
            return Err(FileError::TooLarge { limit });
        }
        match kind::of(&mut reader)? {
            kind::Kind::Zip => {
                package::check(&mut reader, &options.limits)?;
                reader.rewind()?;
                let book = xlsx::Workbook::open(Box::new(reader))?;
                let sheets = book.sheets.clone();
                Ok(Self {
                    source: Source::Xlsx(Box::new(book)),
                    format: Format::Xlsx { sheets },
                    options,
                })
            }
            kind::Kind::Csv => {
                let mut decoding = decode::detect(&mut reader)?;
                if let Some(encoding) = options.encoding {
                    decoding.encoding = encoding;
                }
                let head = head(&mut reader, decoding)?;
                if head.trim().is_empty() {
                    return Err(FileError::Empty);
                }
                let mut sniffed = sniff::separator(&head);
                if let Some(separator) = options.separator {
                    sniffed.separator = separator;
                }
                let reader: Box<dyn Stream> = Box::new(reader);
                Ok(Self {
                    source: Source::Csv(BufReader::new(reader)),
                    format: Format::Csv { decoding, sniffed },
                    options,
                })
            }
        }
    }

    /// What the file was found to be.
    pub fn format(&self) -> &Format {
        &self.format
    }

    /// Walks the rows from the first.
    ///
    /// # Errors
    /// When there is no such sheet, or the file cannot be read any more.
    pub fn rows(&mut self) -> Result<Rows<'_>, FileError> {
        let limits = self.options.limits.clone();
        let walk = match (&mut self.source, &self.format) {
            (Source::Xlsx(book), _) => {
                Walk::Sheet(Box::new(book.rows(self.options.sheet.as_deref(), limits)?))
            }
            (Source::Csv(reader), Format::Csv { decoding, sniffed }) => {
                let stream = TextStream::new(reader, *decoding)?;
                let mut rows = csv::CsvRows::new(stream, sniffed.separator.byte(), limits);
                if sniffed.ordered {
                    rows.skip_order();
                }
                Walk::Csv(Box::new(rows))
            }
            (Source::Csv(_), Format::Xlsx { .. }) => return Err(FileError::NoSheet),
        };
        Ok(Rows { walk })
    }

    /// The first rows in which something stands, for [`sniff::header`] and a preview; rows that cannot be read are left out.
    ///
    /// # Errors
    /// As [`Table::rows`].
    pub fn head(&mut self, rows: usize) -> Result<Vec<Row>, FileError> {
        Ok(self.rows()?.take(rows).filter_map(Result::ok).collect())
    }
}

/// The rows in which something stands. After an error whose fault [is fatal](RowFault::is_fatal) nothing follows.
pub struct Rows<'a> {
    walk: Walk<'a>,
}

enum Walk<'a> {
    Csv(Box<csv::CsvRows<&'a mut BufReader<Box<dyn Stream>>>>),
    Sheet(Box<xlsx::SheetRows<'a>>),
}

impl Iterator for Rows<'_> {
    type Item = Result<Row, RowError>;

    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.walk {
            Walk::Csv(rows) => rows.next_row(),
            Walk::Sheet(rows) => rows.next_row(),
        }
    }
}

/// How a row was brought to the width of the headings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// It had it, give or take empty cells at its end.
    Fits,
    /// Cells were missing at its end. Of a workbook that means nothing. Excel also leaves out the last separators of a CSV
    /// where a block of rows has nothing there, so this alone is no fault; but a line break inside a cell without quotes
    /// looks the same, and a preview should show it.
    Short {
        /// Cells that the row had.
        found: usize,
    },
}

/// Brings a row to the width of the headings.
///
/// # Errors
/// When something stands to the right of the last heading.
pub fn fit(row: &mut Row, columns: usize) -> Result<Width, RowError> {
    let found = row.cells.len();
    let filled = row.cells.iter().rposition(|cell| !cell.is_blank());
    if let Some(last) = filled
        && last >= columns
    {
        return Err(RowError {
            place: Place::cell(row.number, columns),
            fault: RowFault::Columns {
                expected: columns,
                found: last + 1,
            },
        });
    }
    row.cells.resize(columns, crate::cell::Cell::Empty);
    Ok(if found < columns {
        Width::Short { found }
    } else {
        Width::Fits
    })
}

fn head(reader: &mut (impl Read + Seek), decoding: Decoding) -> Result<String, FileError> {
    let mut stream = TextStream::new(reader, decoding)?;
    let mut head = String::new();
    while head.len() < HEAD {
        match stream.next_piece()? {
            Some(piece) => head.push_str(piece),
            None => return Ok(head),
        }
    }
    // The last line may be cut, and would not be as even as the others.
    let whole = head.rfind('\n').unwrap_or(head.len());
    head.truncate(whole);
    Ok(head)
}

#[cfg(test)]
mod tests;
