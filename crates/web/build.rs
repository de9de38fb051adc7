//! Turns `locales/*.json` into constants, so that a text that does not exist is a compile error.
//!
//! `es.json` is complete and decides which keys there are; the other languages are tables for the server. Browsers
//! fetch another language as a file, so a Spanish page never carries it.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::{self, Write as _};
use std::path::Path;
use std::{env, fs};

use serde::de::{Deserializer, MapAccess, Visitor};

#[path = "src/i18n/hash.rs"]
mod hash;

use hash::text_id;

type Texts = BTreeMap<String, String>;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rerun-if-changed=src/i18n/hash.rs");
    let es = read("locales/es.json")?;
    let mut out = constants(&es)?;
    for lang in ["qu", "en"] {
        out.push_str(&table(lang, &read(&format!("locales/{lang}.json"))?)?);
    }
    fs::write(Path::new(&env::var("OUT_DIR")?).join("texts.rs"), out)?;
    Ok(())
}

/// `pub mod t { pub const HOME_TITLE: Text = … }`
fn constants(es: &Texts) -> Result<String, Box<dyn Error>> {
    let mut ids = BTreeMap::new();
    let mut out = String::from("/// Every text, in Spanish.\npub mod t {\n    use super::Text;\n");
    for (key, text) in es {
        if let Some(other) = ids.insert(text_id(key), key) {
            return Err(format!(
                "locales: the keys {other} and {key} have the same id, rename one"
            )
            .into());
        }
        writeln!(
            out,
            "    /// {}\n    pub const {}: Text = Text {{ id: {}, es: {text:?} }};",
            text.replace(['[', ']', '<', '>', '`'], "'")
                .replace('\n', " "),
            key.replace('.', "_").to_uppercase(),
            text_id(key),
        )?;
    }
    out.push_str("}\n");
    Ok(out)
}

/// A table sorted by id, for the server only.
fn table(lang: &str, texts: &Texts) -> Result<String, Box<dyn Error>> {
    let by_id: BTreeMap<u32, &String> = texts
        .iter()
        .map(|(key, text)| (text_id(key), text))
        .collect();
    let mut out = format!(
        "#[cfg(feature = \"ssr\")]\npub(super) static {}: &[(u32, &str)] = &[\n",
        lang.to_uppercase()
    );
    for (id, text) in by_id {
        writeln!(out, "    ({id}, {text:?}),")?;
    }
    out.push_str("];\n");
    Ok(out)
}

fn read(file: &str) -> Result<Texts, Box<dyn Error>> {
    let text = fs::read_to_string(file)?;
    let mut de = serde_json::Deserializer::from_str(&text);
    let texts = de
        .deserialize_map(OnceOnly)
        .map_err(|error| format!("{file}: {error}"))?;
    de.end().map_err(|error| format!("{file}: {error}"))?;
    if let Some(key) = texts.keys().find(|key| !well_formed(key)) {
        return Err(
            format!("{file}: {key:?} is not a key: lower case words joined by dots").into(),
        );
    }
    Ok(texts)
}

fn well_formed(key: &str) -> bool {
    key.contains('.')
        && key.split('.').all(|part| {
            part.starts_with(|c: char| c.is_ascii_lowercase())
                && part
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        })
}

/// Reads a flat object and refuses a key that stands there twice, which JSON readers otherwise swallow.
struct OnceOnly;

impl<'de> Visitor<'de> for OnceOnly {
    type Value = Texts;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a flat object of texts")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Texts, A::Error> {
        let mut texts = Texts::new();
        while let Some((key, text)) = map.next_entry::<String, String>()? {
            if texts.insert(key.clone(), text).is_some() {
                return Err(serde::de::Error::custom(format!(
                    "the key {key} stands there twice"
                )));
            }
        }
        Ok(texts)
    }
}
