//! Dense tables that become cards on a phone. The caller writes the rows, of [`Cell`]s, so that nothing generic grows
//! with the number of registers.

use leptos::prelude::*;

use super::icon::Icon;
use crate::i18n::t;

/// Which way a table is sorted by a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortDir {
    /// Smallest first.
    Ascending,
    /// Largest first.
    Descending,
}

/// One column's head.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub label: String,
    /// Numbers, to the right.
    pub numeric: bool,
    /// Address that sorts by it (or the other way round); empty where it cannot be sorted by.
    pub sort_href: String,
    /// How the table is sorted by it now.
    pub sorted: Option<SortDir>,
}

impl Column {
    /// A column of text that cannot be sorted by.
    pub fn text(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            ..Self::default()
        }
    }

    /// A column of numbers that cannot be sorted by.
    pub fn number(label: impl Into<String>) -> Self {
        Self {
            numeric: true,
            ..Self::text(label)
        }
    }

    /// The same column, with the address that sorts by it and how it is sorted now.
    #[must_use]
    pub fn sort(self, href: impl Into<String>, sorted: Option<SortDir>) -> Self {
        Self {
            sort_href: href.into(),
            sorted,
            ..self
        }
    }
}

/// A table. Its children are the rows: `<tr>` of [`Cell`]s in the order of `columns`.
#[component]
pub fn DataTable(
    /// Unique on the page.
    id: &'static str,
    /// What the table tells, with its period.
    #[prop(into)]
    caption: Signal<String>,
    /// The caption is for screen readers only: a heading above says it already.
    #[prop(optional)]
    hide_caption: bool,
    /// The columns.
    #[prop(into)]
    columns: Signal<Vec<Column>>,
    /// The rows.
    children: Children,
) -> impl IntoView {
    let caption_id = format!("{id}-caption");
    let named_by = caption_id.clone();
    view! {
        <section class="table" tabindex="0" aria-labelledby=named_by>
            <table id=id>
                <caption id=caption_id class:u-vh=hide_caption>{caption}</caption>
                <thead>
                    <tr>{move || columns.get().into_iter().map(head).collect_view()}</tr>
                </thead>
                <tbody>{children()}</tbody>
            </table>
        </section>
    }
}

fn head(column: Column) -> impl IntoView {
    let sort = column.sorted.map(|dir| match dir {
        SortDir::Ascending => "ascending",
        SortDir::Descending => "descending",
    });
    let icon = match column.sorted {
        Some(SortDir::Ascending) => "arrow-up",
        Some(SortDir::Descending) => "arrow-down",
        None => "chevrons-up-down",
    };
    let words = if column.sort_href.is_empty() {
        column.label.into_any()
    } else {
        view! {
            <a class="table__sort" href=column.sort_href>
                <span class="u-vh">{t::UI_SORT_BY.s()}" "</span>
                {column.label}
                <Icon name=icon />
            </a>
        }
        .into_any()
    };
    view! { <th scope="col" class:is-number=column.numeric aria-sort=sort>{words}</th> }
}

/// One value of a row. As a card, `label` stands before it.
#[component]
pub fn Cell(
    /// The column's name.
    #[prop(into)]
    label: String,
    /// A number.
    #[prop(optional)]
    numeric: bool,
    /// Names the row: the head of the card.
    #[prop(optional)]
    primary: bool,
    /// The value.
    children: Children,
) -> impl IntoView {
    if primary {
        view! { <th scope="row" class="table__primary">{children()}</th> }.into_any()
    } else {
        view! {
            <td class:is-number=numeric data-label=label>
                // A list may stand here, which no span may hold.
                <div class="table__value">{children()}</div>
            </td>
        }
        .into_any()
    }
}
