//! Language and theme of a page: asked for in the address (and then remembered), else remembered in a cookie.

use crate::i18n::Lang;

/// What a person prefers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preferences {
    /// Language of the page.
    pub lang: Lang,
    /// `light`, `dark` or `auto`.
    pub theme: &'static str,
    /// Values of `Set-Cookie` that remember what was just chosen.
    pub set_cookies: Vec<String>,
}

/// Reads the preferences from the query and the `Cookie` header.
pub fn preferences(query: &str, cookies: &str) -> Preferences {
    let asked_lang = value(query, '&', "lang").and_then(Lang::from_code);
    let asked_theme = value(query, '&', "theme").and_then(theme);
    let remembered = asked_lang.map(|lang| cookie("lang", lang.code()));
    let set_cookies = remembered
        .into_iter()
        .chain(asked_theme.map(|theme| cookie("theme", theme)))
        .collect();
    Preferences {
        lang: asked_lang
            .or_else(|| value(cookies, ';', "lang").and_then(Lang::from_code))
            .unwrap_or_default(),
        theme: asked_theme
            .or_else(|| value(cookies, ';', "theme").and_then(theme))
            .unwrap_or("auto"),
        set_cookies,
    }
}

fn value<'a>(pairs: &'a str, separator: char, name: &str) -> Option<&'a str> {
    pairs
        .split(separator)
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

fn theme(code: &str) -> Option<&'static str> {
    ["auto", "light", "dark"]
        .into_iter()
        .find(|known| *known == code)
}

fn cookie(name: &str, value: &str) -> String {
    format!("{name}={value}; Path=/; Max-Age=31536000; SameSite=Lax")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_address_asks_wins_and_is_remembered() {
        let chosen = preferences("q=x&lang=qu", "theme=dark; lang=en");
        assert_eq!((chosen.lang, chosen.theme), (Lang::Qu, "dark"));
        assert_eq!(
            chosen.set_cookies,
            ["lang=qu; Path=/; Max-Age=31536000; SameSite=Lax"]
        );
    }

    #[test]
    fn values_nobody_offers_are_ignored() {
        let chosen = preferences("lang=xx&theme=%0d%0a", "lang=<script>");
        assert_eq!((chosen.lang, chosen.theme), (Lang::Es, "auto"));
        assert!(chosen.set_cookies.is_empty());
    }
}
