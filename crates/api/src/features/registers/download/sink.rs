//! What records are written to.

use std::io::ErrorKind;
use std::sync::Arc;

use shared::registers::{Format, Register};
use tabular::write::csv::CsvWriter;
use tabular::write::xlsx::{self, XlsxWriter};
use tabular::write::{Value, WriteError};
use uuid::Uuid;

use super::super::owners::Owners;
use super::Asked;
use super::table::{Table, cells, headings};
use crate::error::{ApiError, ApiResult, Code};
use crate::registers::read::{self, Cells, Placed, at};

/// Longest name of a sheet.
const SHEET_CHARS: usize = 31;

/// A file while it is written.
pub(super) enum Sink {
    /// Lines of text.
    Csv(Table, Box<CsvWriter>),
    /// A workbook.
    Book(Table, Box<XlsxWriter>),
    /// The items of the list, between brackets, on lines, or as features of a map.
    Items(Items),
}

/// Items as they are written.
pub(super) struct Items {
    register: &'static Register,
    format: Format,
    owners: Arc<Owners>,
    /// Where latitude and longitude stand in a row.
    place: Option<(usize, usize)>,
    out: Vec<u8>,
    is_first: bool,
}

impl Sink {
    /// Begins a file.
    pub(super) fn new(
        register: &'static Register,
        format: Format,
        asked: &Asked,
        owners: Arc<Owners>,
    ) -> ApiResult<Self> {
        match format {
            Format::Csv => {
                let writer = CsvWriter::new(asked.mark).local();
                let table = Table::new(register, asked.named, &owners)?;
                Ok(Self::Csv(table, Box::new(writer)))
            }
            Format::Xlsx => {
                let table = Table::new(register, asked.named, &owners)?;
                let heads = table.headings.iter().map(|heading| xlsx::Heading {
                    label: heading.over(asked.named),
                    width: heading.width,
                });
                let heads: Vec<_> = heads.collect();
                let writer = XlsxWriter::new(&sheet(register), &heads).map_err(failed)?;
                Ok(Self::Book(table, Box::new(writer)))
            }
            Format::Json | Format::Ndjson | Format::GeoJson => Ok(Self::Items(Items {
                register,
                format,
                owners,
                place: place(register),
                out: Vec::new(),
                is_first: true,
            })),
        }
    }

    /// What stands before the first record.
    pub(super) fn head(&mut self) -> ApiResult<Vec<u8>> {
        match self {
            Self::Csv(table, writer) => {
                let labels = table.headings.iter().map(|it| it.over(table.named));
                writer.row(labels.map(Value::Code)).map_err(failed)?;
                writer.take().map_err(failed)
            }
            Self::Book(..) => Ok(Vec::new()),
            Self::Items(items) => Ok(match items.format {
                Format::Json => b"[".to_vec(),
                Format::GeoJson => b"{\"type\":\"FeatureCollection\",\"features\":[".to_vec(),
                _ => Vec::new(),
            }),
        }
    }

    /// Writes a record.
    pub(super) fn row(&mut self, row: &dyn Cells) -> ApiResult<()> {
        match self {
            Self::Csv(table, writer) => {
                let mut id = Uuid::encode_buffer();
                let cells = cells(table, row, &mut id)?;
                writer.row(cells).map_err(failed)
            }
            Self::Book(table, writer) => {
                let mut id = Uuid::encode_buffer();
                let cells = cells(table, row, &mut id)?;
                writer.row(cells).map_err(failed)
            }
            Self::Items(items) => items.row(row),
        }
    }

    /// What was written since the last time.
    pub(super) fn take(&mut self) -> ApiResult<Vec<u8>> {
        match self {
            Self::Csv(_, writer) => writer.take().map_err(failed),
            Self::Book(..) => Ok(Vec::new()),
            Self::Items(items) => Ok(std::mem::take(&mut items.out)),
        }
    }

    /// What stands behind the last record.
    pub(super) fn tail(&self) -> &'static [u8] {
        match self {
            Self::Items(items) => match items.format {
                Format::Json => b"]",
                Format::GeoJson => b"]}",
                _ => b"",
            },
            _ => b"",
        }
    }
}

impl Items {
    fn row(&mut self, row: &dyn Cells) -> ApiResult<()> {
        let is_first = std::mem::take(&mut self.is_first);
        if !is_first && self.format != Format::Ndjson {
            self.out.push(b',');
        }
        match self.format {
            Format::GeoJson => self.feature(row),
            Format::Ndjson => {
                read::item(&mut self.out, self.register, &self.owners, row)?;
                self.out.push(b'\n');
                Ok(())
            }
            _ => read::item(&mut self.out, self.register, &self.owners, row),
        }
    }

    /// A record as a point, longitude first (RFC 7946).
    fn feature(&mut self, row: &dyn Cells) -> ApiResult<()> {
        let id = row.uuid(at::ID)?;
        let coordinates = match self.place {
            Some((latitude, longitude)) => row.number(latitude)?.zip(row.number(longitude)?),
            None => None,
        };
        let geometry = coordinates.map_or_else(
            || "null".to_owned(),
            |(latitude, longitude)| {
                let (latitude, longitude) = (degrees(latitude), degrees(longitude));
                format!("{{\"type\":\"Point\",\"coordinates\":[{longitude},{latitude}]}}")
            },
        );
        let head = format!(
            "{{\"type\":\"Feature\",\"id\":\"{id}\",\"geometry\":{geometry},\"properties\":"
        );
        self.out.extend_from_slice(head.as_bytes());
        read::item(&mut self.out, self.register, &self.owners, row)?;
        self.out.push(b'}');
        Ok(())
    }
}

/// Where latitude and longitude stand in a row.
fn place(register: &'static Register) -> Option<(usize, usize)> {
    let (latitude, longitude) = register.geometry?;
    let places = read::places(register);
    let of = |name: &str| {
        let mut found = places
            .iter()
            .filter(|Placed { column, .. }| column.name == name);
        found.next().map(|placed| placed.at)
    };
    of(latitude).zip(of(longitude))
}

/// Millionths of a degree as degrees, exactly.
pub(in crate::features::registers) fn degrees(millionths: i64) -> String {
    let sign = if millionths < 0 { "-" } else { "" };
    let size = millionths.unsigned_abs();
    format!("{sign}{}.{:06}", size / 1_000_000, size % 1_000_000)
}

/// The name of the sheet: the register's, without what Excel takes for something else.
fn sheet(register: &Register) -> String {
    let allowed = register.title.chars().filter(|c| !"[]:*?/\\'".contains(*c));
    allowed.take(SHEET_CHARS).collect()
}

/// A file that could not be written.
pub(super) fn failed(error: WriteError) -> ApiError {
    let is_full = matches!(&error, WriteError::Io(cause) if cause.kind() == ErrorKind::StorageFull);
    let mut out = ApiError::internal(error);
    if is_full {
        out.code = Code::StorageFull;
    }
    out
}

impl Table {
    /// What a table of the register is written with.
    fn new(register: &'static Register, named: bool, owners: &Owners) -> ApiResult<Self> {
        let names = owners
            .iter()
            .map(|(id, json)| Ok((*id, serde_json::from_slice(json)?)));
        Ok(Self {
            headings: headings(register),
            columns: read::places(register),
            names: names.collect::<ApiResult<_>>()?,
            named,
        })
    }
}
