//! A simple, conservative look at a PDF: its frame is whole, and no name of active content stands in it, in the open or
//! in an inflated stream. Names may be written with `#xx`, and streams as differences between their bytes; both are
//! undone. Object streams behind filters that are not undone here are refused.

use std::io::Read;

use flate2::read::ZlibDecoder;
use memchr::{memchr_iter, memmem};
use shared::rules::Violation;

use super::differences::Differences;

/// Names that make a reader run, open, send or unpack something.
const ACTIVE: [&[u8]; 10] = [
    b"JavaScript",
    b"Launch",
    b"EmbeddedFile",
    b"EmbeddedFiles",
    b"RichMedia",
    b"ImportData",
    b"SubmitForm",
    b"XFA",
    b"GoToE",
    b"Rendition",
];
/// The entry of an action that holds a script. Three letters also occur by chance in a picture, so a value must follow.
const SCRIPT: &[u8] = b"JS";
/// Filters that would hide an object stream from us.
const OPAQUE: [&[u8]; 4] = [
    b"LZWDecode",
    b"ASCIIHexDecode",
    b"ASCII85Decode",
    b"RunLengthDecode",
];
/// Longest name that is of interest, as written.
const NAME: usize = 48;
/// Most bytes that all streams together may inflate to, and most streams.
const INFLATED: u64 = 192 * 1024 * 1024;
const STREAMS: usize = 50_000;
/// Longest one is read; names of object streams stand well before this.
const STREAM: u64 = 16 * 1024 * 1024;

/// Judges a PDF.
///
/// # Errors
/// `pdf_damaged`, `pdf_encrypted`, `pdf_active_content`, `pdf_unreadable`.
pub(super) fn check(bytes: &[u8]) -> Result<(), Violation> {
    frame(bytes)?;
    let mut found = Names::default();
    found.read(bytes);
    inflate(bytes, &mut found)?;
    if found.encrypted {
        return Err(Violation::new(
            "pdf_encrypted",
            "El PDF está protegido con contraseña. Guárdelo sin protección y envíelo otra vez.",
        ));
    }
    if found.active {
        return Err(Violation::new(
            "pdf_active_content",
            "El PDF lleva programas, formularios activos o archivos adjuntos. Imprímalo como PDF y envíe esa copia.",
        ));
    }
    if found.object_stream && (found.opaque || found.differences.are_hidden()) {
        return Err(unreadable());
    }
    Ok(())
}

/// Begins as a PDF at the first byte and ends as one, with nothing after it.
fn frame(bytes: &[u8]) -> Result<(), Violation> {
    let version = bytes.starts_with(b"%PDF-1.") || bytes.starts_with(b"%PDF-2.");
    let end = memmem::rfind(bytes, b"%%EOF").map(|position| position + 5);
    let rest = end.and_then(|end| bytes.get(end..));
    let clean = rest.is_some_and(|rest| {
        rest.iter()
            .all(|byte| byte.is_ascii_whitespace() || *byte == 0)
    });
    if version && clean && memmem::find(bytes, b"startxref").is_some() {
        return Ok(());
    }
    Err(Violation::new(
        "pdf_damaged",
        "El PDF está dañado o incompleto. Vuelva a guardarlo y envíelo otra vez.",
    ))
}

/// What the names of a PDF say about it.
#[derive(Default)]
struct Names {
    active: bool,
    encrypted: bool,
    object_stream: bool,
    opaque: bool,
    differences: Differences,
}

impl Names {
    fn read(&mut self, bytes: &[u8]) {
        for slash in memchr_iter(b'/', bytes) {
            let rest = bytes.get(slash + 1..).unwrap_or_default();
            let name = name(rest);
            self.active |= ACTIVE.contains(&name.as_slice());
            self.active |= name == SCRIPT && script_follows(value(rest));
            self.opaque |= OPAQUE.contains(&name.as_slice());
            self.encrypted |= name == b"Encrypt";
            self.object_stream |= name == b"ObjStm";
            self.differences.note(&name, value(rest));
        }
    }
}

