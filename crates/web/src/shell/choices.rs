//! Language and light or dark. Both are plain links (`?lang=`, `?theme=`) that the server answers with a cookie, so
//! they work without script; with script the theme changes at once.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::i18n::{Lang, Text, frame_tag, lang, t};

/// The themes and their codes.
const THEMES: [(&str, Text); 3] = [
    ("auto", t::THEME_AUTO),
    ("light", t::THEME_LIGHT),
    ("dark", t::THEME_DARK),
];

/// The choice of language.
pub(super) fn languages() -> AnyView {
    let query = use_query_map();
    let links = Lang::ALL.map(|choice| {
        // What was searched for is kept.
        let href = move || {
            let mut query = query.get();
            query.replace("lang", choice.code().to_owned());
            query.to_query_string()
        };
        let current = (choice == lang()).then_some("true");
        view! {
            <li>
                <a href=href rel="external nofollow" hreflang=choice.tag() aria-current=current>
                    <span lang=choice.tag()>{choice.label()}</span>
                </a>
            </li>
        }
    });
    view! {
        <nav class="choices" lang=frame_tag() aria-label=t::SHELL_LANGUAGE.s()>
            <ul role="list" class="l-cluster">{links.collect_view()}</ul>
        </nav>
    }
    .into_any()
}

/// The choice of light or dark.
pub(super) fn themes() -> AnyView {
    let links = THEMES.map(|(code, label)| {
        view! {
            <li>
                <a
                    href=format!("?theme={code}")
                    rel="external nofollow"
                    on:click=move |event| {
                        event.prevent_default();
                        choose(code);
                    }
                >
                    {label.s()}
                </a>
            </li>
        }
    });
    view! {
        <nav class="choices" lang=frame_tag() aria-label=t::SHELL_THEME.s()>
            <ul role="list" class="l-cluster">{links.collect_view()}</ul>
        </nav>
    }
    .into_any()
}

/// Shows the theme now and remembers it for a year in a cookie the server reads. The worst outcome of a refusing
/// browser is that the page looks as before.
fn choose(code: &str) {
    use wasm_bindgen::JsCast;
    let document = document();
    if let Some(root) = document.document_element() {
        drop(root.set_attribute("data-theme", code));
    }
    if let Ok(document) = document.dyn_into::<web_sys::HtmlDocument>() {
        drop(document.set_cookie(&format!(
            "theme={code}; Path=/; Max-Age=31536000; SameSite=Lax"
        )));
    }
}
