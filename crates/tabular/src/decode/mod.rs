//! From the bytes of a text file to UTF-8, in pieces: which encoding it is, and the stream that undoes it.
//!
//! A byte order mark decides; without one, NULs at every other byte are UTF-16, a file that is valid UTF-8 to its last
//! byte is UTF-8, and everything else is Windows-1252, in which Excel for Windows saves "CSV" in Peru.

use std::io::{self, Read, Seek, SeekFrom};

use encoding_rs::{CoderResult, Decoder, DecoderResult, UTF_8};

/// Bytes read at once.
const PIECE: usize = 64 * 1024;
/// Bytes looked at for UTF-16 without a mark.
const SAMPLE: usize = 4 * 1024;

/// The encodings that a text file may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Also plain ASCII.
    Utf8,
    /// "Unicode text" of Excel.
    Utf16Le,
    /// The same from other machines.
    Utf16Be,
    /// Western European, as Windows writes it; a superset of Latin-1.
    Windows1252,
}

impl Encoding {
    /// What a person calls it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le | Self::Utf16Be => "UTF-16",
            Self::Windows1252 => "Windows-1252",
        }
    }

    fn coder(self) -> &'static encoding_rs::Encoding {
        match self {
            Self::Utf8 => UTF_8,
            Self::Utf16Le => encoding_rs::UTF_16LE,
            Self::Utf16Be => encoding_rs::UTF_16BE,
            Self::Windows1252 => encoding_rs::WINDOWS_1252,
        }
    }
}

/// What was decided about a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decoding {
    /// How its bytes are read.
    pub encoding: Encoding,
    /// Bytes of the mark at its beginning, 0 to 3.
    pub mark: u8,
    /// Whether some bytes mean nothing in this encoding; they are read as `�`.
    pub damaged: bool,
}

/// Decides how to read a file. It reads the whole of it once, a piece at a time, and leaves it at its beginning.
///
/// # Errors
/// Those of the reader.
pub fn detect(reader: &mut (impl Read + Seek)) -> io::Result<Decoding> {
    reader.rewind()?;
    let mut sample = Vec::with_capacity(SAMPLE);
    reader
        .by_ref()
        .take(SAMPLE.try_into().unwrap_or(u64::MAX))
        .read_to_end(&mut sample)?;
    let (encoding, mark) = match sample.as_slice() {
        [0xEF, 0xBB, 0xBF, ..] => (Some(Encoding::Utf8), 3),
        [0xFF, 0xFE, ..] => (Some(Encoding::Utf16Le), 2),
        [0xFE, 0xFF, ..] => (Some(Encoding::Utf16Be), 2),
        bytes => (unmarked_utf16(bytes), 0),
    };
    let decided = encoding.unwrap_or(Encoding::Utf8);
    let valid = is_valid(reader, decided, mark)?;
    reader.rewind()?;
    Ok(match encoding {
        None if !valid => Decoding {
            encoding: Encoding::Windows1252,
            mark,
            damaged: false,
        },
        _ => Decoding {
            encoding: decided,
            mark,
            damaged: !valid,
        },
    })
}

/// Text of our languages in UTF-16 has a NUL in nearly every unit, and always in the same half of it.
fn unmarked_utf16(sample: &[u8]) -> Option<Encoding> {
    let (units, _) = sample.as_chunks::<2>();
    let first = units.iter().filter(|[first, _]| *first == 0).count();
    let second = units.iter().filter(|[_, second]| *second == 0).count();
    let (many, few) = (units.len() * 2 / 5, units.len() / 20);
    match units.len() {
        0 | 1 => None,
        _ if second > many && first <= few => Some(Encoding::Utf16Le),
        _ if first > many && second <= few => Some(Encoding::Utf16Be),
        _ => None,
    }
}

fn is_valid(reader: &mut (impl Read + Seek), encoding: Encoding, mark: u8) -> io::Result<bool> {
    reader.seek(SeekFrom::Start(mark.into()))?;
    let mut decoder = encoding.coder().new_decoder_without_bom_handling();
    let mut piece = vec![0; PIECE];
    let mut out = vec![0; PIECE];
    loop {
        let read = read_some(reader, &mut piece)?;
        let mut rest = piece.get(..read).unwrap_or_default();
        loop {
            let (result, used, _) =
                decoder.decode_to_utf8_without_replacement(rest, &mut out, read == 0);
            rest = rest.get(used..).unwrap_or_default();
            match result {
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => return Ok(false),
            }
        }
        if read == 0 {
            return Ok(true);
        }
    }
}

fn read_some(reader: &mut impl Read, piece: &mut [u8]) -> io::Result<usize> {
    loop {
        match reader.read(piece) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            result => return result,
        }
    }
}

/// The text of a file, in pieces.
pub struct TextStream<R> {
    reader: R,
    decoder: Decoder,
    bytes: Vec<u8>,
    text: String,
    ended: bool,
}

impl<R: Read + Seek> TextStream<R> {
    /// Begins behind the mark.
    ///
    /// # Errors
    /// Those of the reader.
    pub fn new(mut reader: R, decoding: Decoding) -> io::Result<Self> {
        reader.seek(SeekFrom::Start(decoding.mark.into()))?;
        let decoder = decoding.encoding.coder().new_decoder_without_bom_handling();
        // As much as a piece can become, so that one call decodes all of it.
        let most = decoder.max_utf8_buffer_length(PIECE).unwrap_or(PIECE * 3);
        Ok(Self {
            reader,
            decoder,
            bytes: vec![0; PIECE],
            text: String::with_capacity(most),
            ended: false,
        })
    }

    /// The next piece of text, which ends anywhere between two characters and may be empty; `None` at the end.
    ///
    /// # Errors
    /// Those of the reader.
    pub fn next_piece(&mut self) -> io::Result<Option<&str>> {
        if self.ended {
            return Ok(None);
        }
        let read = read_some(&mut self.reader, &mut self.bytes)?;
        self.ended = read == 0;
        self.text.clear();
        let bytes = self.bytes.get(..read).unwrap_or_default();
        let (result, used, _) = self
            .decoder
            .decode_to_string(bytes, &mut self.text, self.ended);
        match result {
            CoderResult::InputEmpty => Ok(Some(&self.text)),
            // The capacity is the decoder's own measure; were it wrong, losing text silently would be worse.
            CoderResult::OutputFull => Err(io::Error::other(format!(
                "a piece of text did not fit: {used} of {read} bytes"
            ))),
        }
    }
}

#[cfg(test)]
mod tests;
