//! The locale files agree with each other.

use std::collections::{BTreeMap, BTreeSet};

use super::*;

fn locale(json: &str) -> BTreeMap<String, String> {
    serde_json::from_str(json).unwrap()
}

fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{')
        .skip(1)
        .filter_map(|rest| rest.split('}').next())
        .collect()
}

#[test]
fn drafts_know_no_key_that_spanish_does_not_know_and_keep_its_placeholders() {
    let es = locale(include_str!("../../locales/es.json"));
    let drafts = [
        include_str!("../../locales/qu.json"),
        include_str!("../../locales/en.json"),
    ];
    for draft in drafts {
        for (key, text) in locale(draft) {
            let spanish = es
                .get(&key)
                .unwrap_or_else(|| panic!("{key} is not in es.json"));
            assert_eq!(placeholders(&text), placeholders(spanish), "{key}");
            assert!(!text.trim().is_empty(), "{key}");
        }
    }
}

#[test]
fn a_text_without_translation_is_shown_in_spanish() {
    let unknown = Text {
        id: 1,
        es: "Hola, {name}",
    };
    set_lang(Lang::Qu);
    let shown = unknown.with(&[("name", "Rosa")]);
    set_lang(Lang::Es);
    assert_eq!(shown, "Hola, Rosa");
}

#[test]
fn one_and_many_are_worded_differently() {
    assert_eq!(
        plural(1, t::DIRECTORY_COUNT_ONE, t::DIRECTORY_COUNT_MANY),
        "1 municipalidad"
    );
    assert_eq!(
        plural(1891, t::DIRECTORY_COUNT_ONE, t::DIRECTORY_COUNT_MANY),
        "1,891 municipalidades"
    );
}
