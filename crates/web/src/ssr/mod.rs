//! The first content of a public page, written on the server with the browser's own components.
//!
//! Rendering is synchronous, does no IO, and stays on the calling thread. It reports which API addresses it asked for;
//! the caller answers them and renders again until nothing is missing.

mod document;
mod preferences;

pub use document::{DocumentParts, document, json_block};
pub use preferences::{Preferences, preferences};

use leptos::prelude::*;
use leptos::reactive::owner::Owner;
use leptos::tachys::view::RenderHtml;
use leptos_router::location::RequestUrl;

use crate::env::{self, Boot, DataBlock};
use crate::page::PageMeta;
use crate::portal_app::PortalApp;

/// What is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageRequest {
    /// Path and query as they stand in the request line: `/m/munipiura?x=1`.
    pub path_and_query: String,
    /// The facts the page starts with.
    pub boot: Boot,
}

/// A rendering.
#[derive(Clone, Debug, PartialEq)]
pub struct Rendered {
    /// The content of `#app`.
    pub body_html: String,
    /// What the page says about itself; its `status` is the document's.
    pub meta: PageMeta,
    /// API addresses that were asked for and not in the block. Empty when the page is complete.
    pub needs: Vec<String>,
}

/// Renders a page of the public app with the answers that are there.
pub fn render(request: &PageRequest, data: &DataBlock) -> Rendered {
    env::start(request.boot.clone(), data.clone());
    let cleanup = Finish;
    let owner = Owner::new_root(None);
    let html = owner.with(|| {
        provide_context(RequestUrl::new(&request.path_and_query));
        PortalApp().to_html()
    });
    owner.unset_with_forced_cleanup();
    let (meta, needs) = env::finish();
    drop(cleanup);
    // The markers between texts serve hydration, which does not happen here: the app replaces this content.
    Rendered {
        body_html: html.replace("<!>", ""),
        meta,
        needs,
    }
}

/// Leaves nothing of a rendering on the thread, also when it panicked.
struct Finish;

impl Drop for Finish {
    fn drop(&mut self) {
        drop(env::finish());
    }
}

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
