//! Several lines of text, with a count of what is left.

use leptos::prelude::*;

use super::field::{Field, FieldIds};
use crate::i18n::{plural, t};

/// Several lines of text. With `max_chars` it counts down and warns before the limit, but lets the person write on:
/// text that was pasted is never cut.
#[component]
pub fn TextArea(
    /// The field's name.
    #[prop(into)]
    name: String,
    /// What is asked for.
    #[prop(into)]
    label: String,
    /// How to answer.
    #[prop(into, optional)]
    hint: String,
    /// What is wrong.
    #[prop(into, optional)]
    error: Signal<Option<String>>,
    /// May be left empty.
    #[prop(optional)]
    optional: bool,
    /// The text.
    value: RwSignal<String>,
    /// Visible lines.
    #[prop(default = 5)]
    rows: u32,
    /// Longest accepted text, in characters.
    #[prop(optional)]
    max_chars: Option<usize>,
) -> impl IntoView {
    let ids = FieldIds::new(&name, !hint.is_empty());
    let control = view! {
        <textarea
            class="control"
            id=ids.control()
            name=name.clone()
            rows=rows
            required=!optional
            prop:value=value
            aria-describedby=move || ids.described_by(error.with(Option::is_some))
            aria-invalid=move || error.with(Option::is_some).then_some("true")
            on:input:target=move |event| value.set(event.target().value())
        >
            {value.get_untracked()}
        </textarea>
    };
    view! {
        <Field name=name.clone() label=label hint=hint error=error optional=optional>
            {control} {max_chars.map(|max| view! { <Counter value=value max=max /> })}
        </Field>
    }
}

/// Speaks only near the limit, so that a screen reader is not interrupted at every key.
#[component]
fn Counter(value: RwSignal<String>, max: usize) -> impl IntoView {
    let used = Memo::new(move |_| value.with(|text| text.chars().count()));
    let text = move || {
        let used = used.get();
        let number = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
        if used > max {
            plural(
                number(used - max),
                t::UI_CHARS_OVER_ONE,
                t::UI_CHARS_OVER_MANY,
            )
        } else {
            plural(
                number(max - used),
                t::UI_CHARS_LEFT_ONE,
                t::UI_CHARS_LEFT_MANY,
            )
        }
    };
    view! {
        <p
            class="field__hint field__counter"
            class:is-over=move || { used.get() > max }
            aria-live=move || { if used.get() * 10 >= max * 9 { "polite" } else { "off" } }
        >
            {text}
        </p>
    }
}
