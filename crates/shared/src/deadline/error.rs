//! Why a term cannot be counted.

use std::{error::Error, fmt};

/// Why a term cannot be counted; its text is Spanish, for a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeadlineError {
    /// The start is neither an instant nor a date.
    InvalidStart,
    /// An amount is zero or greater than this limit of its unit.
    AmountOutOfRange(u32),
    /// The count leaves the years 2000 to 2100.
    DateOutOfRange,
    /// Hours were mixed with days, months or years.
    MixedUnits,
    /// A suspension ends before it begins.
    InvalidSuspension,
    /// More suspensions or extensions than are counted.
    TooManyParts,
}

impl DeadlineError {
    /// Stable code a program can branch on.
    pub const fn code(self) -> &'static str {
        match self {
            Self::InvalidStart => "invalid_start",
            Self::AmountOutOfRange(_) => "amount_out_of_range",
            Self::DateOutOfRange => "date_out_of_range",
            Self::MixedUnits => "mixed_units",
            Self::InvalidSuspension => "invalid_suspension",
            Self::TooManyParts => "too_many_parts",
        }
    }
}

impl fmt::Display for DeadlineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidStart => {
                f.write_str("Escriba la fecha como 2026-11-21, o la fecha y hora como 2026-11-21T10:00:00-05:00.")
            }
            Self::AmountOutOfRange(max) => write!(f, "El plazo debe ser un número de 1 a {max} en esta unidad."),
            Self::DateOutOfRange => f.write_str("Solo se cuentan plazos entre los años 2000 y 2100."),
            Self::MixedUnits => f.write_str("Un plazo en horas solo se amplía en horas."),
            Self::InvalidSuspension => f.write_str("Una suspensión no puede terminar antes de empezar."),
            Self::TooManyParts => {
                write!(f, "Un plazo admite como máximo {} suspensiones y otras tantas ampliaciones.", super::MAX_PARTS)
            }
        }
    }
}

impl Error for DeadlineError {}