/// What stands after a name, from its first character on.
fn value(rest: &[u8]) -> &[u8] {
    let end = rest.iter().position(|byte| !is_regular(*byte));
    let rest = end.and_then(|end| rest.get(end..)).unwrap_or_default();
    after_space(rest)
}

fn after_space(bytes: &[u8]) -> &[u8] {
    let start = bytes
        .iter()
        .position(|byte| !byte.is_ascii_whitespace() && *byte != 0);
    start.and_then(|at| bytes.get(at..)).unwrap_or_default()
}

/// Whether a byte may stand in a name or a number.
fn is_regular(byte: u8) -> bool {
    !byte.is_ascii_whitespace() && !b"\0()<>[]{}/%".contains(&byte)
}

/// The digits that a value begins with.
pub(super) fn integer(value: &[u8]) -> Option<&[u8]> {
    let end = value.iter().position(|byte| !byte.is_ascii_digit());
    value
        .get(..end.unwrap_or(value.len()))
        .filter(|digits| !digits.is_empty())
}

/// A string, or a reference to one.
fn script_follows(value: &[u8]) -> bool {
    match value.first() {
        Some(b'(') => value.get(1).is_some_and(|byte| {
            byte.is_ascii_graphic() || byte.is_ascii_whitespace() || *byte == 0xfe
        }),
        Some(b'<') => value.get(1).is_some_and(u8::is_ascii_hexdigit),
        Some(b'%') => true,
        _ => is_reference(value),
    }
}

/// `12 0 R`
pub(super) fn is_reference(value: &[u8]) -> bool {
    let mut rest = value;
    for _ in 0..2 {
        let Some(digits) = integer(rest) else {
            return false;
        };
        rest = after_space(rest.get(digits.len()..).unwrap_or_default());
    }
    rest.first() == Some(&b'R')
}

/// A name as it is meant: up to a delimiter, `#xx` undone.
fn name(rest: &[u8]) -> Vec<u8> {
    let end = rest
        .iter()
        .take(NAME)
        .position(|byte| !is_regular(*byte))
        .unwrap_or_else(|| rest.len().min(NAME));
    let mut written = rest.get(..end).unwrap_or_default();
    let mut meant = Vec::with_capacity(written.len());
    while let Some((first, others)) = written.split_first() {
        let escaped = (*first == b'#')
            .then(|| others.split_at_checked(2))
            .flatten()
            .and_then(|(digits, others)| {
                let digits = std::str::from_utf8(digits).ok()?;
                Some((u8::from_str_radix(digits, 16).ok()?, others))
            });
        let (byte, others) = escaped.unwrap_or((*first, others));
        meant.push(byte);
        written = others;
    }
    meant
}

/// Reads the names inside every stream that inflates, whatever its dictionary claims to be.
fn inflate(bytes: &[u8], found: &mut Names) -> Result<(), Violation> {
    let mut budget = INFLATED;
    let readings = found.differences.readings();
    for (count, keyword) in memmem::find_iter(bytes, b"stream").enumerate() {
        if count > STREAMS {
            return Err(unreadable());
        }
        let body = bytes.get(keyword + 6..).unwrap_or_default();
        let Some(body) = body
            .strip_prefix(b"\r\n")
            .or_else(|| body.strip_prefix(b"\n"))
        else {
            continue;
        };
        // A stream that is no deflate at all is a picture or plain text, and was read in the open.
        let mut inflated = Vec::new();
        let limit = budget.min(STREAM);
        let _ = ZlibDecoder::new(body)
            .take(limit)
            .read_to_end(&mut inflated);
        found.read(&inflated);
        for plain in readings.of(&inflated) {
            found.read(&plain);
            budget = budget.saturating_sub(u64::try_from(plain.len()).unwrap_or(budget));
            if budget == 0 {
                return Err(unreadable());
            }
        }
        budget -= u64::try_from(inflated.len()).unwrap_or(budget).min(budget);
        if budget == 0 {
            return Err(unreadable());
        }
    }
    Ok(())
}

fn unreadable() -> Violation {
    Violation::new(
        "pdf_unreadable",
        "No pudimos revisar este PDF por la forma en que está comprimido. Imprímalo como PDF y envíe esa copia.",
    )
}
