//! Things that open: one, or several below each other.

use leptos::prelude::*;

use super::icon::Icon;

/// A summary that opens. Give several the same `group` and only one of them stays open.
#[component]
pub fn Details(
    /// What is inside, in a few words.
    #[prop(into)]
    summary: String,
    /// Opens it, at first or when that changes; whoever reads may close it again.
    #[prop(optional, into)]
    open: Signal<bool>,
    /// Of the details with the same group only one is open.
    #[prop(optional)]
    group: Option<&'static str>,
    /// What is inside.
    children: Children,
) -> impl IntoView {
    view! {
        <details class="details" open=move || open.get() name=group>
            <summary class="details__summary">
                <Icon name="chevron-right" />
                <span>{summary}</span>
            </summary>
            <div class="details__body">{children()}</div>
        </details>
    }
}

/// Several [`Details`] in one frame.
#[component]
pub fn Accordion(
    /// The details.
    children: Children,
) -> impl IntoView {
    view! { <div class="accordion">{children()}</div> }
}
