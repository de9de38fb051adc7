//! Starts an app: reads the blocks of the page, sets the language, mounts, and takes the place of the server's content.

use std::collections::HashMap;

use leptos::prelude::*;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;

use super::takeover;
use crate::env::{self, Boot, DataBlock};
use crate::i18n::{self, Lang};
use crate::page::asset;

/// Starts an app in the element `#app`.
pub fn start<V: IntoView + 'static>(app: fn() -> V) {
    console_error_panic_hook::set_once();
    let boot: Boot = block("munica-boot").unwrap_or_default();
    let data: DataBlock = block("munica-data").unwrap_or_default();
    let lang = Lang::from_code(&boot.lang).unwrap_or_default();
    env::start(boot, data);
    if lang == Lang::Es {
        mount(app);
        return;
    }
    // Not by Leptos: it has no executor before something is mounted.
    spawn_local(async move {
        // Without its file the page stays in Spanish, which is complete.
        if let Some(texts) = texts(lang).await {
            i18n::load(texts);
        }
        mount(app);
    });
}

async fn texts(lang: Lang) -> Option<HashMap<String, String>> {
    crate::fetch::asset_json(&asset(&format!("locales/{}.json", lang.code()))).await
}

/// A JSON block of the page.
fn block<T: DeserializeOwned>(id: &str) -> Option<T> {
    let text = document().get_element_by_id(id)?.text_content()?;
    serde_json::from_str(&text).ok()
}

/// Builds the app beside the page, then puts it in the place of what the server wrote, in one step.
fn mount<V: IntoView + 'static>(app: fn() -> V) {
    let document = document();
    let Some(fresh) = document
        .create_element("div")
        .ok()
        .and_then(|div| div.dyn_into::<web_sys::HtmlElement>().ok())
    else {
        return;
    };
    fresh.set_id("app");
    let handle = leptos::mount::mount_to(fresh.clone(), app);
    match document.get_element_by_id("app") {
        Some(old) => takeover::replace(&old, &fresh),
        None => drop(document.body().map(|body| body.append_child(&fresh))),
    }
    handle.forget();
}
