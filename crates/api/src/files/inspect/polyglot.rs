//! Files that are two things at once: a picture that is also an archive, a page or a program to another reader.

use memchr::{memchr_iter, memmem};
use shared::rules::Violation;

use super::FileKind;

/// How far from the end an archive's directory may lie: its own length and its longest comment.
const ZIP_END: usize = 22 + 65_535;
/// Where browsers look when they guess a type.
const GUESSED: usize = 1024;

/// Refuses a file that another program would read as something else.
pub(super) fn check(bytes: &[u8], kind: FileKind) -> Result<(), Violation> {
    let head = bytes.get(..GUESSED).unwrap_or(bytes);
    let hidden = match kind {
        FileKind::Pdf => ends_as_zip(bytes) || has_tag(head),
        _ => ends_as_zip(bytes) || has_tag(bytes) || has_container(bytes),
    };
    if hidden {
        return Err(Violation::new(
            "hidden_content",
            "El archivo lleva otro contenido escondido dentro. Vuelva a guardarlo o escanéelo de nuevo.",
        ));
    }
    Ok(())
}

/// Whether a text begins as markup that a browser would run.
pub(super) fn is_markup(bytes: &[u8]) -> bool {
    let head = bytes.get(..GUESSED).unwrap_or(bytes);
    let start = head
        .iter()
        .position(|byte| !byte.is_ascii_whitespace() && !matches!(byte, 0xef | 0xbb | 0xbf))
        .unwrap_or(0);
    head.get(start) == Some(&b'<')
}

/// The end record of a zip archive, with a comment that reaches exactly to the end of the file.
fn ends_as_zip(bytes: &[u8]) -> bool {
    let start = bytes.len().saturating_sub(ZIP_END);
    let tail = bytes.get(start..).unwrap_or_default();
    memmem::find_iter(tail, b"PK\x05\x06").any(|position| {
        let comment = tail.get(position + 20..position + 22);
        let Some([low, high]) = comment else {
            return false;
        };
        let length = usize::from(u16::from_le_bytes([*low, *high]));
        position + 22 + length == tail.len()
    })
}

/// Tags that make a browser or an interpreter run what follows. Long enough not to occur by chance in a picture.
fn has_tag(bytes: &[u8]) -> bool {
    const TAGS: [&[u8]; 6] = [
        b"<script",
        b"<?php",
        b"<iframe",
        b"<!doctype",
        b"<html>",
        b"<html ",
    ];
    memchr_iter(b'<', bytes).any(|position| {
        TAGS.iter().any(|tag| {
            bytes
                .get(position..position + tag.len())
                .is_some_and(|found| found.eq_ignore_ascii_case(tag))
        })
    })
}

/// The beginnings of other containers anywhere in a picture.
fn has_container(bytes: &[u8]) -> bool {
    const SIGNS: [&[u8]; 4] = [
        b"%PDF-1.",
        b"%PDF-2.",
        b"Rar!\x1a\x07",
        b"7z\xbc\xaf\x27\x1c",
    ];
    SIGNS.iter().any(|sign| memmem::find(bytes, sign).is_some())
}
