//! Streams of a PDF written as differences between neighbouring bytes (predictors of PNG and TIFF), in which no name can be
//! read. Which stream is written so cannot be told safely from its dictionary, where a string may look like the end of it;
//! so every stream that could hold objects is read with all the measures that the file names.

use std::collections::BTreeSet;

use super::pdf::{integer, is_reference};

/// Widest row, and most widths of rows, that are looked at.
const WIDEST: usize = 1 << 20;
const WIDTHS: usize = 1024;

/// The measures of rows that a file names.
#[derive(Default)]
pub(super) struct Differences {
    predictors: BTreeSet<usize>,
    columns: BTreeSet<usize>,
    colors: BTreeSet<usize>,
    bits: BTreeSet<usize>,
    hidden: bool,
}

impl Differences {
    /// Notes a measure, if this name is one.
    pub(super) fn note(&mut self, name: &[u8], value: &[u8]) {
        let measures = match name {
            b"Predictor" => &mut self.predictors,
            b"Columns" => &mut self.columns,
            b"Colors" => &mut self.colors,
            b"BitsPerComponent" => &mut self.bits,
            _ => return,
        };
        let number = integer(value)
            .and_then(|digits| std::str::from_utf8(digits).ok()?.parse::<usize>().ok())
            .filter(|number| *number <= WIDEST);
        match number {
            Some(number) if !is_reference(value) => {
                measures.insert(number);
            }
            // By chance in a picture, or to keep it from us.
            _ => self.hidden |= is_reference(value),
        }
    }

    /// Whether measures stand elsewhere, or are too many to try.
    pub(super) fn are_hidden(&self) -> bool {
        let with_standard = |measures: &BTreeSet<usize>| measures.len() + 1;
        let widths = [&self.columns, &self.colors, &self.bits].map(with_standard);
        self.in_use() && (self.hidden || widths.iter().product::<usize>() > WIDTHS)
    }

    fn in_use(&self) -> bool {
        self.predictors.iter().any(|predictor| *predictor > 1)
    }

    /// How a stream of this file may have to be read.
    pub(super) fn readings(&self) -> Readings {
        let rows = if self.in_use() && !self.are_hidden() {
            self.rows()
        } else {
            BTreeSet::new()
        };
        Readings {
            rows,
            tiff: self.predictors.contains(&2),
        }
    }

    /// Widths of rows in bytes, with the bytes from one point to the next.
    fn rows(&self) -> BTreeSet<(usize, usize)> {
        let or = |measures: &BTreeSet<usize>, standard: usize| {
            let mut measures = measures.clone();
            measures.insert(standard);
            measures
        };
        let mut rows = BTreeSet::new();
        for bits in or(&self.bits, 8).into_iter().filter(|bits| *bits <= 16) {
            for colors in or(&self.colors, 1)
                .into_iter()
                .filter(|colors| *colors <= 32)
            {
                let point = bits * colors;
                for columns in or(&self.columns, 1) {
                    rows.insert(((columns * point).div_ceil(8), point.div_ceil(8).max(1)));
                }
            }
        }
        rows.retain(|(width, _)| *width > 0);
        rows
    }
}

/// Ways to undo the differences in a stream.
pub(super) struct Readings {
    rows: BTreeSet<(usize, usize)>,
    tiff: bool,
}

impl Readings {
    /// What a stream may mean: every reading that begins like a stream of objects, with a number.
    pub(super) fn of<'a>(&'a self, stream: &'a [u8]) -> impl Iterator<Item = Vec<u8>> + 'a {
        // The first byte has nothing before it; each row of PNG has a byte more, in front.
        let number = |at: usize| stream.get(at).is_some_and(|byte| is_number(*byte));
        let (as_png, as_tiff) = (number(1) && !number(0), self.tiff && number(0));
        self.rows.iter().flat_map(move |&(width, step)| {
            let png = as_png.then(|| looks_like_objects(stream, |head| png(head, width, step)));
            let tiff = as_tiff.then(|| looks_like_objects(stream, |head| tiff(head, width, step)));
            png.flatten().into_iter().chain(tiff.flatten())
        })
    }
}

fn is_number(byte: u8) -> bool {
    byte.is_ascii_digit() || byte.is_ascii_whitespace()
}

/// Bytes of a stream that are enough to see that it begins with numbers.
const HEAD: usize = 4;

fn looks_like_objects(stream: &[u8], undo: impl Fn(&[u8]) -> Vec<u8>) -> Option<Vec<u8>> {
    let head = undo(stream.get(..2 * HEAD).unwrap_or(stream));
    let head = head.get(..HEAD).unwrap_or(&head);
    (!head.is_empty() && head.iter().all(|byte| is_number(*byte))).then(|| undo(stream))
}

/// Rows of which each says, in a byte before it, of what its bytes are the differences.
fn png(stream: &[u8], width: usize, step: usize) -> Vec<u8> {
    let mut meant: Vec<u8> = Vec::with_capacity(stream.len());
    let mut above: Vec<u8> = vec![0; width];
    for row in stream.chunks(width + 1) {
        let Some((tag, written)) = row.split_first() else {
            break;
        };
        let mut own: Vec<u8> = Vec::with_capacity(width);
        for (at, byte) in written.iter().enumerate() {
            let before = |row: &[u8]| {
                let index = at.checked_sub(step);
                index.and_then(|index| row.get(index)).copied().unwrap_or(0)
            };
            let (left, up, corner) = (
                before(&own),
                above.get(at).copied().unwrap_or(0),
                before(&above),
            );
            own.push(byte.wrapping_add(match tag {
                1 => left,
                2 => up,
                3 => left.midpoint(up),
                4 => paeth(left, up, corner),
                _ => 0,
            }));
        }
        meant.extend_from_slice(&own);
        above = own;
    }
    meant
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let guess = i16::from(left) + i16::from(up) - i16::from(corner);
    let far = |byte: u8| (guess - i16::from(byte)).abs();
    if far(left) <= far(up) && far(left) <= far(corner) {
        left
    } else if far(up) <= far(corner) {
        up
    } else {
        corner
    }
}

/// Rows whose bytes are the differences from those one point before.
fn tiff(stream: &[u8], width: usize, step: usize) -> Vec<u8> {
    let mut meant = Vec::with_capacity(stream.len());
    for row in stream.chunks(width) {
        let mut own: Vec<u8> = Vec::with_capacity(row.len());
        for (at, byte) in row.iter().enumerate() {
            let left = at.checked_sub(step).and_then(|index| own.get(index));
            own.push(byte.wrapping_add(left.copied().unwrap_or(0)));
        }
        meant.append(&mut own);
    }
    meant
}
