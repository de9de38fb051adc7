//! Documents of natural persons: their form and check digits. No identity is looked up.

use super::{Violation, all_digits, digits, ensure};

/// The verifier of a DNI in both series that have been printed on the card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DniCheck {
    /// The series of digits.
    pub digit: char,
    /// The series of letters.
    pub letter: char,
}

/// Upper case, without the spaces, dots and hyphens that people put between the digits.
pub fn normalize_document(value: &str) -> String {
    value
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-'))
        .flat_map(char::to_uppercase)
        .collect()
}

/// A DNI: eight digits, leading zeros included.
///
/// # Errors
/// `dni_format`.
pub fn dni(value: &str) -> Result<(), Violation> {
    let value = value.trim();
    let well_formed = value.len() == 8 && all_digits(value) && value != "00000000";
    ensure(
        well_formed,
        "dni_format",
        "El DNI tiene 8 dígitos. Escríbalo sin puntos ni espacios, con sus ceros iniciales.",
    )
}

/// The verifiers of a DNI; `None` when it is not one.
pub fn dni_check(value: &str) -> Option<DniCheck> {
    dni(value).ok()?;
    let sum: u32 = digits(value)
        .zip([3, 2, 7, 6, 5, 4, 3, 2])
        .map(|(digit, weight)| digit * weight)
        .sum();
    let index = usize::try_from((11 - sum % 11) % 11).ok()?;
    Some(DniCheck {
        digit: "67890112345".chars().nth(index)?,
        letter: "KABCDEFGHIJ".chars().nth(index)?,
    })
}

/// A DNI with the verifier that stands on the card after the hyphen, a digit or a letter.
///
/// # Errors
/// `dni_format`, or `dni_check_digit` when the verifier is of another number.
pub fn dni_with_check(value: &str, verifier: char) -> Result<(), Violation> {
    dni(value)?;
    let verifier = verifier.to_ascii_uppercase();
    let matches =
        dni_check(value).is_some_and(|check| check.digit == verifier || check.letter == verifier);
    ensure(
        matches,
        "dni_check_digit",
        "El dígito verificador no corresponde a este DNI. Revise el número y el carácter que sigue al guion.",
    )
}

/// A carné de extranjería: 9 to 12 letters or digits.
///
/// # Errors
/// `ce_format`.
pub fn ce(value: &str) -> Result<(), Violation> {
    let value = value.trim();
    ensure(
        (9..=12).contains(&value.len()) && upper_alphanumeric(value),
        "ce_format",
        "El carné de extranjería tiene de 9 a 12 letras mayúsculas o dígitos, sin espacios.",
    )
}

/// A passport of any country: 5 to 12 letters or digits.
///
/// # Errors
/// `passport_format`.
pub fn passport(value: &str) -> Result<(), Violation> {
    let value = value.trim();
    ensure(
        (5..=12).contains(&value.len()) && upper_alphanumeric(value),
        "passport_format",
        "El pasaporte tiene de 5 a 12 letras mayúsculas o dígitos, sin espacios.",
    )
}

fn upper_alphanumeric(value: &str) -> bool {
    value
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_verifier_is_computed_in_both_series() {
        assert_eq!(
            dni_check("17801146"),
            Some(DniCheck {
                digit: '0',
                letter: 'D'
            })
        );
        assert_eq!(dni_check("1780114"), None);
        for verifier in ['0', 'D', 'd'] {
            assert!(dni_with_check("17801146", verifier).is_ok());
        }
        assert_eq!(
            dni_with_check("17801146", '1').unwrap_err().code,
            "dni_check_digit"
        );
        assert_eq!(
            dni_with_check("1780114", '0').unwrap_err().code,
            "dni_format"
        );
    }

    #[test]
    fn a_dni_is_eight_ascii_digits() {
        assert!(dni("01234567").is_ok() && dni(" 12345678 ").is_ok());
        for text in [
            "",
            "1234567",
            "123456789",
            "1234567a",
            "1234 678",
            "１２３４５６７８",
            "00000000",
            "+1234567",
        ] {
            assert!(dni(text).is_err(), "{text}");
        }
    }

    #[test]
    fn other_documents_are_judged_by_their_form() {
        assert!(ce("001234567").is_ok() && ce("N12345678901").is_ok());
        assert!(ce("12345678").is_err() && ce("00123456-").is_err() && ce("ñ0123456").is_err());
        assert!(
            passport("AB123456").is_ok()
                && passport("ab123456").is_err()
                && passport("A1").is_err()
        );
        assert_eq!(normalize_document(" ab-12.34 56 "), "AB123456");
    }
}
