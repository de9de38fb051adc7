//! The search of a page or of the whole portal.

use leptos::prelude::*;

use super::icon::Icon;
use crate::i18n::t;

/// A search field with its button. `large` on a home page, where it is the largest control.
#[component]
pub fn SearchBox(
    /// Unique on the page.
    id: &'static str,
    /// What is searched.
    #[prop(into)]
    label: String,
    /// The label is for screen readers only.
    #[prop(optional)]
    hide_label: bool,
    /// An example of what to type.
    #[prop(into, optional)]
    placeholder: String,
    /// What is typed.
    value: RwSignal<String>,
    /// As large as on a home page.
    #[prop(optional)]
    large: bool,
    /// Where the form leads without script; the same page when nothing is said.
    #[prop(into, optional)]
    action: Option<String>,
    /// The person asks.
    #[prop(into)]
    on_search: Callback<()>,
) -> impl IntoView {
    view! {
        <search class="search" class:search--large=large>
            <form
                action=action
                on:submit=move |event| {
                    event.prevent_default();
                    on_search.run(());
                }
            >
                <label class="search__label" class:u-vh=hide_label for=id>{label}</label>
                <div class="search__row">
                    <input
                        class="search__input"
                        type="search"
                        id=id
                        name="q"
                        autocomplete="off"
                        enterkeyhint="search"
                        placeholder=placeholder
                        value=value.get_untracked()
                        prop:value=value
                        on:input:target=move |event| value.set(event.target().value())
                    />
                    <button type="submit" class="search__button">
                        <Icon name="search" />
                        <span class="search__word">{t::UI_SEARCH.s()}</span>
                    </button>
                </div>
            </form>
        </search>
    }
}
