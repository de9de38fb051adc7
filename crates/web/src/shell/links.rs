//! Addresses and the links they make: one page stands at different places on the platform's host and on a municipality's own domain.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use crate::env;
use crate::format::address;

/// The address of a page of a municipality: `/m/munipiura/acerca`, or `/acerca` on its own domain.
pub fn tenant_path(slug: &str, rest: &str) -> String {
    let rest = rest.trim_start_matches('/');
    let prefix = match env::boot().host_tenant.as_deref() {
        Some(host) if host == slug => String::new(),
        _ => format!("/m/{slug}"),
    };
    match (prefix.as_str(), rest) {
        ("", rest) => format!("/{rest}"),
        (prefix, "") => prefix.to_owned(),
        (prefix, rest) => format!("{prefix}/{rest}"),
    }
}

/// The address of a page of the platform, also from a municipality's own domain.
pub fn platform_path(path: &str) -> String {
    let boot = env::boot();
    match boot.host_tenant {
        Some(_) => format!("{}{path}", boot.origin),
        None => path.to_owned(),
    }
}

/// What a search box does with script: goes where its plain GET form would go, without loading the page anew.
pub fn search_at(action: &str, typed: RwSignal<String>) -> impl Fn(()) + Clone + use<> {
    let (navigate, action) = (use_navigate(), action.to_owned());
    move |()| {
        let to = address(&action, &[("q", typed.get_untracked().trim())]);
        navigate(&to, NavigateOptions::default());
    }
}

/// Whether a link leaves the app, so that the browser itself must follow it.
pub fn external(href: &str) -> bool {
    const OTHERS: [&str; 5] = ["/admin", "/api/", "/docs", "/files/", "/openapi"];
    !href.starts_with('/')
        || href.starts_with("//")
        || OTHERS.iter().any(|prefix| href.starts_with(prefix))
}

/// A number to call, which stays on one line.
pub fn phone_link(phone: String) -> AnyView {
    let href = format!("tel:{}", phone.replace(' ', ""));
    view! { <a href=href>{phone.replace(' ', "\u{a0}")}</a> }.into_any()
}
