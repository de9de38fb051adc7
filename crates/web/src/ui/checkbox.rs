//! Yes or no, and one of a few.

use leptos::prelude::*;

use super::choice::Choice;
use super::field::{FieldError, FieldHint, FieldIds, OptionalMark, control_id};

/// One statement to agree with.
#[component]
pub fn Checkbox(
    /// The field's name.
    #[prop(into)]
    name: String,
    /// The statement.
    #[prop(into)]
    label: String,
    /// What it means.
    #[prop(into, optional)]
    hint: String,
    /// What is wrong.
    #[prop(into, optional)]
    error: Signal<Option<String>>,
    /// Whether it is ticked.
    checked: RwSignal<bool>,
) -> impl IntoView {
    let ids = FieldIds::new(&name, !hint.is_empty());
    let described = ids.clone();
    view! {
        <div class="field" class:has-error=move || error.with(Option::is_some)>
            <FieldError id=ids.error() error=error />
            <div class="tick">
                <input
                    class="tick__box"
                    type="checkbox"
                    id=ids.control()
                    name=name
                    checked=checked.get_untracked()
                    prop:checked=checked
                    aria-describedby=move || described.described_by(error.with(Option::is_some))
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    on:change:target=move |event| checked.set(event.target().checked())
                />
                <label class="tick__label" for=ids.control()>{label}</label>
                <FieldHint id=ids.hint() text=hint />
            </div>
        </div>
    }
}

/// One of a few, all visible at once. The id of the first option is the field's id, so error summaries reach it.
#[component]
pub fn RadioGroup(
    /// The field's name.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    label: String,
    /// How to answer.
    #[prop(into, optional)]
    hint: String,
    /// What is wrong.
    #[prop(into, optional)]
    error: Signal<Option<String>>,
    /// May be left unanswered.
    #[prop(optional)]
    optional: bool,
    /// The value of the chosen one; empty for none.
    value: RwSignal<String>,
    /// What can be chosen.
    options: Vec<Choice>,
) -> impl IntoView {
    let ids = FieldIds::new(&name, !hint.is_empty());
    let described = ids.clone();
    let radios = options
        .into_iter()
        .enumerate()
        .map(|(index, choice)| {
            let id = if index == 0 {
                control_id(&name)
            } else {
                format!("f-{name}-{index}")
            };
            radio(id, name.clone(), choice, value)
        })
        .collect_view();
    view! {
        <fieldset
            class="field"
            class:has-error=move || error.with(Option::is_some)
            aria-describedby=move || described.described_by(error.with(Option::is_some))
        >
            <legend class="field__label">
                {label} " " {optional.then(|| view! { <OptionalMark /> })}
            </legend>
            <FieldHint id=ids.hint() text=hint />
            <FieldError id=ids.error() error=error />
            <div class="ticks">{radios}</div>
        </fieldset>
    }
}

fn radio(id: String, name: String, choice: Choice, value: RwSignal<String>) -> impl IntoView {
    let own = choice.value.clone();
    let hint_id = format!("{id}-hint");
    let chosen = move || value.with(|value| *value == own);
    let pick = choice.value.clone();
    view! {
        <div class="tick">
            <input
                class="tick__box tick__box--round"
                type="radio"
                id=id.clone()
                name=name
                value=choice.value
                checked=chosen.clone()
                prop:checked=chosen
                aria-describedby=(!choice.hint.is_empty()).then(|| hint_id.clone())
                on:change=move |_| value.set(pick.clone())
            />
            <label class="tick__label" for=id>{choice.label}</label>
            <FieldHint id=hint_id text=choice.hint />
        </div>
    }
}
