//! The taxpayer's number of SUNAT. A RUC of a natural person may contain a DNI: see `mask`.

use super::{Violation, all_digits, digits, ensure};

/// Whom a RUC belongs to, by its prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RucKind {
    /// 10, 15, 16, 17: a natural person; a personal datum.
    Natural,
    /// 20: a company or an entity.
    Juridical,
}

/// A RUC: 11 digits with a known prefix and the right check digit.
///
/// # Errors
/// `ruc_format`, `ruc_prefix` or `ruc_check_digit`.
pub fn ruc(value: &str) -> Result<(), Violation> {
    let value = value.trim();
    ensure(
        value.len() == 11 && all_digits(value),
        "ruc_format",
        "El RUC tiene 11 dígitos. Escríbalo sin puntos ni espacios.",
    )?;
    ensure(
        ruc_kind(value).is_some(),
        "ruc_prefix",
        "El RUC empieza con 10, 15, 16, 17 o 20. Revise los primeros dígitos.",
    )?;
    let sum: u32 = digits(value)
        .zip([5, 4, 3, 2, 7, 6, 5, 4, 3, 2])
        .map(|(digit, weight)| digit * weight)
        .sum();
    let expected = (11 - sum % 11) % 10;
    ensure(
        digits(value).last() == Some(expected),
        "ruc_check_digit",
        "Este RUC no existe: su último dígito no corresponde a los demás. Revise el número.",
    )
}

/// Whom a number of 11 digits belongs to; `None` when it cannot be a RUC. The check digit is not looked at.
pub fn ruc_kind(value: &str) -> Option<RucKind> {
    let value = value.trim();
    if value.len() != 11 || !all_digits(value) {
        return None;
    }
    match value.get(..2)? {
        "10" | "15" | "16" | "17" => Some(RucKind::Natural),
        "20" => Some(RucKind::Juridical),
        _ => None,
    }
}

/// The DNI inside a RUC that starts with 10.
pub fn ruc_dni(value: &str) -> Option<&str> {
    let value = value.trim();
    ruc_kind(value)?;
    value.strip_prefix("10")?.get(..8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_real_entities_pass() {
        for number in [
            "20168999926",
            "20131372931",
            "20504794637",
            "20504743307",
            "20290898685",
            "20131312955",
            "20100070970",
            "20131380951",
            "10123456781",
        ] {
            assert_eq!(ruc(number), Ok(()), "{number}");
        }
    }

    #[test]
    fn every_single_wrong_digit_is_noticed() {
        let right = "20168999926";
        for position in 2..11 {
            for digit in '0'..='9' {
                let wrong: String = right
                    .chars()
                    .enumerate()
                    .map(|(i, c)| if i == position { digit } else { c })
                    .collect();
                // 11 minus the remainder maps 10 and 0 to one digit, 11 and 1 to another: only those pairs can collide.
                if wrong != right && ruc(&wrong).is_ok() {
                    assert!(matches!(right.chars().last(), Some('0' | '1')), "{wrong}");
                }
            }
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        assert_eq!(ruc("2016899992").unwrap_err().code, "ruc_format");
        assert_eq!(ruc("30168999926").unwrap_err().code, "ruc_prefix");
        assert_eq!(ruc("20168999927").unwrap_err().code, "ruc_check_digit");
    }

    #[test]
    fn a_ruc_10_gives_away_its_dni() {
        assert_eq!(ruc_dni("10123456781"), Some("12345678"));
        assert_eq!(ruc_dni("20168999926"), None);
        assert_eq!(
            (ruc_kind("15123456789"), ruc_kind("20168999926")),
            (Some(RucKind::Natural), Some(RucKind::Juridical))
        );
    }
}
