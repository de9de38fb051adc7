//! What a part of a package would cost to parse, measured while it is unpacked and before anything parses it.
//!
//! The parser behind holds the text between two tags, the texts of one cell, the open tags, the styles and the table of
//! shared texts. Each is bounded here, by a walk through the bytes that knows tags, quotes and comments and no more.

use super::scan::length;
use crate::limits::Limits;

/// Bytes between two tags, and of one tag: a cell of the most characters, each written as an entity, has less.
const MOST_RUN: u64 = 512 * 1024;
/// Bytes of one cell or shared text with all its formatting.
const MOST_CELL: u64 = 4 * 1024 * 1024;
/// How deep tags may lie in each other.
const MOST_DEPTH: u32 = 256;
/// Styles, sheets and relations; Excel allows some 65,000 styles.
const MOST_HEAVY: u32 = 200_000;
/// Bytes of those, and of any part that is neither a sheet nor the table of shared texts.
const MOST_OTHER: u64 = 32 * 1024 * 1024;
/// Bytes of the beginning of a tag that are looked at. A table of texts or a declaration with a longer one is an attempt to
/// hide something behind it.
const LOOKED_AT: usize = 4 * 1024;
/// Every cell style is given a copy of its format and font, so what counts is the longest tag times their number.
const MOST_COPIED: u64 = 64 * 1024 * 1024;
/// What a shared text costs besides its bytes.
const TEXT_COST: u64 = 48;
/// Markup that no spreadsheet program writes.
const MALFORMED: &str = "marcas que una hoja de cálculo no tiene";
/// Elements of which the parser keeps every one.
const HEAVY: [&[u8]; 8] = [
    b"xf",
    b"font",
    b"fill",
    b"border",
    b"numFmt",
    b"sheet",
    b"Relationship",
    b"definedName",
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Text,
    /// Behind `<`, up to the end of the name.
    Name,
    /// In a tag, and in which quotes.
    Tag(Option<u8>),
    /// `<?…?>`
    Instruction,
    /// Behind `<!`, until it is clear what follows.
    Bang,
    Comment,
    Data,
}

/// Measures one part.
pub(super) struct Meter<'a> {
    limits: &'a Limits,
    state: State,
    bytes: u64,
    run: u64,
    /// The beginning of the tag, enough for what is looked at in it.
    tag: Vec<u8>,
    /// The last two bytes, for `-->`, `]]>`, `?>` and `/>`.
    last: [u8; 2],
    depth: u32,
    /// Bytes since the cell or shared text began.
    cell: Option<u64>,
    in_heavy: bool,
    heavy: u32,
    heavy_bytes: u64,
    styles: u64,
    longest_tag: u64,
    large: bool,
    in_text: bool,
    /// What the shared texts cost.
    pub(super) texts: u64,
}

impl<'a> Meter<'a> {
    pub(super) fn new(limits: &'a Limits) -> Self {
        Self {
            limits,
            state: State::Text,
            bytes: 0,
            run: 0,
            tag: Vec::with_capacity(LOOKED_AT),
            last: [0; 2],
            depth: 0,
            cell: None,
            in_heavy: false,
            heavy: 0,
            heavy_bytes: 0,
            styles: 0,
            longest_tag: 0,
            large: false,
            in_text: false,
            texts: 0,
        }
    }

