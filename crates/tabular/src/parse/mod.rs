//! From a cell to a value, saying what was mended or why it cannot be.
//!
//! Every reader gives `Ok(None)` for an empty cell: whether a column may be empty is the register's matter. A [`Repair`] is
//! a value that was understood although it was not written as it should; a preview shows it. An [`Issue`] is a value that
//! could mean two things or nothing, and is never guessed.

pub mod code;
pub mod date;
mod excel;
pub mod number;
pub mod text;
pub mod time;

use crate::cell::Cell;

/// A value, and what was mended to get it.
#[derive(Clone, Debug, PartialEq)]
pub struct Parsed<T> {
    /// The value.
    pub value: T,
    /// What to show beside it.
    pub repair: Option<Repair>,
}

impl<T> Parsed<T> {
    fn clean(value: T) -> Self {
        Self {
            value,
            repair: None,
        }
    }

    fn mended(value: T, repair: Repair) -> Self {
        Self {
            value,
            repair: Some(repair),
        }
    }
}

/// What a reader gives: nothing for an empty cell, a value, or why there is none.
pub type Outcome<T> = Result<Option<Parsed<T>>, Issue>;

/// What was mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Repair {
    /// Zeros at the left that a spreadsheet had eaten.
    #[error("Se completaron los ceros de la izquierda.")]
    LeadingZeros,
    /// Spaces, hyphens or dots inside a code.
    #[error("Se quitaron espacios y signos del número.")]
    CodeSigns,
    /// A year of two digits.
    #[error("El año de dos cifras se completó.")]
    ShortYear,
    /// A date or time that was a bare number.
    #[error("El número se leyó como fecha u hora de Excel.")]
    Serial,
    /// `05032026`, `1503`
    #[error("Se separaron las cifras de la fecha u hora.")]
    Unseparated,
    /// A date in a column of times.
    #[error("Se tomó solo la hora; la celda también tenía fecha.")]
    DateDropped,
    /// A time in a column of dates.
    #[error("Se tomó solo la fecha; la celda también tenía hora.")]
    TimeDropped,
    /// `15:03 p.m.`
    #[error("La hora ya estaba en 24 horas; «p. m.» se dejó de lado.")]
    NeedlessPm,
    /// Fractions of a second, or of a céntimo.
    #[error("Se redondeó.")]
    Rounded,
    /// An instant of another time zone.
    #[error("La hora se pasó a la de Lima.")]
    Zone,
    /// Bytes that meant nothing in the encoding of the file.
    #[error("Tiene caracteres que no se pudieron leer (�).")]
    Unreadable,
    /// The thousands and decimal separators follow from the other rows, not from this one.
    #[error("Los separadores se leyeron como en el resto de la columna.")]
    ByTheColumn,
}

/// Why there is no value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Issue {
    /// The formula in the cell failed.
    #[error("La celda tiene el error {0} de Excel. Corrija la fórmula o escriba el valor.")]
    Formula(String),
    /// Too many characters for the column.
    #[error("Tiene {found} caracteres y el máximo es {limit}.")]
    TooLong {
        /// Characters.
        limit: usize,
        /// Characters it has.
        found: usize,
    },
    /// Digits are gone for good: `2.01545E+10`.
    #[error(
        "El número perdió cifras: la hoja lo guardó como {0}. Dé formato de texto a la columna y escríbalo completo."
    )]
    DigitsLost(String),
    /// Not a whole number.
    #[error("«{0}» no es un número entero.")]
    NotInteger(String),
    /// Not an amount.
    #[error("«{0}» no es un número. Escríbalo como 1234.50.")]
    NotNumber(String),
    /// More decimals than the column has.
    #[error("«{found}» tiene más de {scale} decimales.")]
    Decimals {
        /// As it stands.
        found: String,
        /// Decimals of the column.
        scale: u32,
    },
    /// `1.234`, with nothing that says what the point is.
    #[error(
        "«{0}» puede ser un número con decimales o con miles. Escríbalo con sus dos decimales, como 1234.50."
    )]
    Ambiguous(String),
    /// Larger than any value here.
    #[error("«{0}» es demasiado grande.")]
    TooLarge(String),
    /// Neither yes nor no.
    #[error("«{0}» no es Sí ni No.")]
    NotBoolean(String),
    /// Not a day.
    #[error("«{0}» no es una fecha. Escríbala como 05/03/2026.")]
    NotDate(String),
    /// `12/31/2026`
    #[error("«{0}» tiene el mes antes del día. Escriba primero el día, como 31/12/2026.")]
    MonthFirst(String),
    /// A number that is no day of our times.
    #[error("El número {0} no es una fecha. Escríbala como 05/03/2026.")]
    NotSerial(String),
    /// Not a time of day.
    #[error("«{0}» no es una hora. Escríbala como 15:03.")]
    NotTime(String),
    /// `15:03 a.m.`
    #[error("«{0}» es de la tarde y dice «a. m.». Escríbala como 15:03.")]
    AmPm(String),
    /// A date without time where both are needed.
    #[error("«{0}» no tiene hora. Escríbala como 05/03/2026 15:03.")]
    NoTime(String),
    /// Letters or signs in a code.
    #[error("«{0}» tiene caracteres que no son cifras.")]
    NotDigits(String),
    /// More digits than the code has, or so few that zeros do not explain it.
    #[error("«{found}» tiene {digits} cifras y debe tener {width}.")]
    Width {
        /// As it stands.
        found: String,
        /// Digits it has.
        digits: usize,
        /// Digits it should have.
        width: usize,
    },
}

/// What readers of written values share: a failed formula has no value, and an empty cell is none.
enum Content<'a> {
    Nothing,
    Written(&'a str),
    Typed(&'a Cell),
}

fn content(cell: &Cell) -> Result<Content<'_>, Issue> {
    match cell {
        Cell::Error(error) => Err(Issue::Formula(error.clone())),
        Cell::Text(text) => {
            let text = text::outer(text);
            Ok(if text.is_empty() {
                Content::Nothing
            } else {
                Content::Written(text)
            })
        }
        Cell::Empty => Ok(Content::Nothing),
        other => Ok(Content::Typed(other)),
    }
}

/// What a message shows of a value: enough to find it, not a page.
fn shown(text: &str) -> String {
    const MOST: usize = 40;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests;
