//! Where a person is in a form of several steps.

use leptos::prelude::*;

use super::icon::Icon;
use crate::i18n::t;

/// The steps of a form: done, current, to come.
#[component]
pub fn Steps(
    /// The names of the steps.
    steps: Vec<String>,
    /// The current one, counted from 0. One past the last means all done.
    #[prop(into)]
    current: Signal<usize>,
) -> impl IntoView {
    let total = steps.len();
    let names = StoredValue::new(steps.clone());
    let short = move || {
        let now = current.get().min(total.saturating_sub(1));
        let name = names.with_value(|names| names.get(now).cloned().unwrap_or_default());
        t::UI_STEP_OF.with(&[
            ("n", &(now + 1).to_string()),
            ("total", &total.to_string()),
            ("name", &name),
        ])
    };
    let items = steps
        .into_iter()
        .enumerate()
        .map(|(index, name)| step(index, name, current))
        .collect_view();
    view! {
        <nav class="steps" aria-label=t::UI_STEPS.s()>
            <p class="steps__short">{short}</p>
            <ol class="steps__list" role="list">{items}</ol>
        </nav>
    }
}

fn step(index: usize, name: String, current: Signal<usize>) -> impl IntoView {
    let done = move || index < current.get();
    let now = move || index == current.get();
    let mark = move || {
        if done() {
            view! { <Icon name="check" label=t::UI_STEP_DONE.s() /> }.into_any()
        } else {
            (index + 1).to_string().into_any()
        }
    };
    view! {
        <li class="steps__item" class:is-done=done class:is-now=now aria-current=move || now().then_some("step")>
            <span class="steps__mark">{mark}</span>
            <span class="steps__name">{name}</span>
        </li>
    }
}
