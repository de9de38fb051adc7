//! The cells of a sheet, gathered into rows as they stream by.

use std::{
    io::BufReader,
    panic::{AssertUnwindSafe, catch_unwind},
};

use calamine::{Reader, SheetType, SheetVisible, Xlsx, XlsxCellReader, XlsxError};

use super::{Stream, typed::convert};
use crate::{
    cell::{Cell, Place, Row},
    error::{FileError, RowError, RowFault},
    limits::Limits,
};

type Source = BufReader<Box<dyn Stream>>;

/// An open workbook.
pub(super) struct Workbook {
    book: Xlsx<Source>,
    /// Sheets with cells, in their order.
    pub(super) sheets: Vec<String>,
    /// The first of them that is not hidden.
    first: String,
}

impl Workbook {
    pub(super) fn open(reader: Box<dyn Stream>) -> Result<Self, FileError> {
        let book =
            guarded(|| Xlsx::new(BufReader::new(reader))).map_err(|reason| match reason {
                Some(XlsxError::Password) => FileError::Protected,
                Some(error) => FileError::Damaged(Box::new(error)),
                None => FileError::Damaged("the parser gave up".into()),
            })?;
        let sheets = book.sheets_metadata().iter();
        let sheets: Vec<_> = sheets
            .filter(|sheet| sheet.typ == SheetType::WorkSheet)
            .cloned()
            .collect();
        let seen = sheets
            .iter()
            .find(|sheet| sheet.visible == SheetVisible::Visible);
        let first = seen.ok_or(FileError::NoSheet)?.name.clone();
        let sheets = sheets.into_iter().map(|sheet| sheet.name).collect();
        Ok(Self {
            book,
            sheets,
            first,
        })
    }

    /// The rows of a sheet, or of the first that is not hidden.
    pub(super) fn rows(
        &mut self,
        sheet: Option<&str>,
        limits: Limits,
    ) -> Result<SheetRows<'_>, FileError> {
        let name = match sheet {
            Some(name) if self.sheets.iter().any(|sheet| sheet == name) => name,
            Some(name) => return Err(FileError::UnknownSheet(name.to_owned())),
            None => &self.first,
        };
        let book = &mut self.book;
        let cells =
            guarded(|| book.worksheet_cells_reader(name)).map_err(|reason| match reason {
                Some(error) => FileError::Damaged(Box::new(error)),
                None => FileError::Damaged("the parser gave up".into()),
            })?;
        Ok(SheetRows {
            cells,
            limits,
            waiting: None,
            last: 0,
            drained: false,
            ended: false,
        })
    }
}

/// The rows of a sheet.
pub(crate) struct SheetRows<'a> {
    cells: XlsxCellReader<'a, Source>,
    limits: Limits,
    /// The first cell of the next row, or what came in its stead; the row before it is given first.
    waiting: Option<Result<Placed, RowError>>,
    last: u32,
    /// Behind the last cell; the parser must not be asked again.
    drained: bool,
    ended: bool,
}

/// A cell and where it stands, the row from 1 and the column from 0.
struct Placed {
    row: u32,
    column: usize,
    cell: Cell,
}

impl SheetRows<'_> {
    /// The next row in which something stands.
    pub(super) fn next_row(&mut self) -> Option<Result<Row, RowError>> {
        if self.ended {
            return None;
        }
        let row = self.gather();
        match &row {
            Ok(Some(_)) => {}
            Ok(None) => self.ended = true,
            Err(error) => self.ended = error.fault.is_fatal(),
        }
        row.transpose()
    }

    fn gather(&mut self) -> Result<Option<Row>, RowError> {
        let first = match self.waiting.take() {
            Some(waiting) => waiting?,
            None => match self.next_cell()? {
                Some(first) => first,
                None => return Ok(None),
            },
        };
        let number = first.row;
        // A sheet whose rows stand out of order would give a row twice, or tell a person the wrong number.
        if number <= self.last {
            return Err(self.broken(number, "las filas no están en orden"));
        }
        if number > self.limits.rows {
            let limit = self.limits.rows;
            return Err(RowError {
                place: Place::row(number),
                fault: RowFault::TooManyRows { limit },
            });
        }
        self.last = number;
        let mut row = Row {
            number,
            cells: Vec::new(),
        };
        let mut fault = self.put(&mut row, first);
        loop {
            match self.next_cell().transpose() {
                Some(Ok(placed)) if placed.row == number => {
                    let next = self.put(&mut row, placed);
                    fault = fault.or(next);
                }
                other => {
                    self.waiting = other;
                    break;
                }
            }
        }
        match fault {
            Some(error) => Err(error),
            None => Ok(Some(row)),
        }
    }

    fn put(&self, row: &mut Row, placed: Placed) -> Option<RowError> {
        let fault = match &placed.cell {
            _ if placed.column >= self.limits.columns => RowFault::TooManyColumns {
                limit: self.limits.columns,
            },
            Cell::Text(text)
                if text.len() > self.limits.cell_chars
                    && text.chars().nth(self.limits.cell_chars).is_some() =>
            {
                RowFault::CellTooLong {
                    limit: self.limits.cell_chars,
                }
            }
            Cell::Text(text) if text.contains('\0') => RowFault::Nul,
            _ => {
                if row.cells.len() <= placed.column {
                    row.cells.resize(placed.column + 1, Cell::Empty);
                }
                if let Some(cell) = row.cells.get_mut(placed.column) {
                    *cell = placed.cell;
                }
                return None;
            }
        };
        Some(RowError {
            place: Place::cell(placed.row, placed.column),
            fault,
        })
    }

    /// The next cell in which something stands: a sheet may have a million that only have a colour.
    fn next_cell(&mut self) -> Result<Option<Placed>, RowError> {
        if self.drained {
            return Ok(None);
        }
        let cells = &mut self.cells;
        let next = guarded(|| {
            loop {
                let Some(found) = cells.next_cell()? else {
                    return Ok(None);
                };
                let (row, column) = found.get_position();
                let cell = convert(found.get_value());
                if !cell.is_blank() {
                    return Ok(Some((row, column, cell)));
                }
            }
        });
        match next {
            Ok(None) => {
                self.drained = true;
                Ok(None)
            }
            Ok(Some((row, column, cell))) => Ok(Some(Placed {
                row: row.saturating_add(1),
                column: usize::try_from(column).unwrap_or(usize::MAX),
                cell,
            })),
            Err(reason) => {
                let reason = reason.map_or_else(
                    || "está dañada".to_owned(),
                    |error| match error {
                        XlsxError::CellError(text) => format!("una celda tiene el error {text}"),
                        XlsxError::Io(_) | XlsxError::Zip(_) => "está dañada".to_owned(),
                        _ => "su contenido no es el de una hoja de Excel".to_owned(),
                    },
                );
                Err(self.broken(self.last.saturating_add(1), &reason))
            }
        }
    }

    fn broken(&self, row: u32, reason: &str) -> RowError {
        RowError {
            place: Place::row(row),
            fault: RowFault::Damaged(reason.to_owned()),
        }
    }
}

/// Runs the parser, which computes positions from a hostile file with arithmetic that panics where it is checked. `None`
/// is such a panic; nothing of the parser is used after it.
fn guarded<T>(parse: impl FnOnce() -> Result<T, XlsxError>) -> Result<T, Option<XlsxError>> {
    match catch_unwind(AssertUnwindSafe(parse)) {
        Ok(result) => result.map_err(Some),
        Err(_) => Err(None),
    }
}
