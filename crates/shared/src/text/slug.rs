//! Stable names for addresses: ASCII, lower case, no spaces. Uniqueness is decided where the rows are.

use super::fold::fold;

/// The longest slug: it must also fit as one label of a domain name (RFC 1035, 63 octets).
pub const MAX_SLUG: usize = 63;

/// A general slug: words joined by hyphens. Empty when the text has no ASCII letter or digit.
///
/// ```
/// assert_eq!(shared::text::slug::slug("¿Qué es la UIT?"), "que-es-la-uit");
/// ```
pub fn slug(text: &str) -> String {
    let folded = fold(text);
    let words = folded
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>();
    cut(&words.join("-"))
}

/// The slug of a municipality from the name of its place: `muni` and the name without spaces, `ñ` as `n`.
///
/// `None` when nothing of the name is left.
///
/// ```
/// assert_eq!(shared::text::slug::municipality_slug("Los Baños del Inca").as_deref(), Some("munilosbanosdelinca"));
/// ```
pub fn municipality_slug(name: &str) -> Option<String> {
    let compact = compact(name);
    (!compact.is_empty()).then(|| cut(&format!("muni{compact}")))
}

/// The slug of a municipality whose name others bear too: the places around it follow, nearest first, as far as the
/// caller needs them to make it unique (`munisanjuan-huamanga`).
pub fn homonym_slug(name: &str, places: &[&str]) -> Option<String> {
    let mut slug = municipality_slug(name)?;
    for place in places
        .iter()
        .map(|place| compact(place))
        .filter(|place| !place.is_empty())
    {
        slug.push('-');
        slug.push_str(&place);
    }
    Some(cut(&slug))
}

fn compact(name: &str) -> String {
    fold(name)
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect()
}

fn cut(slug: &str) -> String {
    slug.chars()
        .take(MAX_SLUG)
        .collect::<String>()
        .trim_end_matches('-')
        .to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn municipalities_get_the_names_of_their_domains() {
        for (name, expected) in [
            ("Piura", "munipiura"),
            ("San Martín de Porres", "munisanmartindeporres"),
            ("Nuñoa", "muninunoa"),
            ("Anco-Huallo", "muniancohuallo"),
        ] {
            assert_eq!(municipality_slug(name).as_deref(), Some(expected));
        }
        assert_eq!(municipality_slug(" — "), None);
    }

    #[test]
    fn homonyms_carry_their_province_and_more_only_where_needed() {
        assert_eq!(
            homonym_slug("San Juan", &["Lucanas"]).as_deref(),
            Some("munisanjuan-lucanas")
        );
        assert_eq!(
            homonym_slug("Yauyos", &["Jauja", "Junín"]).as_deref(),
            Some("muniyauyos-jauja-junin")
        );
        assert_eq!(homonym_slug("San Juan", &[]), municipality_slug("San Juan"));
    }

    #[test]
    fn long_names_are_cut_without_a_dangling_hyphen() {
        let long = format!("{} b", "a".repeat(62));
        assert_eq!(slug(&long), "a".repeat(62));
        let district = homonym_slug("Coronel Gregorio Albarracín Lanchipa", &["Tacna"]);
        assert_eq!(
            district.as_deref(),
            Some("municoronelgregorioalbarracinlanchipa-tacna")
        );
    }

    /// Whether a text can be a slug: 1 to 63 of `a-z`, `0-9` and single inner hyphens.
    fn is_slug(text: &str) -> bool {
        !text.is_empty() && slug(text) == text
    }

    proptest! {
        #[test]
        fn every_slug_is_a_slug_and_its_own_slug(text in "\\PC{0,90}") {
            let made = slug(&text);
            prop_assert!(made.is_empty() || is_slug(&made));
            prop_assert!(made.len() <= MAX_SLUG);
            if let Some(made) = municipality_slug(&text) {
                prop_assert!(made.starts_with("muni") && is_slug(&made));
            }
        }
    }
}
