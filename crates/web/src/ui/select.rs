//! One of a list, by the browser's own control: it is the most usable list on a phone.

use leptos::prelude::*;

use super::choice::Choice;
use super::field::{Field, FieldIds};
use super::icon::Icon;
use crate::i18n::t;

/// One of a list. For up to five choices prefer a radio group, for more than thirty a combobox.
#[component]
pub fn Select(
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
    /// The value of the chosen one; empty for none.
    value: RwSignal<String>,
    /// What can be chosen.
    #[prop(into)]
    options: Signal<Vec<Choice>>,
    /// The words for "nothing chosen"; "Elige una opción" when nothing is said.
    #[prop(into, optional)]
    empty: String,
    /// Something was chosen.
    #[prop(into, optional)]
    on_change: Option<Callback<()>>,
) -> impl IntoView {
    let ids = FieldIds::new(&name, !hint.is_empty());
    let empty = if empty.is_empty() {
        t::UI_CHOOSE.s().to_owned()
    } else {
        empty
    };
    let items = move || {
        options
            .get()
            .into_iter()
            .map(|choice| option(choice, value))
            .collect_view()
    };
    let change = move |text: String| {
        value.set(text);
        if let Some(on_change) = on_change {
            on_change.run(());
        }
    };
    let control = view! {
        <div class="select">
            <select
                class="control"
                id=ids.control()
                name=name.clone()
                required=!optional
                aria-describedby=move || ids.described_by(error.with(Option::is_some))
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                on:change:target=move |event| change(event.target().value())
            >
                {option(Choice::new("", empty), value)}
                {items}
            </select>
            <Icon name="chevron-down" />
        </div>
    };
    view! {
        <Field name=name.clone() label=label hint=hint error=error optional=optional>
            {control}
        </Field>
    }
}

fn option(choice: Choice, value: RwSignal<String>) -> impl IntoView {
    let this = choice.value.clone();
    let chosen = move || value.with(|value| *value == this);
    view! {
        <option value=choice.value selected=chosen.clone() prop:selected=chosen>
            {choice.label}
        </option>
    }
}
