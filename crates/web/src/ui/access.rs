//! For those who do not see the page or do not use a pointer.

use leptos::prelude::*;

use crate::i18n::t;

/// The first thing Tab reaches: past the header, to the content.
#[component]
pub fn SkipLink(
    /// Id of the content.
    #[prop(default = "content")]
    target: &'static str,
) -> impl IntoView {
    view! {
        // `rel=external` keeps the router away: the browser itself moves the focus.
        <a class="skip" href=format!("#{target}") rel="external">{t::UI_SKIP.s()}</a>
    }
}

/// Words for screen readers only.
#[component]
pub fn VisuallyHidden(
    /// The words.
    children: Children,
) -> impl IntoView {
    view! { <span class="u-vh">{children()}</span> }
}
