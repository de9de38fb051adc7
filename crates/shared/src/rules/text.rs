//! Rules of plain text and dates: presence, length, days, abbreviations of offices.

use chrono::NaiveDate;

use super::{Violation, ensure};
use crate::time::short_date;

/// Something other than white space.
///
/// # Errors
/// `required`.
pub fn required(value: &str) -> Result<(), Violation> {
    ensure(!value.trim().is_empty(), "required", "Complete este campo.")
}

/// From `min` to `max` characters (not bytes), outer spaces aside.
///
/// # Errors
/// `required`, `too_short` or `too_long`.
pub fn length(value: &str, min: usize, max: usize) -> Result<(), Violation> {
    let count = value.trim().chars().count();
    if min > 0 {
        required(value)?;
    }
    if count < min {
        return Err(Violation::new(
            "too_short",
            format!("Escriba al menos {}.", characters(min)),
        ));
    }
    if count > max {
        let message = format!(
            "Escriba como máximo {}; ahora hay {count}.",
            characters(max)
        );
        return Err(Violation::new("too_long", message));
    }
    Ok(())
}

/// A day that is not after today, in Lima.
///
/// # Errors
/// `date_in_future`.
pub fn date_not_future(value: NaiveDate, today: NaiveDate) -> Result<(), Violation> {
    if value <= today {
        return Ok(());
    }
    let message = format!(
        "La fecha no puede ser posterior a hoy, {}.",
        short_date(today)
    );
    Err(Violation::new("date_in_future", message))
}

/// Siglas of an office: 1 to 20 of `A-Z`, `0-9` and hyphen, as in `GGATR-GR`.
///
/// # Errors
/// `siglas_format`.
pub fn siglas(value: &str) -> Result<(), Violation> {
    let well_formed = (1..=20).contains(&value.len())
        && value.split('-').all(|part| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        });
    ensure(
        well_formed,
        "siglas_format",
        "Use de 1 a 20 letras mayúsculas sin tilde, dígitos y guiones entre ellos, por ejemplo GGATR-GR.",
    )
}

fn characters(count: usize) -> String {
    if count == 1 {
        "1 carácter".to_owned()
    } else {
        format!("{count} caracteres")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_counted_in_characters() {
        assert!(length("ñandú", 5, 5).is_ok());
        assert_eq!(
            length("  a  ", 2, 5).unwrap_err().message,
            "Escriba al menos 2 caracteres."
        );
        assert_eq!(length("abc", 1, 2).unwrap_err().code, "too_long");
        assert!(required(" \t\u{a0}").is_err() && required("x").is_ok());
    }

    #[test]
    fn only_today_and_before_are_not_the_future() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
        assert!(date_not_future(day(21), day(21)).is_ok());
        let violation = date_not_future(day(22), day(21)).unwrap_err();
        assert_eq!(
            violation.message,
            "La fecha no puede ser posterior a hoy, 21/11/2026."
        );
    }

    #[test]
    fn siglas_are_those_of_organisation_charts() {
        for text in ["AL", "GGATR-GR", "DCEN-ESLIMP", "OCI2"] {
            assert!(siglas(text).is_ok(), "{text}");
        }
        for text in [
            "",
            "-",
            "GM-",
            "-GM",
            "G--M",
            "gm",
            "GÑ",
            "G M",
            "ABCDEFGHIJKLMNOPQRSTU",
        ] {
            assert!(siglas(text).is_err(), "{text}");
        }
    }
}
