//! Texts that nobody reads any more: a key of the Spanish locale that no source names.

use std::collections::BTreeSet;

use crate::tidy::{Finding, Source};

/// The locale that decides which keys there are.
pub(super) const LOCALE: &str = "crates/web/locales/es.json";

/// The texts that a Rust source names: `HOME_TITLE` of `t::HOME_TITLE`.
pub(super) fn named<'a>(source: &Source<'a>) -> impl Iterator<Item = &'a str> + use<'a> {
    let rust = source.extension() == "rs";
    source
        .text
        .split("t::")
        .skip(1)
        .map(|rest| {
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
            rest.get(..end.unwrap_or(rest.len())).unwrap_or_default()
        })
        .filter(move |name| rust && name.starts_with(|c: char| c.is_ascii_uppercase()))
}

/// Finds the keys of the locale that stand in no source.
pub(super) fn unused(locale: &Source, named: &BTreeSet<String>) -> Vec<Finding> {
    let key = |line: &str| {
        let (key, _) = line.trim().strip_prefix('"')?.split_once("\":")?;
        let constant = key.replace('.', "_").to_uppercase();
        (!named.contains(&constant)).then(|| key.to_owned())
    };
    locale
        .lines()
        .filter_map(|(number, line)| Some((number, key(line)?)))
        .map(|(number, key)| Finding::error(number, format!("no source names the text {key}")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_no_source_names_is_found_by_its_line() {
        let source = |path, text| Source { path, text };
        let page = "view! { {t::HOME_TITLE.s()} <p>{t::HOME_LEAD}</p> } // t::of a word";
        let rust = source("crates/web/src/home.rs", page);
        let named: BTreeSet<String> = named(&rust).map(str::to_owned).collect();
        assert_eq!(
            named.iter().collect::<Vec<_>>(),
            ["HOME_LEAD", "HOME_TITLE"]
        );
        let texts = "{\n  \"home.title\": \"Inicio\",\n  \"home.old\": \"Antes\"\n}\n";
        let found = unused(&source(LOCALE, texts), &named);
        assert_eq!(
            found,
            [Finding::error(3, "no source names the text home.old")]
        );
    }

    #[test]
    fn only_sources_name_texts() {
        let page = Source {
            path: "docs/style.md",
            text: "`t::HOME_TITLE`",
        };
        assert_eq!(named(&page).count(), 0);
    }
}
