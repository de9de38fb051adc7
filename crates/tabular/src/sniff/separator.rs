//! The separator of a CSV, by how evenly it parts the first lines.

/// Lines looked at.
const LINES: usize = 50;
/// Shares closer than this are as good as equal.
const NEAR: f64 = 0.1;

/// What parts the cells of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separator {
    /// `;`, which Excel writes where the comma is decimal.
    Semicolon,
    /// `,`, as the standard has it.
    Comma,
    /// A tab stop.
    Tab,
    /// `|`.
    Pipe,
}

impl Separator {
    /// In the order of preference: the comma last, for it also stands in numbers and prose.
    const ALL: [Self; 4] = [Self::Tab, Self::Semicolon, Self::Pipe, Self::Comma];

    /// Its one byte.
    pub fn byte(self) -> u8 {
        match self {
            Self::Semicolon => b';',
            Self::Comma => b',',
            Self::Tab => b'\t',
            Self::Pipe => b'|',
        }
    }

    /// What a person calls it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Semicolon => "punto y coma",
            Self::Comma => "coma",
            Self::Tab => "tabulación",
            Self::Pipe => "barra vertical",
        }
    }
}

/// What was decided.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sniffed {
    /// The separator; the comma when nothing speaks for any.
    pub separator: Separator,
    /// Whether the first line orders it (`sep=;`) and is no row.
    pub ordered: bool,
    /// From 0 to 1, how many of the lines it parts into the same number of cells.
    pub share: f64,
}

/// Decides by the beginning of a text, of which a last, incomplete line is better left out.
pub fn separator(text: &str) -> Sniffed {
    if let Some(separator) = ordered(text) {
        return Sniffed {
            separator,
            ordered: true,
            share: 1.0,
        };
    }
    let lines = lines(text);
    let tallies: Vec<Tally> = Separator::ALL
        .into_iter()
        .filter_map(|separator| tally(separator, &lines))
        .collect();
    let best = tallies.iter().map(|tally| tally.share).fold(0.0, f64::max);
    // Among the equally even: that which parts the earliest line, for a decimal comma or a `;` in prose begins below the
    // headings; `min_by_key` keeps the first of equals, and so the order of preference.
    let chosen = tallies
        .iter()
        .filter(|tally| tally.share + NEAR >= best)
        .min_by_key(|tally| tally.first);
    Sniffed {
        separator: chosen.map_or(Separator::Comma, |tally| tally.separator),
        ordered: false,
        share: chosen.map_or(0.0, |tally| tally.share),
    }
}

fn ordered(text: &str) -> Option<Separator> {
    let line = text.lines().next()?.trim_matches('"');
    let order = line.get(..4)?;
    let separator = line.get(4..)?;
    Separator::ALL.into_iter().find(|known| {
        order.eq_ignore_ascii_case("sep=") && separator.as_bytes().first() == Some(&known.byte())
    })
}

/// How a separator parts the lines.
struct Tally {
    separator: Separator,
    share: f64,
    /// The first line that it parts as it parts most.
    first: usize,
}

fn tally(separator: Separator, lines: &[Counts]) -> Option<Tally> {
    let counts: Vec<usize> = lines.iter().map(|line| line.of(separator)).collect();
    let often = |count: usize| counts.iter().filter(|other| **other == count).count();
    let usual = counts
        .iter()
        .copied()
        .filter(|count| *count > 0)
        .max_by_key(|count| (often(*count), *count))?;
    let first = counts.iter().position(|count| *count == usual)?;
    let whole = |number: usize| u32::try_from(number).map_or(f64::MAX, f64::from);
    Some(Tally {
        separator,
        share: whole(often(usual)) / whole(counts.len()),
        first,
    })
}

/// How often each separator stands in a line outside quotes, in the order of `Separator::ALL`.
#[derive(Default)]
struct Counts([usize; 4]);

impl Counts {
    fn of(&self, separator: Separator) -> usize {
        let known = Separator::ALL.iter().zip(self.0);
        known
            .filter(|(other, _)| **other == separator)
            .map(|(_, count)| count)
            .sum()
    }
}

/// The lines that have any character; a line break between quotes ends none.
fn lines(text: &str) -> Vec<Counts> {
    let mut lines = Vec::new();
    let mut line = Counts::default();
    let (mut quoted, mut blank) = (false, true);
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => {
                let done = std::mem::take(&mut line);
                if !std::mem::replace(&mut blank, true) {
                    lines.push(done);
                }
                if lines.len() == LINES {
                    return lines;
                }
                continue;
            }
            _ if quoted => {}
            _ => {
                for (separator, count) in Separator::ALL.iter().zip(&mut line.0) {
                    *count += usize::from(separator.byte() == byte);
                }
            }
        }
        blank = false;
    }
    if !blank {
        lines.push(line);
    }
    lines
}
