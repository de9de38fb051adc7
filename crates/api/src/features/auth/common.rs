//! Passwords that are tried first: the most frequent ones of published lists, and what is added to them to look longer.

use std::collections::HashSet;
use std::sync::LazyLock;

use shared::text::fold::fold;

const LIST: &str = include_str!("../../../data/passwords/common.txt");

static COMMON: LazyLock<HashSet<&'static str>> = LazyLock::new(|| LIST.lines().collect());

/// Whether a password is on the list: as it stands, without the digits and signs around it, or repeated.
pub(super) fn contains(password: &str) -> bool {
    let folded = fold(password);
    let without_spaces: String = folded.chars().filter(|c| !c.is_whitespace()).collect();
    let stem = without_spaces.trim_matches(|c: char| !c.is_alphabetic());
    [
        folded.as_str(),
        &without_spaces,
        stem,
        unit(&without_spaces),
        unit(stem),
    ]
    .iter()
    .any(|text| COMMON.contains(text))
}

/// The shortest text whose repetition this is.
fn unit(text: &str) -> &str {
    (1..=text.len() / 2)
        .filter(|length| text.len().is_multiple_of(*length))
        .filter_map(|length| text.get(..length))
        .find(|start| start.repeat(text.len() / start.len()) == text)
        .unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_is_refused_also_when_it_is_made_longer() {
        assert!(COMMON.len() >= 3_000);
        for word in COMMON.iter().copied() {
            assert!(contains(word), "{word}");
            assert!(contains(&word.to_uppercase()), "{word}");
        }
        for text in [
            "password2026!!",
            "contraseña 12345",
            "qwertyqwertyqwerty",
            "Bienvenido.2026",
        ] {
            assert!(contains(text), "{text}");
        }
        assert!(!contains("caballo batería grapa"));
    }
}