    /// Measures on.
    ///
    /// # Errors
    /// What is too much of it.
    pub(super) fn feed(&mut self, piece: &[u8]) -> Result<(), &'static str> {
        if self.bytes == 0
            && (piece.starts_with(b"\xFF\xFE")
                || piece.starts_with(b"\xFE\xFF")
                || piece.iter().take(4).any(|byte| *byte == 0) && piece.contains(&b'<'))
        {
            // Read as bytes its tags would not be seen. No spreadsheet program writes so.
            return Err("codificación desconocida");
        }
        self.bytes += length(piece);
        let mut rest = piece;
        while let Some((&byte, behind)) = rest.split_first() {
            if self.state == State::Text {
                let text = memchr::memchr(b'<', rest).unwrap_or(rest.len());
                if text > 0 {
                    self.text(length(rest.get(..text).unwrap_or_default()))?;
                    rest = rest.get(text..).unwrap_or_default();
                    continue;
                }
                self.end_run();
                self.tag.clear();
                self.state = State::Name;
            } else {
                self.run += 1;
                self.markup(byte)?;
            }
            self.last = [self.last[1], byte];
            rest = behind;
        }
        if self.run > MOST_RUN {
            return Err("textos demasiado largos");
        }
        if !self.large && self.bytes > MOST_OTHER {
            return Err("partes demasiado grandes");
        }
        let copied = self.styles.saturating_mul(self.longest_tag);
        if self.heavy > MOST_HEAVY || self.heavy_bytes > MOST_OTHER || copied > MOST_COPIED {
            return Err("demasiados estilos");
        }
        Ok(())
    }

    fn text(&mut self, bytes: u64) -> Result<(), &'static str> {
        self.run += bytes;
        if self.in_text {
            self.texts += bytes;
            if self.texts > self.limits.shared_texts_bytes {
                return Err("demasiados textos");
            }
        }
        self.grow_cell(bytes)
    }

    fn grow_cell(&mut self, bytes: u64) -> Result<(), &'static str> {
        if let Some(cell) = &mut self.cell {
            *cell += bytes;
            if *cell > MOST_CELL {
                return Err("celdas demasiado largas");
            }
        }
        Ok(())
    }

    fn end_run(&mut self) {
        if self.in_heavy {
            self.heavy_bytes += self.run;
        }
        self.run = 0;
    }

    fn markup(&mut self, byte: u8) -> Result<(), &'static str> {
        if self.tag.len() < LOOKED_AT {
            self.tag.push(byte);
        }
        let first = self.tag.len() == 1;
        // Where parsers disagree on what ends here, one could see tags that the other does not.
        let closing = self.tag.first() == Some(&b'/');
        if (closing && matches!(byte, b'"' | b'\''))
            || [b"?>".as_slice(), b"!-->", b"!--->"].contains(&self.tag.as_slice())
        {
            return Err(MALFORMED);
        }
        match (self.state, byte) {
            (State::Name, b'?') if first => self.state = State::Instruction,
            (State::Name, b'!') if first => self.state = State::Bang,
            (State::Name | State::Tag(None), b'>') => return self.end_tag(),
            (State::Tag(None), b'"' | b'\'') => self.state = State::Tag(Some(byte)),
            (State::Name, b' ' | b'\t' | b'\r' | b'\n') => self.state = State::Tag(None),
            (State::Tag(Some(quote)), _) if quote == byte => self.state = State::Tag(None),
            (State::Bang, _) => {
                if self.tag == b"!--" {
                    self.state = State::Comment;
                } else if self.tag == b"![CDATA[" {
                    self.state = State::Data;
                } else if !b"!--".starts_with(&self.tag) && !b"![CDATA[".starts_with(&self.tag) {
                    return Err(MALFORMED);
                }
            }
            (State::Comment, b'>') if self.last == *b"--" => self.state = State::Text,
            (State::Data, b'>') if self.last == *b"]]" => self.state = State::Text,
            (State::Instruction, b'>') if self.last[1] == b'?' => {
                self.state = State::Text;
                return self.instruction();
            }
            _ => {}
        }
        Ok(())
    }

    /// A declared encoding must be one in which `<` is the byte `<`.
    fn instruction(&self) -> Result<(), &'static str> {
        let text = self.tag.to_ascii_lowercase();
        let holds = |needle: &[u8]| memchr::memmem::find(&text, needle).is_some();
        let known = ["utf-8", "utf8", "us-ascii", "iso-8859-1", "windows-1252"];
        let declares = text.starts_with(b"?xml") && holds(b"encoding");
        if text.len() >= LOOKED_AT || (declares && !known.iter().any(|name| holds(name.as_bytes())))
        {
            return Err("codificación desconocida");
        }
        Ok(())
    }

    fn end_tag(&mut self) -> Result<(), &'static str> {
        self.state = State::Text;
        let mut tag = std::mem::take(&mut self.tag);
        let result = self.tag(&tag);
        tag.clear();
        self.tag = tag;
        result
    }

    fn tag(&mut self, tag: &[u8]) -> Result<(), &'static str> {
        let (closes, tag) = match tag.strip_prefix(b"/") {
            Some(rest) => (true, rest),
            None => (false, tag),
        };
        let empty = self.last[1] == b'/';
        let mut name = tag
            .split(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b'/' | b'>'))
            .next()
            .unwrap_or_default();
        if let Some(colon) = memchr::memchr(b':', name) {
            name = name.get(colon + 1..).unwrap_or_default();
        }
        if self.depth == 0 && !closes {
            self.large = matches!(name, b"worksheet" | b"sst");
        }
        if closes {
            self.depth = self.depth.saturating_sub(1);
        } else if !empty {
            self.depth += 1;
        }
        self.grow_cell(self.run)?;
        self.in_heavy = !closes && HEAVY.contains(&name);
        self.heavy += u32::from(self.in_heavy);
        self.styles += u64::from(name == b"xf");
        self.longest_tag = self.longest_tag.max(self.run);
        match name {
            b"c" | b"si" | b"sheetData" => {
                self.cell = (!closes && !empty && name != b"sheetData").then_some(0);
                self.in_text = name == b"si" && !closes && !empty;
                // An empty one is kept too.
                if name == b"si" && !closes {
                    self.texts += TEXT_COST;
                }
            }
            // The parser makes room for as many texts as the table says it has.
            b"sst"
                if tag.len() + 1 >= LOOKED_AT
                    || announced(tag) > self.limits.shared_texts_bytes / TEXT_COST * 2 =>
            {
                return Err("demasiados textos");
            }
            _ => {}
        }
        if self.depth > MOST_DEPTH {
            return Err("elementos demasiado anidados");
        }
        if self.texts > self.limits.shared_texts_bytes {
            return Err("demasiados textos");
        }
        Ok(())
    }
}

/// The largest number in a tag.
fn announced(tag: &[u8]) -> u64 {
    tag.split(|byte| !byte.is_ascii_digit())
        .filter(|digits| !digits.is_empty())
        .filter_map(|digits| std::str::from_utf8(digits).ok())
        .map(|digits| digits.parse().unwrap_or(u64::MAX))
        .max()
        .unwrap_or_default()
}
