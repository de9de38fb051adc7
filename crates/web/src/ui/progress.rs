//! How far something is.

use leptos::prelude::*;

/// A bar from 0 to `max`, with its label and its value in words.
#[component]
pub fn Progress(
    /// What is under way or counted.
    #[prop(into)]
    label: String,
    /// The label is for screen readers only.
    #[prop(optional)]
    hide_label: bool,
    /// How far.
    #[prop(into)]
    value: Signal<f64>,
    /// Where it ends.
    #[prop(default = 100.0)]
    max: f64,
    /// The value in words; "40 %" when nothing is said.
    #[prop(into, optional)]
    text: String,
) -> impl IntoView {
    let words = move || {
        if text.is_empty() {
            format!("{:.0} %", value.get() / max * 100.0)
        } else {
            text.clone()
        }
    };
    view! {
        <div class="progress">
            <span class="progress__label" class:u-vh=hide_label>{label.clone()}</span>
            <span class="progress__value">{words}</span>
            <progress class="progress__bar" aria-label=label max=max.to_string() value=move || value.get().to_string()>
            </progress>
        </div>
    }
}
