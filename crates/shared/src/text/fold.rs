//! The one place where accents, case and spacing are levelled, so that both databases compare plain bytes.
//!
//! It does not stem and does not drop words: names are searched, not prose.

/// What folding does to one character.
enum Folded {
    /// Stands for itself.
    Same,
    /// Is replaced by these ASCII characters.
    Ascii(&'static str),
    /// Has no place in folded text: combining marks, directional and zero-width characters.
    Dropped,
    /// Separates words.
    Space,
}

/// Folds text for search: lower case, without accents, `ñ` as `n`, white space collapsed and trimmed.
///
/// Folding is idempotent, and composed and decomposed forms of a letter fold alike.
///
/// ```
/// assert_eq!(shared::text::fold::fold("  Peña\u{a0} NÚÑEZ "), "pena nunez");
/// ```
pub fn fold(text: &str) -> String {
    fold_with(text, "n")
}

/// A key whose byte order is the Spanish alphabetical order: accents and case do not count, `ñ` follows `n`.
///
/// Punctuation counts as a space, so `Anco-Huallo` sorts as `Anco Huallo`. Equal keys need a tie-break of the caller.
pub fn sort_key(text: &str) -> String {
    // '~' is greater than every ASCII letter and digit: "n~" sorts after "nz" and before "o".
    let folded = fold_with(text, "n~");
    let spaced: String = folded
        .chars()
        .map(|c| {
            if c == '~' || !c.is_ascii_punctuation() {
                c
            } else {
                ' '
            }
        })
        .collect();
    collapse(&spaced)
}

/// Collapses runs of white space into one space and trims; case and accents stay.
pub fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn fold_with(text: &str, enye: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().flat_map(char::to_lowercase).peekable();
    while let Some(c) = chars.next() {
        // A literal tilde would be read as the mark of `ñ` in sort keys.
        if c == '~' {
            out.push(' ');
            continue;
        }
        if c == 'ñ' || (c == 'n' && chars.peek() == Some(&'\u{303}')) {
            out.push_str(enye);
            continue;
        }
        match level(c) {
            Folded::Same => out.push(c),
            Folded::Ascii(replacement) => out.push_str(replacement),
            Folded::Dropped => {}
            Folded::Space => out.push(' '),
        }
    }
    collapse(&out)
}

/// What becomes of a lower-case character. Latin-1 and Latin Extended-A, which hold every letter of Spanish, Quechua,
/// Aymara and of the surnames of immigrants; other scripts stand as they are.
fn level(c: char) -> Folded {
    let ascii = match c {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' | 'ā' | 'ă' | 'ą' | 'ª' => "a",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'é' | 'è' | 'ê' | 'ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'í' | 'ì' | 'î' | 'ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => "i",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'º' => "o",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ţ' | 'ť' | 'ŧ' | 'ț' => "t",
        'ú' | 'ù' | 'û' | 'ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        'æ' => "ae",
        'œ' => "oe",
        'ß' => "ss",
        'þ' => "th",
        '’' | '‘' | '´' | '`' | 'ʼ' => "'",
        '‐' | '‑' | '‒' | '–' | '—' | '−' => "-",
        '“' | '”' | '«' | '»' => "\"",
        '\u{0300}'..='\u{036f}' | '\u{00ad}' | '\u{200b}'..='\u{200f}' => return Folded::Dropped,
        '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => return Folded::Dropped,
        _ if c.is_control() || c.is_whitespace() => return Folded::Space,
        _ => return Folded::Same,
    };
    Folded::Ascii(ascii)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_name_is_found_however_it_is_typed() {
        for typed in [
            "PEÑA núñez",
            "Pen\u{303}a Nu\u{301}n\u{303}ez",
            " pena\u{a0}\tnunez ",
            "\u{200e}Peña  Núñez",
        ] {
            assert_eq!(fold(typed), "pena nunez", "{typed:?}");
        }
        assert_eq!(fold("O’Higgins"), fold("O'Higgins"));
    }

    #[test]
    fn spanish_names_sort_as_in_a_spanish_dictionary() {
        let mut names = vec![
            "Ñahuimpuquio",
            "Oyón",
            "Nuñoa",
            "Nunoa",
            "Zúñiga",
            "Áncash",
            "Anco-Huallo",
            "nazca",
        ];
        names.sort_by_key(|name| sort_key(name));
        assert_eq!(
            names,
            [
                "Áncash",
                "Anco-Huallo",
                "nazca",
                "Nunoa",
                "Nuñoa",
                "Ñahuimpuquio",
                "Oyón",
                "Zúñiga"
            ]
        );
    }

    #[test]
    fn text_without_letters_folds_to_nothing() {
        assert_eq!(fold("\u{301}\u{200b} \n"), "");
        assert_eq!(sort_key(" -- ~ "), "");
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,40}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn case_and_outer_spaces_never_matter(text in "[a-zA-ZáéíóúüñÁÉÍÓÚÜÑ ]{0,40}") {
            prop_assert_eq!(fold(&text.to_uppercase()), fold(&text));
            prop_assert_eq!(fold(&format!("  {text}\t")), fold(&text));
            prop_assert!(fold(&text).is_ascii());
        }
    }
}
