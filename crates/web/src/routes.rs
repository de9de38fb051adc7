//! Pages by address: a table of patterns and views, matched the same way on both sides.
//!
//! `leptos_router` keeps the address (history, links, query); which page stands there is looked up in a table, because
//! the same tenant pages stand under `/m/{slug}/` and at the root of a tenant's own domain.

use leptos::prelude::*;
use leptos_router::location::{LocationProvider, Url};

/// A page: where it stands and what it shows.
pub struct Page {
    /// Pattern of the address: `/verificar/{code}`.
    pub path: &'static str,
    /// Draws it.
    pub view: fn(&Params) -> AnyView,
}

/// Tables of pages, looked through in their order.
pub type Tables = &'static [&'static [Page]];

/// The values that stand in the address, decoded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Params(Vec<(&'static str, String)>);

impl Params {
    /// The value of `{name}`; empty when the pattern has none.
    pub fn get(&self, name: &str) -> String {
        self.0
            .iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value.clone())
            .unwrap_or_default()
    }
}

/// The values of a pattern in an address, or `None` when it does not fit. A slash at the end does not matter.
pub fn fit(pattern: &'static str, path: &str) -> Option<Params> {
    let mut params = Vec::new();
    let mut parts = path.trim_matches('/').split('/');
    for expected in pattern.trim_matches('/').split('/') {
        let part = parts.next()?;
        match expected
            .strip_prefix('{')
            .and_then(|name| name.strip_suffix('}'))
        {
            Some(_) if part.is_empty() => return None,
            Some(name) => params.push((name, Url::unescape(part))),
            None if part == expected => {}
            None => return None,
        }
    }
    parts.next().is_none().then_some(Params(params))
}

/// The page that stands at an address, by its index over all tables.
pub fn find(tables: Tables, path: &str) -> Option<(usize, Params)> {
    let pages = tables.iter().copied().flatten().enumerate();
    pages
        .into_iter()
        .find_map(|(index, page)| Some((index, fit(page.path, path)?)))
}

/// Shows the page that stands at the address, and draws it anew when the address leads to another.
pub fn screen(
    tables: Tables,
    path: impl Fn() -> String + Send + Sync + 'static,
    not_found: fn() -> AnyView,
) -> impl IntoView {
    let found = Memo::new(move |_| find(tables, &path()));
    move || match found.get().and_then(|(index, params)| {
        let page = tables.iter().copied().flatten().nth(index)?;
        Some((page, params))
    }) {
        Some((page, params)) => (page.view)(&params),
        None => not_found(),
    }
}

/// Tells the router that each address was reached, closes the menus and puts the focus on the new page's heading, as a
/// page load would.
pub fn arrivals() {
    let path = leptos_router::hooks::use_location().pathname;
    let browser = use_context::<leptos_router::location::BrowserUrl>();
    Effect::new(move |before: Option<()>| {
        path.track();
        if let Some(browser) = &browser {
            browser.ready_to_complete();
        }
        if before.is_some() {
            request_animation_frame(show_arrival);
        }
    });
}

fn show_arrival() {
    use wasm_bindgen::JsCast;
    let document = document();
    if let Ok(menus) = document.query_selector_all("details[data-menu][open]") {
        for menu in
            (0..menus.length()).filter_map(|at| menus.item(at)?.dyn_into::<web_sys::Element>().ok())
        {
            drop(menu.remove_attribute("open"));
        }
    }
    let heading = document.query_selector("main h1").ok().flatten();
    let target = heading.or_else(|| document.get_element_by_id("main"));
    if let Some(element) =
        target.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok())
    {
        let quietly = web_sys::FocusOptions::new();
        quietly.set_prevent_scroll(true);
        drop(element.focus_with_options(&quietly));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The browser tests look at each page of this list, and say which they missed.
    #[test]
    #[cfg(feature = "ssr")]
    fn the_list_of_pages_is_that_of_the_apps() {
        let platform = crate::portal_app::platform_paths().map(str::to_owned);
        let tenant = crate::portal_app::tenant_paths();
        let tenant = tenant.map(|path| format!("/m/{{slug}}{}", path.trim_end_matches('/')));
        let staff = crate::admin_app::staff_paths().map(str::to_owned);
        let pages: Vec<_> = platform.chain(tenant).chain(staff).collect();
        let list = serde_json::to_string_pretty(&pages).unwrap() + "\n";
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../e2e/pages.json");
        if std::env::var_os("UPDATE_PAGES").is_some() {
            std::fs::write(file, &list).unwrap();
        }
        let written = std::fs::read_to_string(file).unwrap_or_default();
        assert_eq!(
            written, list,
            "UPDATE_PAGES=1 cargo test -p web the_list_of_pages"
        );
    }

    #[test]
    fn an_address_fits_a_pattern_by_whole_segments() {
        assert!(fit("/", "/").is_some());
        assert!(fit("/acerca", "/acerca/").is_some());
        assert!(fit("/acerca", "/acerca/mas").is_none());
        assert!(fit("/verificar/{code}", "/verificar/").is_none());
        assert!(fit("/verificar/{code}", "/verificar").is_none());
    }

    #[test]
    fn values_of_an_address_are_decoded() {
        let params = fit("/paginas/{page}", "/paginas/rese%C3%B1a").unwrap();
        assert_eq!(params.get("page"), "reseña");
        assert_eq!(params.get("other"), "");
    }
}
