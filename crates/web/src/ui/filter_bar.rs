//! What a list is narrowed to: the fields, and the filters in force as chips. Both live in the address.

use leptos::prelude::*;

use super::button::{Button, ButtonKind};
use super::icon::Icon;
use crate::i18n::t;

/// A filter in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chip {
    /// What it keeps, as "Departamento: Piura".
    pub label: String,
    /// The address of the list without it.
    pub href: String,
}

/// The fields of a list's filters in one bar, and below it the filters in force.
#[component]
pub fn FilterBar(
    /// What is narrowed, for screen readers.
    #[prop(into)]
    label: String,
    /// The filters in force.
    #[prop(into)]
    chips: Signal<Vec<Chip>>,
    /// The address of the list without any.
    #[prop(into)]
    clear_href: String,
    /// The person asks for the list: put the fields into the address.
    #[prop(into)]
    on_submit: Callback<()>,
    /// The fields.
    children: Children,
) -> impl IntoView {
    let clear = StoredValue::new(clear_href);
    view! {
        <search class="filters" aria-label=label>
            <form
                class="filters__form"
                novalidate
                on:submit=move |event| {
                    event.prevent_default();
                    on_submit.run(());
                }
            >
                {children()}
                <Button kind=ButtonKind::Secondary submit=true icon="list-filter">
                    {t::UI_FILTER.s()}
                </Button>
            </form>
            {move || chips.with(|chips| (!chips.is_empty()).then(|| chip_list(chips, clear.get_value())))}
        </search>
    }
}

fn chip_list(chips: &[Chip], clear_href: String) -> impl IntoView + use<> {
    let items = chips.iter().cloned().map(chip).collect_view();
    view! {
        <ul class="filters__chips" role="list" aria-label=t::UI_FILTERS_ACTIVE.s()>
            {items}
            <li><a class="filters__clear" href=clear_href>{t::UI_FILTERS_CLEAR.s()}</a></li>
        </ul>
    }
}

fn chip(chip: Chip) -> impl IntoView {
    view! {
        <li>
            <a class="chip" href=chip.href>
                <span class="u-vh">{t::UI_FILTER_REMOVE.s()}" "</span>
                {chip.label}
                <Icon name="x" />
            </a>
        </li>
    }
}
