//! Texts by key. Spanish is complete and compiled in; the other languages are drafts and fall back to Spanish text by
//! text. The language is decided once per page load; changing it loads the page again.

mod hash;
mod texts {
    //! Generated from `locales/` at build time.
    use super::Text;
    include!(concat!(env!("OUT_DIR"), "/texts.rs"));
}

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

pub use texts::t;

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    /// Spanish of Peru: complete.
    #[default]
    Es,
    /// Quechua: a draft.
    Qu,
    /// English: a draft.
    En,
}

impl Lang {
    /// Every language, the complete one first.
    pub const ALL: [Self; 3] = [Self::Es, Self::Qu, Self::En];

    /// The code in `?lang=`, in the cookie and in asset names.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Es => "es",
            Self::Qu => "qu",
            Self::En => "en",
        }
    }

    /// The value of `<html lang>`: the language most of a page is in. The Quechua draft covers the frame of the pages
    /// only, which carries [`Lang::tag`] itself.
    pub const fn page_tag(self) -> &'static str {
        match self {
            Self::Es | Self::Qu => Self::Es.tag(),
            Self::En => self.tag(),
        }
    }

    /// The language of texts by key where the draft has them all (BCP 47).
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Es => "es-PE",
            Self::Qu => "qu",
            Self::En => "en",
        }
    }

    /// Its own name, with a mark while nobody has reviewed it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Es => "Español",
            Self::Qu => "Runasimi (borrador)",
            Self::En => "English (draft)",
        }
    }

    /// The language with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lang| lang.code() == code)
    }
}

/// A text a person reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    id: u32,
    es: &'static str,
}

impl Text {
    /// The text in the language of the page.
    pub fn s(self) -> &'static str {
        translated(self.id).unwrap_or(self.es)
    }

    /// The text with `{name}` replaced by its value.
    pub fn with(self, values: &[(&str, &str)]) -> String {
        values
            .iter()
            .fold(self.s().to_owned(), |text, (name, value)| {
                text.replace(&format!("{{{name}}}"), value)
            })
    }
}

/// The text for one or for many, with `{n}` replaced by the number.
pub fn plural(n: u64, one: Text, many: Text) -> String {
    let text = if n == 1 { one } else { many };
    text.with(&[("n", &crate::format::integer(n))])
}

thread_local! {
    static LANG: Cell<Lang> = const { Cell::new(Lang::Es) };
    static LOADED: RefCell<HashMap<u32, &'static str>> = RefCell::default();
}

/// The language of the page.
pub fn lang() -> Lang {
    LANG.get()
}

/// The `lang` of a part of the page that every draft covers, where it is not that of the page.
pub fn frame_tag() -> Option<&'static str> {
    let lang = lang();
    (lang.tag() != lang.page_tag()).then(|| lang.tag())
}

/// The `lang` of what municipalities and the platform wrote in Spanish, on a page that is in another language.
pub fn written_tag() -> Option<&'static str> {
    let spanish = Lang::Es.tag();
    (lang().page_tag() != spanish).then_some(spanish)
}

/// Sets the language of this thread's page: per rendering on the server, once in the browser.
pub fn set_lang(lang: Lang) {
    LANG.set(lang);
}

/// Takes in the texts of another language, as its file carries them. The texts live as long as the page.
pub fn load(texts: HashMap<String, String>) {
    LOADED.with_borrow_mut(|loaded| {
        loaded.extend(texts.into_iter().map(|(key, text)| {
            let text: &'static str = Box::leak(text.into_boxed_str());
            (hash::text_id(&key), text)
        }));
    });
}

fn translated(id: u32) -> Option<&'static str> {
    match lang() {
        Lang::Es => None,
        #[cfg(feature = "ssr")]
        Lang::Qu => find(texts::QU, id),
        #[cfg(feature = "ssr")]
        Lang::En => find(texts::EN, id),
        #[cfg(not(feature = "ssr"))]
        Lang::Qu | Lang::En => LOADED.with_borrow(|loaded| loaded.get(&id).copied()),
    }
}

#[cfg(feature = "ssr")]
fn find(table: &'static [(u32, &'static str)], id: u32) -> Option<&'static str> {
    let at = table.binary_search_by_key(&id, |(id, _)| *id).ok()?;
    table.get(at).map(|(_, text)| *text)
}

#[cfg(test)]
mod tests;
