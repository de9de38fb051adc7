//! A password, which can be looked at while it is typed.

use leptos::prelude::*;

use super::field::{Field, FieldIds};
use super::icon::Icon;
use crate::i18n::t;

/// A rule a new password must keep, and whether it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasswordRule {
    /// The rule, as "15 caracteres o más".
    pub text: String,
    /// Kept by what is typed now.
    pub met: bool,
}

/// A password. For a new one give `rules` and `autocomplete="new-password"`.
#[component]
pub fn PasswordField(
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
    /// The password.
    value: RwSignal<String>,
    /// `current-password` or `new-password`.
    #[prop(default = "current-password")]
    autocomplete: &'static str,
    /// The rules for a new one.
    #[prop(into, optional)]
    rules: Signal<Vec<PasswordRule>>,
) -> impl IntoView {
    let ids = FieldIds::new(&name, !hint.is_empty());
    let described = ids.clone();
    let shown = RwSignal::new(false);
    let control = view! {
        <div class="affix">
            <input
                class="control"
                type=move || if shown.get() { "text" } else { "password" }
                id=ids.control()
                name=name.clone()
                autocomplete=autocomplete
                autocapitalize="off"
                spellcheck="false"
                required=true
                prop:value=value
                aria-describedby=move || described.described_by(error.with(Option::is_some))
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                on:input:target=move |event| value.set(event.target().value())
            />
            <button
                type="button"
                class="affix__button"
                aria-label=t::UI_PASSWORD_SHOW.s()
                aria-controls=ids.control()
                aria-pressed=move || if shown.get() { "true" } else { "false" }
                on:click=move |_| shown.update(|shown| *shown = !*shown)
            >
                {move || view! { <Icon name=if shown.get() { "eye-off" } else { "eye" } /> }}
                <span>{t::UI_PASSWORD_SHOW_SHORT.s()}</span>
            </button>
        </div>
    };
    view! {
        <Field name=name.clone() label=label hint=hint error=error>
            {control}
            {move || rules.with(|rules| (!rules.is_empty()).then(|| rule_list(rules)))}
        </Field>
    }
}

fn rule_list(rules: &[PasswordRule]) -> impl IntoView + use<> {
    let items = rules
        .iter()
        .map(|rule| {
            let (icon, word) = if rule.met {
                ("circle-check", t::UI_RULE_MET.s())
            } else {
                ("circle", t::UI_RULE_OPEN.s())
            };
            view! {
                <li class="rules__item" class:is-met=rule.met>
                    <Icon name=icon />
                    <span>{rule.text.clone()} <span class="u-vh">" ("{word}")"</span></span>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="rules" role="list">{items}</ul> }
}
