//! What a page says about itself to browsers, search engines and networks.

use serde_json::Value;
use shared::features::portal::{PortalMode, PortalPublic};

use crate::env;
use crate::i18n::{lang, t};

/// Title, description and the rest of a page's head.
#[derive(Clone, Debug, PartialEq)]
pub struct PageMeta {
    /// What the page is, without the site's name.
    pub title: String,
    /// One or two sentences for a list of results.
    pub description: String,
    /// The one address of this content, without origin; `None` for pages that have none.
    pub canonical: Option<String>,
    /// For search engines: `index,follow` or `noindex`.
    pub robots: &'static str,
    /// The picture that networks show.
    pub og_image: Option<String>,
    /// Structured data (schema.org).
    pub json_ld: Option<Value>,
    /// HTTP status of the document.
    pub status: u16,
    /// Language of the document (BCP 47).
    pub lang: &'static str,
    /// Whose page it is: appended to the title.
    pub site: String,
}

impl Default for PageMeta {
    fn default() -> Self {
        Self {
            title: String::new(),
            description: String::new(),
            canonical: None,
            robots: "index,follow",
            og_image: None,
            json_ld: None,
            status: 200,
            lang: lang().page_tag(),
            site: t::SITE_NAME.s().to_owned(),
        }
    }
}

impl PageMeta {
    /// A page with title and description.
    pub fn new(title: impl Into<String>, description: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            description: description.into(),
            ..Self::default()
        }
    }

    /// With the address under which this content is known.
    #[must_use]
    pub fn at(mut self, canonical: impl Into<String>) -> Self {
        self.canonical = Some(canonical.into());
        self
    }

    /// As a page of this portal. Search engines leave alone what its municipality does not answer for.
    #[must_use]
    pub fn of(mut self, portal: &PortalPublic) -> Self {
        self.site.clone_from(&portal.name);
        let arms = portal.coat_of_arms.as_ref();
        self.og_image = arms.map(|image| image.url.clone());
        if portal.mode != PortalMode::Official || !portal.status.has_portal() {
            self.robots = "noindex";
        }
        self
    }

    /// As a page that is not there, or not for search engines.
    #[must_use]
    pub fn hidden(mut self, status: u16) -> Self {
        self.status = status;
        self.robots = "noindex";
        self
    }

    /// The text of `<title>`.
    pub fn full_title(&self) -> String {
        match (self.title.as_str(), self.site.as_str()) {
            ("", site) => site.to_owned(),
            (title, site) if title == site || site.is_empty() => title.to_owned(),
            (title, site) => format!("{title} – {site}"),
        }
    }
}

/// Says what the page is; followed when signals inside change. A page calls it once.
#[cfg(feature = "ssr")]
pub fn set_page(meta: impl Fn() -> PageMeta + 'static) {
    env::set_meta(leptos::prelude::untrack(meta));
}

/// Says what the page is; followed when signals inside change. A page calls it once.
#[cfg(feature = "csr")]
pub fn set_page(meta: impl Fn() -> PageMeta + 'static) {
    use leptos::prelude::{Effect, document};
    Effect::new(move |_| {
        let meta = meta();
        let document = document();
        document.set_title(&meta.full_title());
        if let Ok(Some(tag)) = document.query_selector("meta[name=description]") {
            // An attribute that cannot be set only leaves the old description.
            drop(tag.set_attribute("content", &meta.description));
        }
    });
}

/// The served address of an asset by its logical name; the name itself under `/assets/` when the manifest is silent.
pub fn asset(name: &str) -> String {
    env::boot()
        .assets
        .get(name)
        .cloned()
        .unwrap_or_else(|| format!("/assets/{name}"))
}
