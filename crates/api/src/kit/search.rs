//! What a person typed into a search box, as words of folded text.

use shared::text::fold::fold;

use crate::error::{ApiError, ApiResult, Code};

/// Characters and words beyond these are nobody's search.
const MOST_CHARS: usize = 100;
const MOST_WORDS: usize = 8;

/// The folded words of the query parameter `q`; none when it is empty.
///
/// # Errors
/// 400 when there is too much of it.
pub(crate) fn words(q: Option<&str>) -> ApiResult<Vec<String>> {
    let q = q.unwrap_or_default();
    let words: Vec<String> = fold(q)
        .split(' ')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    if q.chars().count() > MOST_CHARS || words.len() > MOST_WORDS {
        return Err(ApiError::new(Code::Malformed).detail(format!(
            "El parámetro «q» admite hasta {MOST_CHARS} caracteres y {MOST_WORDS} palabras"
        )));
    }
    Ok(words)
}

/// A `LIKE` pattern that finds a word anywhere; its own wildcards are escaped with a backslash.
pub(crate) fn like(word: &str) -> String {
    let mut pattern = String::from("%");
    for c in word.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded_and_wildcards_are_letters_like_others() {
        assert_eq!(words(Some("  PEÑA  Núñez")).unwrap(), ["pena", "nunez"]);
        assert!(words(Some(" \t ")).unwrap().is_empty() && words(None).unwrap().is_empty());
        assert_eq!(like("100%_\\"), "%100\\%\\_\\\\%");
        assert!(words(Some(&"a ".repeat(9))).is_err() && words(Some(&"a".repeat(101))).is_err());
    }
}
