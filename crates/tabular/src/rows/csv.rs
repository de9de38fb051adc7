//! CSV as spreadsheet programs understand it, a row at a time and never more than one cell beyond its limit in memory.
//!
//! Not the `csv` crate, which writes our files: it drops empty rows without counting them, cannot tell a quote that is
//! never closed, and lets one grow until memory ends. Where a file breaks RFC 4180 this reads as Excel does: a quote
//! inside a cell stands for itself, and what follows a closing quote belongs to the cell.

use std::io::{Read, Seek};

use crate::{
    cell::{Cell, Place, Row},
    decode::TextStream,
    error::{RowError, RowFault},
    limits::Limits,
};

/// Where the parser stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Before the first character of a cell.
    Start,
    /// In a cell without quotes, or behind the closing one.
    Plain,
    /// Between quotes.
    Quoted,
    /// Behind a quote between quotes: it closes the cell, or is the first of two.
    QuoteInQuoted,
}

/// The rows of a stream of text.
pub(crate) struct CsvRows<R> {
    stream: TextStream<R>,
    parser: Parser,
    /// What is left of the last piece.
    piece: String,
    at: usize,
    ended: bool,
}

/// The row under construction.
struct Parser {
    separator: u8,
    limits: Limits,
    state: State,
    /// A line feed that follows a carriage return is part of the same end of line.
    after_return: bool,
    row: u32,
    cells: Vec<Cell>,
    cell: String,
    /// The column of `cell`, which runs on where cells are no longer kept.
    column: usize,
    fault: Option<(usize, RowFault)>,
    /// Whether the row has any character, so that the end of the file does not add an empty one.
    touched: bool,
}

impl<R: Read + Seek> CsvRows<R> {
    pub(crate) fn new(stream: TextStream<R>, separator: u8, limits: Limits) -> Self {
        Self {
            stream,
            parser: Parser {
                separator,
                limits,
                state: State::Start,
                after_return: false,
                row: 1,
                cells: Vec::new(),
                cell: String::new(),
                column: 0,
                fault: None,
                touched: false,
            },
            piece: String::new(),
            at: 0,
            ended: false,
        }
    }

    /// The line `sep=;` is an order to the program that opens the file and not shown as a row.
    pub(crate) fn skip_order(&mut self) {
        self.parser.row = 0;
        drop(self.next_row());
    }

    /// The next row in which something stands.
    pub(crate) fn next_row(&mut self) -> Option<Result<Row, RowError>> {
        while !self.ended {
            let rest = self.piece.get(self.at..).unwrap_or_default();
            let (used, row) = self.parser.feed(rest);
            self.at += used;
            if let Some(row) = row {
                match self.worth_giving(row) {
                    Some(row) => return Some(row),
                    None => continue,
                }
            }
            match self.stream.next_piece() {
                Ok(Some(piece)) => {
                    self.piece.clear();
                    self.piece.push_str(piece);
                    self.at = 0;
                }
                Ok(None) => {
                    self.ended = true;
                    let row = self.parser.end();
                    return row.and_then(|row| self.worth_giving(row));
                }
                Err(error) => {
                    self.ended = true;
                    return Some(Err(RowError {
                        place: Place::row(self.parser.row),
                        fault: RowFault::Io(error),
                    }));
                }
            }
        }
        None
    }

    fn worth_giving(&mut self, row: Result<Row, RowError>) -> Option<Result<Row, RowError>> {
        match row {
            Ok(row) if row.is_blank() => None,
            Ok(row) if row.number > self.parser.limits.rows => {
                self.ended = true;
                let limit = self.parser.limits.rows;
                Some(Err(RowError {
                    place: Place::row(row.number),
                    fault: RowFault::TooManyRows { limit },
                }))
            }
            row => {
                self.ended |= row.as_ref().is_err_and(|error| error.fault.is_fatal());
                Some(row)
            }
        }
    }
}

