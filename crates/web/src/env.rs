//! What surrounds a page on either side: the boot facts, the answers it arrived with, and what it asked for.
//!
//! Rendering on the server is synchronous and stays on its thread, so each rendering has this for itself; in the
//! browser there is one page. Nothing here is shared between threads.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use crate::page::PageMeta;

/// Facts the server tells the app when it starts; the JSON block `munica-boot`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Boot {
    /// Served address of each asset by its logical name: `portal.css` → `/assets/portal-3f9a….css`.
    #[serde(default)]
    pub assets: BTreeMap<String, String>,
    /// Language code of the page: `es`, `qu`, `en`.
    #[serde(default)]
    pub lang: String,
    /// The municipality whose own domain this is; its pages then stand at `/…`.
    #[serde(default)]
    pub host_tenant: Option<String>,
    /// Origin for absolute addresses: `https://munica.example`.
    #[serde(default)]
    pub origin: String,
    /// Whether this installation shows invented data.
    #[serde(default)]
    pub demo: bool,
}

/// An answer of the API that travels in the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// The body as the API wrote it: the entity, or a problem document.
    pub body: String,
}

/// Answers by API address (path and query, exactly as asked for); the JSON block `munica-data`.
pub type DataBlock = BTreeMap<String, Answer>;

#[derive(Default)]
struct Env {
    boot: Rc<Boot>,
    data: DataBlock,
    #[cfg(feature = "csr")]
    loaded_at: String,
    #[cfg(feature = "ssr")]
    needs: Vec<String>,
    #[cfg(feature = "ssr")]
    meta: PageMeta,
}

thread_local! {
    static ENV: RefCell<Env> = RefCell::default();
}

/// The boot facts of the page.
pub fn boot() -> Rc<Boot> {
    ENV.with_borrow(|env| Rc::clone(&env.boot))
}

/// Starts the page: once in the browser, once per rendering on the server.
pub(crate) fn start(boot: Boot, data: DataBlock) {
    crate::i18n::set_lang(crate::i18n::Lang::from_code(&boot.lang).unwrap_or_default());
    ENV.set(Env {
        boot: Rc::new(boot),
        data,
        #[cfg(feature = "csr")]
        loaded_at: here(),
        #[cfg(feature = "ssr")]
        needs: Vec::new(),
        #[cfg(feature = "ssr")]
        meta: PageMeta::default(),
    });
}

/// The path that the browser shows.
#[cfg(feature = "csr")]
fn here() -> String {
    let location = leptos::prelude::window().location();
    location.pathname().unwrap_or_default()
}

/// Whether the browser shows the path that the app was loaded at: then the server chose this app for it.
#[cfg(feature = "csr")]
pub(crate) fn is_where_loaded() -> bool {
    ENV.with_borrow(|env| env.loaded_at == here())
}

/// The answer that came with the page. The browser uses each once: the second time it asks the API.
#[cfg(feature = "csr")]
pub(crate) fn take_answer(path: &str) -> Option<Answer> {
    ENV.with_borrow_mut(|env| env.data.remove(path))
}

/// The answer the server was given; a missing one is noted as a need.
#[cfg(feature = "ssr")]
pub(crate) fn take_answer(path: &str) -> Option<Answer> {
    ENV.with_borrow_mut(|env| {
        let answer = env.data.get(path).cloned();
        if answer.is_none() && !env.needs.iter().any(|need| need == path) {
            env.needs.push(path.to_owned());
        }
        answer
    })
}

/// What the page says about itself; the last word counts.
#[cfg(feature = "ssr")]
pub(crate) fn set_meta(meta: PageMeta) {
    ENV.with_borrow_mut(|env| env.meta = meta);
}

/// Ends a rendering: what the page says about itself, and what it still needs. Nothing of it stays on the thread.
#[cfg(feature = "ssr")]
pub(crate) fn finish() -> (PageMeta, Vec<String>) {
    crate::i18n::set_lang(crate::i18n::Lang::Es);
    let env = ENV.take();
    (env.meta, env.needs)
}
