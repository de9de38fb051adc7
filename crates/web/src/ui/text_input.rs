//! One line of text: the plain field, and the ones for money and dates that are built on it.

use leptos::prelude::*;

use super::field::{Field, FieldIds};
use crate::i18n::t;

/// How wide a control is: as wide as the expected answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InputWidth {
    /// As wide as the form.
    #[default]
    Full,
    /// A date, a document number, an amount.
    Medium,
    /// A year, a count.
    Short,
}

impl InputWidth {
    const fn class(self) -> &'static str {
        match self {
            Self::Full => "control",
            Self::Medium => "control control--medium",
            Self::Short => "control control--short",
        }
    }
}

/// One line of text.
#[component]
pub fn TextInput(
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
    /// `text`, `email`, `tel`, `url`, `search`, `date`, `time`.
    #[prop(default = "text")]
    kind: &'static str,
    /// The keyboard a phone shows: `numeric`, `decimal`.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    /// What the browser may fill in, as `given-name` or `email`.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// As wide as the answer.
    #[prop(optional)]
    width: InputWidth,
    /// Text before the control, as "S/".
    #[prop(optional)]
    prefix: Option<&'static str>,
    /// Longest accepted text.
    #[prop(optional)]
    maxlength: Option<u32>,
    /// Earliest date of a `date`.
    #[prop(into, optional)]
    min: Option<String>,
    /// Latest date of a `date`.
    #[prop(into, optional)]
    max: Option<String>,
    /// Shown, not changed.
    #[prop(optional)]
    readonly: bool,
    /// The person leaves the control.
    #[prop(into, optional)]
    on_blur: Option<Callback<()>>,
) -> impl IntoView {
    let ids = FieldIds::new(&name, !hint.is_empty());
    let id = ids.control();
    let control = view! {
        <input
            class=width.class()
            class:control--number=inputmode.is_some()
            type=kind
            id=id
            name=name.clone()
            value=value.get_untracked()
            prop:value=value
            inputmode=inputmode
            autocomplete=autocomplete
            maxlength=maxlength
            min=min
            max=max
            readonly=readonly
            required=!optional
            aria-describedby=move || ids.described_by(error.with(Option::is_some))
            aria-invalid=move || error.with(Option::is_some).then_some("true")
            on:input:target=move |event| value.set(event.target().value())
            on:blur=move |_| {
                if let Some(on_blur) = on_blur {
                    on_blur.run(());
                }
            }
        />
    };
    view! {
        <Field name=name.clone() label=label hint=hint error=error optional=optional>
            {match prefix {
                Some(prefix) => {
                    view! {
                        <div class="affix">
                            <span class="affix__text" aria-hidden="true">{prefix}</span>
                            {control}
                        </div>
                    }
                        .into_any()
                }
                None => control.into_any(),
            }}
        </Field>
    }
}

/// A date, by the browser's own control. The value is `YYYY-MM-DD`.
#[component]
pub fn DateField(
    /// The field's name.
    #[prop(into)]
    name: String,
    /// What is asked for.
    #[prop(into)]
    label: String,
    /// How to answer; "dd/mm/aaaa" when nothing is said.
    #[prop(into, optional)]
    hint: String,
    /// What is wrong.
    #[prop(into, optional)]
    error: Signal<Option<String>>,
    /// May be left empty.
    #[prop(optional)]
    optional: bool,
    /// The date as `YYYY-MM-DD`, or empty.
    value: RwSignal<String>,
    /// Earliest date.
    #[prop(into, optional)]
    min: Option<String>,
    /// Latest date.
    #[prop(into, optional)]
    max: Option<String>,
) -> impl IntoView {
    let hint = if hint.is_empty() {
        t::UI_DATE_HINT.s().to_owned()
    } else {
        hint
    };
    view! {
        <TextInput
            name=name
            label=label
            hint=hint
            error=error
            optional=optional
            value=value
            kind="date"
            width=InputWidth::Medium
            min=min.unwrap_or_default()
            max=max.unwrap_or_default()
        />
    }
}
