//! An amount in soles. What is typed is text; what it means is read by [`shared::money::Cents`].

use leptos::prelude::*;
use shared::money::Cents;

use super::text_input::{InputWidth, TextInput};

/// An amount in soles. The text is tidied when the person leaves the field: "1234.5" becomes "1,234.50".
#[component]
pub fn MoneyField(
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
    /// The text as typed; read it as [`Cents`].
    value: RwSignal<String>,
) -> impl IntoView {
    let tidy = move || {
        if let Some(text) = tidied(&value.get_untracked()) {
            value.set(text);
        }
    };
    view! {
        <TextInput
            name=name
            label=label
            hint=hint
            error=error
            optional=optional
            value=value
            inputmode="decimal"
            prefix="S/"
            width=InputWidth::Medium
            on_blur=tidy
        />
    }
}

/// The amount as it is shown, without the currency that stands before the field; `None` for what is not an amount.
fn tidied(text: &str) -> Option<String> {
    let amount: Cents = text.trim().parse().ok()?;
    Some(crate::format::money(amount.0).replacen("S/ ", "", 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_tidied_and_what_is_not_one_is_left_for_the_person_to_repair() {
        assert_eq!(tidied(" 1234567.8 ").as_deref(), Some("1,234,567.80"));
        assert_eq!(tidied("S/ 12").as_deref(), Some("12.00"));
        assert_eq!(tidied("doce"), None);
        assert_eq!(tidied(""), None);
    }
}
