//! Passwords by NIST SP 800-63B: long rather than odd, and not the first thing an attacker tries.
//!
//! No character classes and no expiry. The list of common passwords is too large for the browser and lives in the API.

use super::Violation;
use crate::text::fold::fold;

/// The longest password that is accepted, in characters; beyond it hashing would be a way to keep the server busy.
pub const MAX_PASSWORD: usize = 256;

/// Words shorter than this are too common as parts of others to be refused.
const MIN_WORD: usize = 4;

/// A password of at least `min` characters that is no plain sequence and does not contain a word of its `context`:
/// the names and mail of the person, the municipality, the platform.
///
/// # Errors
/// `password_short`, `password_long`, `password_sequence` or `password_context`.
pub fn password(value: &str, min: usize, context: &[&str]) -> Result<(), Violation> {
    let length = value.chars().count();
    if length < min {
        let message = format!(
            "Use {min} caracteres o más. Una frase de varias palabras es fácil de recordar."
        );
        return Err(Violation::new("password_short", message));
    }
    if length > MAX_PASSWORD {
        return Err(Violation::new(
            "password_long",
            format!("Use como máximo {MAX_PASSWORD} caracteres."),
        ));
    }
    if is_sequence(value) {
        return Err(Violation::new(
            "password_sequence",
            "No use el mismo carácter repetido ni una serie como 12345678. Elija varias palabras sin relación.",
        ));
    }
    let folded = fold(value);
    let found = words(context).find(|word| folded.contains(word.as_str()));
    found.map_or(Ok(()), |word| {
        let message = format!("No incluya «{word}» en la contraseña: su nombre, su correo y su municipalidad se adivinan.");
        Err(Violation::new("password_context", message))
    })
}

fn words(context: &[&str]) -> impl Iterator<Item = String> {
    context.iter().flat_map(|text| {
        let folded = fold(text);
        let words = folded
            .split(|c: char| !c.is_alphanumeric())
            .map(str::to_owned)
            .collect::<Vec<_>>();
        words
            .into_iter()
            .filter(|word| word.chars().count() >= MIN_WORD)
    })
}

/// Whether each character follows the one before by the same step of −1, 0 or 1.
fn is_sequence(value: &str) -> bool {
    let codes = value
        .chars()
        .map(|c| i64::from(u32::from(c)))
        .collect::<Vec<_>>();
    let steps = codes
        .windows(2)
        .filter_map(|pair| pair.last().zip(pair.first()).map(|(b, a)| b - a));
    let mut steps = steps.peekable();
    let Some(first) = steps.peek().copied() else {
        return false;
    };
    (-1..=1).contains(&first) && steps.all(|step| step == first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(value: &str, context: &[&str]) -> Option<&'static str> {
        password(value, 12, context)
            .err()
            .map(|violation| violation.code)
    }

    #[test]
    fn long_phrases_in_any_script_pass() {
        for text in [
            "caballo batería grapa",
            "ñandú 🙂 ñandú 🙂",
            "            x",
            &"ab1 ".repeat(16),
        ] {
            assert_eq!(
                code(text, &["Ana Pérez", "ana.perez@munipiura.gob.pe"]),
                None,
                "{text}"
            );
        }
    }

    #[test]
    fn short_endless_and_plain_ones_are_refused() {
        assert_eq!(
            code("áéíóúñáéíóú", &[]),
            Some("password_short"),
            "characters are counted, not bytes"
        );
        assert_eq!(code(&"x1".repeat(129), &[]), Some("password_long"));
        for text in ["aaaaaaaaaaaa", "abcdefghijkl", "lkjihgfedcba"] {
            assert_eq!(code(text, &[]), Some("password_sequence"), "{text}");
        }
    }

    #[test]
    fn words_of_the_person_and_the_place_are_refused_in_any_case_and_accent() {
        let context = [
            "Ana Núñez",
            "a.nunez@munipiura.gob.pe",
            "Municipalidad Provincial de Piura",
        ];
        assert_eq!(code("MiClaveNÚÑEZ2026", &context), Some("password_context"));
        assert_eq!(
            code("viva-piura-siempre", &context),
            Some("password_context")
        );
        assert_eq!(
            code("banana con leche", &context),
            None,
            "«Ana» is too short to refuse"
        );
    }
}
