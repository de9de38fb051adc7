//! A new password, judged while it is typed by the rules of `shared`. The API judges again, with the list of common
//! passwords that is too large for a browser.

use leptos::prelude::*;
use shared::rules::password;

use crate::forms::FormField;
use crate::i18n::t;
use crate::ui::{PasswordField, PasswordRule};

/// A password somebody chooses.
#[component]
pub fn NewPassword(
    /// The field's name.
    #[prop(into)]
    name: String,
    /// What is asked for.
    #[prop(into)]
    label: String,
    /// The field of the form.
    field: FormField,
    /// Shortest password that is accepted.
    min: usize,
    /// Names and mail of the person.
    #[prop(into)]
    context: Vec<String>,
) -> impl IntoView {
    let kept = StoredValue::new(context);
    let rules = Signal::derive(move || {
        kept.with_value(|context| field.value.with(|text| rules(text, min, context)))
    });
    let strength = move || {
        let length = field.value.with(|text| text.chars().count());
        match length {
            0 => "",
            _ if length < min => t::PASSWORD_SHORT.s(),
            _ if length < min + 6 => t::PASSWORD_GOOD.s(),
            _ => t::PASSWORD_STRONG.s(),
        }
    };
    view! {
        <PasswordField name=name label=label hint=t::PASSWORD_HINT.s() autocomplete="new-password"
            value=field.value error=field.error rules=rules/>
        <p class="u-small u-muted" aria-live="polite">{strength}</p>
    }
}

/// The rules, each with whether `text` keeps it.
fn rules(text: &str, min: usize, context: &[String]) -> Vec<PasswordRule> {
    let words: Vec<&str> = context.iter().map(String::as_str).collect();
    let breaks =
        |code: &str| password(text, 1, &words).is_err_and(|violation| violation.code == code);
    let typed = !text.is_empty();
    vec![
        PasswordRule {
            text: t::PASSWORD_RULE_LENGTH.with(&[("n", &min.to_string())]),
            met: text.chars().count() >= min,
        },
        PasswordRule {
            text: t::PASSWORD_RULE_SEQUENCE.s().to_owned(),
            met: typed && !breaks("password_sequence"),
        },
        PasswordRule {
            text: t::PASSWORD_RULE_CONTEXT.s().to_owned(),
            met: typed && !breaks("password_context"),
        },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn met(text: &str) -> Vec<bool> {
        let context = ["Rosa Quispe".to_owned()];
        rules(text, 15, &context)
            .iter()
            .map(|rule| rule.met)
            .collect()
    }

    #[test]
    fn each_rule_is_shown_as_kept_or_open() {
        assert_eq!(met(""), [false, false, false]);
        assert_eq!(met("tres caballos verdes"), [true, true, true]);
        assert_eq!(met("abcdefghijklmnop"), [true, false, true]);
        assert_eq!(met("la chacra de quispe"), [true, true, false]);
        assert_eq!(met("aaaa"), [false, false, true]);
    }
}
