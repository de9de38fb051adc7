//! Encodings as they are met, and what must never be lost between two pieces.

use std::io::Cursor;

use proptest::prelude::*;

use super::*;

/// Gives a few bytes at a time, so that characters are cut everywhere.
struct Trickle(Cursor<Vec<u8>>, usize);

impl Read for Trickle {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = buffer.len().min(self.1);
        self.0.read(&mut buffer[..most])
    }
}

impl Seek for Trickle {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.0.seek(to)
    }
}

fn read(bytes: &[u8], at_once: usize) -> (Decoding, String) {
    let mut reader = Trickle(Cursor::new(bytes.to_vec()), at_once);
    let decoding = detect(&mut reader).unwrap();
    let mut stream = TextStream::new(reader, decoding).unwrap();
    let mut text = String::new();
    while let Some(piece) = stream.next_piece().unwrap() {
        text.push_str(piece);
    }
    (decoding, text)
}

fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(unit).collect()
}

const TEXT: &str = "Nombre;Razón social\r\nNúñez Peña;Café «El Niño» S.A.C.\r\n";

#[test]
fn each_encoding_is_recognised_with_and_without_a_mark() {
    let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(TEXT);
    let marked = |mark: &[u8], body: Vec<u8>| [mark, &body].concat();
    let little = utf16(TEXT, u16::to_le_bytes);
    let big = utf16(TEXT, u16::to_be_bytes);
    for (bytes, encoding, mark) in [
        (TEXT.as_bytes().to_vec(), Encoding::Utf8, 0),
        (
            marked(b"\xEF\xBB\xBF", TEXT.as_bytes().to_vec()),
            Encoding::Utf8,
            3,
        ),
        (little.clone(), Encoding::Utf16Le, 0),
        (marked(b"\xFF\xFE", little), Encoding::Utf16Le, 2),
        (big.clone(), Encoding::Utf16Be, 0),
        (marked(b"\xFE\xFF", big), Encoding::Utf16Be, 2),
        (latin.to_vec(), Encoding::Windows1252, 0),
    ] {
        for at_once in [1, 3, 1_000_000] {
            let (decoding, text) = read(&bytes, at_once);
            let expected = Decoding {
                encoding,
                mark,
                damaged: false,
            };
            assert_eq!((decoding, text.as_str()), (expected, TEXT));
        }
    }
}

#[test]
fn one_late_byte_that_is_not_utf_8_makes_the_file_windows_1252() {
    let mut bytes = "línea\n".repeat(40_000).into_bytes();
    assert_eq!(read(&bytes, 70_000).0.encoding, Encoding::Utf8);
    bytes.push(0x93);
    let (decoding, text) = read(&bytes, 70_000);
    assert_eq!(decoding.encoding, Encoding::Windows1252);
    assert!(text.ends_with('“'));
}

#[test]
fn a_mark_that_does_not_keep_its_word_is_reported() {
    let (decoding, text) = read(b"\xEF\xBB\xBFPe\xF1a", 2);
    assert_eq!(
        (decoding.encoding, decoding.damaged),
        (Encoding::Utf8, true)
    );
    assert_eq!(text, "Pe\u{fffd}a");
    let (decoding, _) = read(b"\xFF\xFEa\0b", 2);
    assert_eq!(
        (decoding.encoding, decoding.damaged),
        (Encoding::Utf16Le, true)
    );
}

#[test]
fn what_is_not_text_is_not_taken_for_utf_16() {
    assert_eq!(read(&[0; 64], 7).0.encoding, Encoding::Utf8);
    assert_eq!(read(b"", 7).1, "");
    assert_eq!(read(b"a", 7).1, "a");
}

proptest! {
    #[test]
    fn any_text_comes_back_from_utf_8_in_pieces_of_any_size(text in "\\PC{0,200}", at_once in 1_usize..20) {
        prop_assume!(!text.starts_with('\u{feff}') && unmarked_utf16(text.as_bytes()).is_none());
        prop_assert_eq!(read(text.as_bytes(), at_once).1, text);
    }

    #[test]
    fn any_bytes_become_text(bytes in prop::collection::vec(any::<u8>(), 0..300), at_once in 1_usize..20) {
        let (decoding, text) = read(&bytes, at_once);
        let (whole, _) = decoding.encoding.coder().decode_without_bom_handling(&bytes[usize::from(decoding.mark)..]);
        prop_assert_eq!(text, whole);
    }
}
