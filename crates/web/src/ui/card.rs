//! Cards, tiles and pairs: how single facts and ways onward are laid out.

use leptos::prelude::*;

use super::icon::Icon;
use crate::i18n::t;

/// A thing with a title. With `href` the whole card is the link.
#[component]
pub fn Card(
    /// What it is.
    #[prop(into)]
    title: String,
    /// Where it leads.
    #[prop(into, optional)]
    href: String,
    /// A word above the title: kind, date, office.
    #[prop(into, optional)]
    eyebrow: String,
    /// The content.
    children: Children,
) -> impl IntoView {
    let title = if href.is_empty() {
        title.into_any()
    } else {
        view! { <a class="card__link" href=href>{title}</a> }.into_any()
    };
    view! {
        <article class="card">
            {(!eyebrow.is_empty()).then(|| view! { <p class="card__eyebrow">{eyebrow}</p> })}
            <h3 class="card__title">{title}</h3>
            <div class="card__body">{children()}</div>
        </article>
    }
}

/// One number that matters, with its unit, date and source.
#[component]
pub fn StatTile(
    /// What is counted.
    #[prop(into)]
    label: String,
    /// The number, written for people.
    #[prop(into)]
    value: String,
    /// Its unit, as "soles" or "%".
    #[prop(into, optional)]
    unit: String,
    /// The day or period it holds for.
    #[prop(into, optional)]
    date: String,
    /// Where it comes from.
    #[prop(into, optional)]
    source: String,
    /// The records behind it.
    #[prop(into, optional)]
    href: String,
) -> impl IntoView {
    let label = if href.is_empty() {
        label.into_any()
    } else {
        view! { <a class="card__link" href=href>{label}</a> }.into_any()
    };
    let note = match (date.is_empty(), source.is_empty()) {
        (true, true) => None,
        (false, true) => Some(date),
        (true, false) => Some(source),
        (false, false) => Some(format!("{date} · {source}")),
    };
    view! {
        <div class="stat">
            <p class="stat__label">{label}</p>
            <p class="stat__value">
                <span>{value}</span>
                {(!unit.is_empty()).then(|| view! { " "<span class="stat__unit">{unit}</span> })}
            </p>
            {note.map(|note| view! { <p class="stat__note">{note}</p> })}
        </div>
    }
}

/// Ways onward, side by side: "¿Qué necesitas?".
#[component]
pub fn TileGrid(
    /// The [`Tile`]s.
    children: Children,
) -> impl IntoView {
    view! { <ul class="tiles" role="list">{children()}</ul> }
}

/// One way onward: a verb, and what one finds there.
#[component]
pub fn Tile(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// An icon of it.
    icon: &'static str,
    /// The verb: "Presentar un reclamo".
    #[prop(into)]
    title: String,
    /// What one finds there.
    #[prop(into, optional)]
    text: String,
) -> impl IntoView {
    view! {
        <li class="tile">
            <span class="tile__icon"><Icon name=icon /></span>
            <a class="tile__link" href=href>{title}</a>
            {(!text.is_empty()).then(|| view! { <p class="tile__text">{text}</p> })}
        </li>
    }
}

/// Facts of one thing, as label and value. Children are [`KeyValue`]s.
#[component]
pub fn KeyValueList(
    /// The pairs.
    children: Children,
) -> impl IntoView {
    view! { <dl class="pairs">{children()}</dl> }
}

/// One fact. Without a value it says so.
#[component]
pub fn KeyValue(
    /// What it is.
    #[prop(into)]
    label: String,
    /// The value.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let value = match children {
        Some(children) => children(),
        None => view! { <span class="u-muted">{t::UI_NO_VALUE.s()}</span> }.into_any(),
    };
    view! {
        <div class="pairs__pair">
            <dt>{label}</dt>
            <dd>{value}</dd>
        </div>
    }
}
