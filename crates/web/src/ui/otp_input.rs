//! A one-time code, in one field: it can be pasted, filled in by the phone, and read by a screen reader.

use leptos::prelude::*;

use super::field::{Field, FieldIds};

/// A one-time code of `digits` digits. `on_complete` runs when the last digit is there.
#[component]
pub fn OtpInput(
    /// The field's name.
    #[prop(into)]
    name: String,
    /// What is asked for.
    #[prop(into)]
    label: String,
    /// Where the code comes from.
    #[prop(into, optional)]
    hint: String,
    /// What is wrong.
    #[prop(into, optional)]
    error: Signal<Option<String>>,
    /// The digits typed so far.
    value: RwSignal<String>,
    /// How many digits there are.
    #[prop(default = 6)]
    digits: usize,
    /// All digits are there.
    #[prop(into, optional)]
    on_complete: Option<Callback<()>>,
) -> impl IntoView {
    let ids = FieldIds::new(&name, !hint.is_empty());
    let described = ids.clone();
    let typed = move |text: String| {
        let kept: String = text
            .chars()
            .filter(char::is_ascii_digit)
            .take(digits)
            .collect();
        let complete = kept.len() == digits;
        value.set(kept);
        if let (true, Some(on_complete)) = (complete, on_complete) {
            on_complete.run(());
        }
    };
    view! {
        <Field name=name.clone() label=label hint=hint error=error>
            <input
                class="control control--otp"
                type="text"
                inputmode="numeric"
                autocomplete="one-time-code"
                pattern="[0-9]*"
                id=ids.control()
                name=name.clone()
                required=true
                value=value.get_untracked()
                prop:value=value
                aria-describedby=move || described.described_by(error.with(Option::is_some))
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                on:input:target=move |event| typed(event.target().value())
            />
        </Field>
    }
}
