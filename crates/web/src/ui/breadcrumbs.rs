//! Where a page stands, and the way to the next pages of a list.

use leptos::prelude::*;

use super::icon::Icon;
use crate::i18n::t;

/// The way from the home page to this one.
#[component]
pub fn Breadcrumbs(
    /// Words and address of each page above this one, the home page first.
    items: Vec<(String, String)>,
    /// This page.
    #[prop(into)]
    current: String,
) -> impl IntoView {
    let items = items
        .into_iter()
        .map(|(label, href)| view! { <li><a href=href>{label}</a></li> })
        .collect_view();
    view! {
        <nav class="breadcrumbs" aria-label=t::UI_BREADCRUMBS.s()>
            <ol role="list">{items} <li aria-current="page">{current}</li></ol>
        </nav>
    }
}

/// The way through a list that is read page by page (keyset cursors: there are no page numbers).
#[component]
pub fn Pager(
    /// What the pages are pages of.
    #[prop(into)]
    label: String,
    /// Address of the page before, if there is one.
    #[prop(into)]
    previous: Signal<Option<String>>,
    /// Address of the page after, if there is one.
    #[prop(into)]
    next: Signal<Option<String>>,
    /// What is shown, as "1 a 50 de 1,891".
    #[prop(into, optional)]
    summary: Signal<String>,
) -> impl IntoView {
    let back = move || {
        previous.get().map(|href| {
            view! {
                <a class="button button--secondary" rel="prev" href=href>
                    <Icon name="chevron-left" />
                    {t::UI_PREVIOUS.s()}
                </a>
            }
        })
    };
    let on = move || {
        next.get().map(|href| {
            view! {
                <a class="button button--secondary" rel="next" href=href>
                    {t::UI_NEXT.s()}
                    <Icon name="chevron-right" />
                </a>
            }
        })
    };
    view! {
        <nav class="pager" aria-label=label>
            <span class="pager__previous">{back}</span>
            <span class="pager__summary" aria-live="polite">{summary}</span>
            <span class="pager__next">{on}</span>
        </nav>
    }
}
