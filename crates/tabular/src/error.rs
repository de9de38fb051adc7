//! Why a file, or a row of it, is not read: said to the person whose file it is, with what to do.

use std::io;

use crate::cell::Place;

/// Why a file is refused as a whole.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// No bytes, or only a byte order mark and white space.
    #[error("El archivo está vacío.")]
    Empty,
    /// More bytes than allowed.
    #[error("El archivo pesa más de {} MB. Divídalo en partes y súbalas una por una.", .limit / 1_048_576)]
    TooLarge {
        /// Bytes.
        limit: u64,
    },
    /// The format of Excel 97-2003, or a workbook with a password: both are the same container.
    #[error(
        "Es un libro de Excel 97-2003 (.xls). Ábralo en Excel y guárdelo como «Libro de Excel (.xlsx)»."
    )]
    OldExcel,
    /// A workbook that asks for a password.
    #[error("El libro está protegido con contraseña. Quítele la contraseña y vuelva a subirlo.")]
    Protected,
    /// A spreadsheet of LibreOffice.
    #[error(
        "Es una hoja de cálculo de LibreOffice (.ods). Guárdela como «Excel 2007-365 (.xlsx)» o como CSV."
    )]
    OpenDocument,
    /// The binary workbook of Excel.
    #[error(
        "Es un libro binario de Excel (.xlsb). Ábralo en Excel y guárdelo como «Libro de Excel (.xlsx)»."
    )]
    BinaryExcel,
    /// HTML or XML with the ending of a spreadsheet, as many systems of the State export it.
    #[error(
        "Es una página web con nombre de hoja de cálculo. Ábrala en Excel y guárdela como «Libro de Excel (.xlsx)»."
    )]
    WebPage,
    /// PDF, image, document, archive.
    #[error("No es una hoja de cálculo. Suba un archivo de Excel (.xlsx) o CSV.")]
    NotASpreadsheet,
    /// It unpacks to more than allowed, or in a way that only an attack does.
    #[error(
        "El libro no se abre porque al descomprimirlo crece demasiado ({0}). Guárdelo de nuevo desde Excel."
    )]
    Bomb(&'static str),
    /// There is no sheet with cells.
    #[error("El libro no tiene ninguna hoja con celdas.")]
    NoSheet,
    /// There is no sheet of this name.
    #[error("El libro no tiene una hoja llamada «{0}».")]
    UnknownSheet(String),
    /// The package or its XML cannot be read; the reason is for the log.
    #[error("El libro está dañado y no se puede leer. Ábralo en Excel y guárdelo de nuevo.")]
    Damaged(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The file could not be read from where it lies.
    #[error("No se pudo leer el archivo. Vuelva a subirlo.")]
    Io(#[from] io::Error),
}

/// Why a row is not read.
#[derive(Debug, thiserror::Error)]
#[error("{place}: {fault}")]
pub struct RowError {
    /// Where.
    pub place: Place,
    /// Why.
    pub fault: RowFault,
}

/// What is wrong with a row.
#[derive(Debug, thiserror::Error)]
pub enum RowFault {
    /// The file ends inside a quoted cell that begins here.
    #[error("la comilla (\") que se abre en esta celda no se cierra. Ciérrela o bórrela.")]
    UnclosedQuote,
    /// A character that no text has.
    #[error("la celda tiene un carácter nulo; el archivo no es de texto o está dañado.")]
    Nul,
    /// More characters than a cell may have.
    #[error("la celda tiene más de {limit} caracteres.")]
    CellTooLong {
        /// Characters.
        limit: usize,
    },
    /// More columns than a sheet may have.
    #[error("la fila tiene más de {limit} columnas.")]
    TooManyColumns {
        /// Columns.
        limit: usize,
    },
    /// Something stands to the right of the last heading.
    #[error("la fila tiene {found} columnas y el encabezado {expected}.")]
    Columns {
        /// Columns of the heading.
        expected: usize,
        /// Columns with something in them.
        found: usize,
    },
    /// The last row that a sheet may have is passed. Reading ends.
    #[error("el archivo tiene más de {limit} filas. Divídalo en partes.")]
    TooManyRows {
        /// Rows.
        limit: u32,
    },
    /// The sheet cannot be read on from about here. Reading ends.
    #[error("desde aquí la hoja no se puede leer ({0}). Ábrala en Excel y guárdela de nuevo.")]
    Damaged(String),
    /// The file could not be read on. Reading ends.
    #[error("no se pudo seguir leyendo el archivo. Vuelva a subirlo.")]
    Io(#[from] io::Error),
}

impl RowFault {
    /// Whether no row follows.
    pub fn is_fatal(&self) -> bool {
        match self {
            Self::UnclosedQuote | Self::TooManyRows { .. } | Self::Damaged(_) | Self::Io(_) => true,
            Self::Nul
            | Self::CellTooLong { .. }
            | Self::TooManyColumns { .. }
            | Self::Columns { .. } => false,
        }
    }
}
