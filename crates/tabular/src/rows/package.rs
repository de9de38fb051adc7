//! Whether a ZIP is a workbook, and whether it may be parsed: everything in it is unpacked once, into nothing, and
//! measured. What the package says of its own sizes counts for nothing.

use std::io::{self, Read, Seek};

use zip::{ZipArchive, result::ZipError};

use super::{meter::Meter, scan};
use crate::{error::FileError, limits::Limits};

/// The record of a part in the directory of the package.
const RECORD: &[u8] = b"PK\x01\x02";
/// The end of a directory in the format for huge packages, and where it says how many parts there are.
const HUGE_END: &[u8] = b"PK\x06\x06";
const HUGE_COUNT: std::ops::Range<usize> = 32..40;

/// Refuses what is no workbook or would cost too much.
///
/// # Errors
/// Why, for the person whose file it is.
pub(super) fn check(reader: &mut (impl Read + Seek), limits: &Limits) -> Result<(), FileError> {
    check_directory(reader, limits)?;
    reader.rewind()?;
    let mut package = ZipArchive::new(reader).map_err(damaged)?;
    let names: Vec<String> = package
        .file_names()
        .filter_map(|name| Some(name.ok()?.to_ascii_lowercase().replace('\\', "/")))
        .collect();
    let has = |wanted: &str| names.iter().any(|name| name == wanted);
    if has("mimetype") && (has("content.xml") || has("meta-inf/manifest.xml")) {
        return Err(FileError::OpenDocument);
    }
    if names.iter().any(|name| name.ends_with("workbook.bin")) {
        return Err(FileError::BinaryExcel);
    }
    if !names.iter().any(|name| name.contains("worksheets/")) {
        return Err(FileError::NotASpreadsheet);
    }
    let (mut total, mut texts) = (0, 0);
    for index in 0..package.len() {
        let part = package.by_index(index).map_err(damaged)?;
        measure(part, limits, &mut total, &mut texts)?;
    }
    Ok(())
}

/// The directory is held whole, before any part can be looked at.
fn check_directory(reader: &mut (impl Read + Seek), limits: &Limits) -> Result<(), FileError> {
    let mut records = 0;
    let mut announced = 0;
    reader.rewind()?;
    scan::each_piece(reader, RECORD.len(), |piece| {
        records += memchr::memmem::find_iter(piece, RECORD).count();
        records <= limits.parts
    })?;
    reader.rewind()?;
    scan::each_piece(reader, HUGE_COUNT.end, |piece| {
        for at in memchr::memmem::find_iter(piece, HUGE_END) {
            let count = piece.get(at + HUGE_COUNT.start..at + HUGE_COUNT.end);
            let count = count.and_then(|bytes| bytes.try_into().ok());
            announced = announced.max(count.map_or(0, u64::from_le_bytes));
        }
        true
    })?;
    let most = limits.parts.try_into().unwrap_or(u64::MAX);
    if records > limits.parts || announced > most {
        return Err(FileError::Bomb("demasiadas partes"));
    }
    Ok(())
}

fn measure<R: Read>(
    mut part: zip::read::ZipFile<'_, R>,
    limits: &Limits,
    total: &mut u64,
    texts: &mut u64,
) -> Result<(), FileError> {
    let packed = part.compressed_size().max(1);
    let mut meter = Meter::new(limits);
    let mut piece = vec![0; 64 * 1024];
    let mut unpacked = 0_u64;
    loop {
        let read = part.read(&mut piece).map_err(damaged_io)?;
        let bytes = piece.get(..read).unwrap_or_default();
        let count = scan::length(bytes);
        unpacked = unpacked.saturating_add(count);
        *total = total.saturating_add(count);
        if *total > limits.unpacked_bytes {
            return Err(FileError::Bomb("demasiados datos"));
        }
        if unpacked > Limits::RATIO_FROM && unpacked / packed > limits.unpacked_ratio {
            return Err(FileError::Bomb("demasiado comprimido"));
        }
        meter.feed(bytes).map_err(FileError::Bomb)?;
        if read == 0 {
            break;
        }
    }
    *texts = texts.saturating_add(meter.texts);
    if *texts > limits.shared_texts_bytes {
        return Err(FileError::Bomb("demasiados textos"));
    }
    Ok(())
}

fn damaged(error: ZipError) -> FileError {
    FileError::Damaged(Box::new(error))
}

fn damaged_io(error: io::Error) -> FileError {
    FileError::Damaged(Box::new(error))
}