impl Parser {
    /// Reads up to the end of a row, and says how many bytes of the text it used.
    fn feed(&mut self, text: &str) -> (usize, Option<Result<Row, RowError>>) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            if std::mem::take(&mut self.after_return) && byte == b'\n' {
                at += 1;
                continue;
            }
            let plain = self.plain_bytes(bytes.get(at..).unwrap_or_default());
            if plain > 0 {
                // Special bytes are ASCII, so this never cuts a character.
                self.push(text.get(at..at + plain).unwrap_or_default());
                if self.state != State::Quoted {
                    self.state = State::Plain;
                }
                at += plain;
                continue;
            }
            at += 1;
            if self.special(byte) {
                return (at, Some(self.finish()));
            }
        }
        (at, None)
    }

    /// How many bytes from here on stand for themselves.
    fn plain_bytes(&self, bytes: &[u8]) -> usize {
        let next = if self.state == State::Quoted {
            memchr::memchr2(b'"', 0, bytes)
        } else {
            bytes.iter().position(|byte| {
                matches!(byte, b'"' | b'\r' | b'\n' | 0) || *byte == self.separator
            })
        };
        next.unwrap_or(bytes.len())
    }

    /// Takes a byte that may mean something, and says whether it ends the row.
    fn special(&mut self, byte: u8) -> bool {
        self.touched = true;
        match (self.state, byte) {
            (_, 0) => self.fail(RowFault::Nul),
            (State::Quoted, b'"') => self.state = State::QuoteInQuoted,
            (State::QuoteInQuoted, b'"') => {
                self.push("\"");
                self.state = State::Quoted;
            }
            (State::Start, b'"') => self.state = State::Quoted,
            (_, b'"') => self.push("\""),
            (_, b'\n') => return true,
            (_, b'\r') => {
                self.after_return = true;
                return true;
            }
            _ => self.finish_cell(),
        }
        false
    }

    fn push(&mut self, text: &str) {
        self.touched = true;
        // Four bytes are the most that a character takes; the exact count waits for the end of the cell.
        if self.cell.len() + text.len() <= self.limits.cell_chars.saturating_mul(4) {
            self.cell.push_str(text);
        } else {
            self.fail(RowFault::CellTooLong {
                limit: self.limits.cell_chars,
            });
        }
    }

    fn finish_cell(&mut self) {
        if self.cell.len() > self.limits.cell_chars
            && self.cell.chars().nth(self.limits.cell_chars).is_some()
        {
            self.fail(RowFault::CellTooLong {
                limit: self.limits.cell_chars,
            });
        }
        if self.column < self.limits.columns {
            self.cells.push(Cell::from(self.cell.as_str()));
        } else if !self.cell.trim().is_empty() {
            self.fail(RowFault::TooManyColumns {
                limit: self.limits.columns,
            });
        }
        self.cell.clear();
        self.column += 1;
        self.state = State::Start;
    }

    /// The first fault of a row is what its owner mends first.
    fn fail(&mut self, fault: RowFault) {
        self.fault.get_or_insert((self.column, fault));
    }

    fn finish(&mut self) -> Result<Row, RowError> {
        self.finish_cell();
        let number = self.row;
        self.row = self.row.saturating_add(1);
        self.column = 0;
        self.touched = false;
        let cells = std::mem::take(&mut self.cells);
        self.cells.reserve(cells.len());
        match self.fault.take() {
            Some((column, fault)) => Err(RowError {
                place: Place::cell(number, column),
                fault,
            }),
            None => Ok(Row { number, cells }),
        }
    }

    /// What the end of the file leaves.
    fn end(&mut self) -> Option<Result<Row, RowError>> {
        if self.state == State::Quoted {
            // Whatever else was found comes from this: the cell has swallowed the rest of the file.
            self.fault = None;
            self.cell.clear();
            self.fail(RowFault::UnclosedQuote);
        }
        self.touched.then(|| self.finish())
    }
}
