//! Files in memory, and packages written part by part.

use std::io::{Cursor, Write};

use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use crate::{
    cell::{Cell, Row},
    error::{FileError, RowError},
    limits::Limits,
    rows::{Options, Table},
};

pub(super) fn open(bytes: impl Into<Vec<u8>>) -> Result<Table, FileError> {
    Table::open(Cursor::new(bytes.into()), Options::default())
}

/// With little room for the table of shared texts.
pub(super) fn open_small(bytes: impl Into<Vec<u8>>) -> Result<Table, FileError> {
    let limits = Limits {
        shared_texts_bytes: 1024 * 1024,
        ..Limits::default()
    };
    let options = Options {
        limits,
        ..Options::default()
    };
    Table::open(Cursor::new(bytes.into()), options)
}

pub(super) fn read(bytes: impl Into<Vec<u8>>) -> Vec<Result<Row, RowError>> {
    open(bytes).unwrap().rows().unwrap().collect()
}

/// Number and texts of every row, of which none may fail.
pub(super) fn texts(bytes: impl Into<Vec<u8>>) -> Vec<(u32, Vec<String>)> {
    let rows = read(bytes).into_iter().map(Result::unwrap);
    rows.map(|row| {
        let cells = row.cells.iter().map(Cell::to_string).collect();
        (row.number, cells)
    })
    .collect()
}

/// What is said about the rows that fail.
pub(super) fn complaints(bytes: impl Into<Vec<u8>>) -> Vec<String> {
    let rows = read(bytes).into_iter();
    rows.filter_map(|row| Some(row.err()?.to_string()))
        .collect()
}

pub(super) fn refusal(bytes: impl Into<Vec<u8>>) -> FileError {
    open(bytes).map(|_| ()).unwrap_err()
}

pub(super) const RELS: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
pub(super) const WORKBOOK: &str = r#"<workbook xmlns:r="r"><sheets><sheet name="Hoja1" sheetId="1" r:id="r1"/></sheets></workbook>"#;
pub(super) const BOOK_RELS: &str = r#"<Relationships><Relationship Id="r1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
/// Styles 0 to 3: none, date, time, span of time.
pub(super) const STYLES: &str = r#"<styleSheet><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="20"/><xf numFmtId="46"/></cellXfs></styleSheet>"#;

/// A package of these parts.
pub(super) fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, content) in parts {
        zip.start_file(*name, options).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook whose sheet and table of texts are as given.
pub(super) fn workbook(sheet: &[u8], texts: Option<&[u8]>) -> Vec<u8> {
    let mut parts = vec![
        ("_rels/.rels", RELS.as_bytes()),
        ("xl/workbook.xml", WORKBOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", BOOK_RELS.as_bytes()),
        ("xl/styles.xml", STYLES.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    parts.extend(texts.map(|texts| ("xl/sharedStrings.xml", texts)));
    package(&parts)
}

/// A workbook with these rows of XML.
pub(super) fn sheet(rows: &str) -> Vec<u8> {
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    workbook(sheet.as_bytes(), None)
}
