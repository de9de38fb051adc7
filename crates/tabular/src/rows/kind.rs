//! What kind of file it is, by its first bytes and never by its name.

use std::io::{self, Read, Seek};

use crate::error::FileError;

/// The kinds that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Text with separators.
    Csv,
    /// A ZIP package, which may still turn out to be none of Excel's.
    Zip,
}

/// Enough for a mark, white space and the beginning of a page.
const HEAD: u64 = 1024;

/// Decides by the first bytes.
///
/// # Errors
/// When it is a kind that is not read, with what to do about it.
pub(super) fn of(reader: &mut (impl Read + Seek)) -> Result<Kind, FileError> {
    let mut head = Vec::new();
    reader.rewind()?;
    reader.by_ref().take(HEAD).read_to_end(&mut head)?;
    match head.as_slice() {
        [b'P', b'K', 3, 4, ..] => return Ok(Kind::Zip),
        // The container of Excel 97-2003, and of any workbook with a password.
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..] => {
            return Err(if has_password(reader)? {
                FileError::Protected
            } else {
                FileError::OldExcel
            });
        }
        _ => {}
    }
    let others: [&[u8]; 9] = [
        b"%PDF",
        b"PK\x05\x06",
        b"Rar!",
        b"7z\xBC\xAF",
        b"\x1F\x8B",
        b"\x89PNG",
        b"\xFF\xD8\xFF",
        b"{\\rtf",
        b"GIF8",
    ];
    if others.iter().any(|magic| head.starts_with(magic)) {
        return Err(FileError::NotASpreadsheet);
    }
    let text = String::from_utf8_lossy(&head).to_ascii_lowercase();
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let pages = ["<!doctype", "<html", "<?xml", "<table", "<meta", "<head"];
    if pages.iter().any(|start| text.starts_with(start)) {
        return Err(FileError::WebPage);
    }
    if head.len() < 1024 && (text.is_empty() || head == [0xFF, 0xFE] || head == [0xFE, 0xFF]) {
        return Err(FileError::Empty);
    }
    reader.rewind()?;
    Ok(Kind::Csv)
}

/// Whether the old container holds an encrypted package: it names its streams in UTF-16.
fn has_password(reader: &mut (impl Read + Seek)) -> io::Result<bool> {
    let name: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    reader.rewind()?;
    let mut found = false;
    super::scan::each_piece(reader, name.len(), |piece| {
        found |= memchr::memmem::find(piece, &name).is_some();
        !found
    })?;
    Ok(found)
}
