//! The list of places, also of those that ceased to exist.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use shared::features::places::{PLACES_STAFF_PATH, PlacePublic};
use shared::kit::page::Page;
use shared::ubigeo::Level;

use super::PAGE;
use crate::fetch::use_fetch;
use crate::format::{address, short_date};
use crate::i18n::{Text, t};
use crate::routes::Params;
use crate::staff::{History, cursor_pager, query, screen_with, table_skeleton, today};
use crate::ui::{
    ButtonKind, Cell, Chip, Choice, Column, DataTable, EmptyState, FilterBar, LinkButton, Select,
    StatusBadge, TextInput, Tone,
};

const LEVELS: [(&str, Level, Text); 3] = [
    ("department", Level::Department, t::PLACES_DEPARTMENT),
    ("province", Level::Province, t::PLACES_PROVINCE),
    ("district", Level::District, t::PLACES_DISTRICT),
];

/// The page `/admin/lugares`.
pub fn list(_params: &Params) -> AnyView {
    let (q, level, cursor) = (query("q"), query("nivel"), query("cursor"));
    let found = use_fetch::<Page<PlacePublic>>(move || {
        address(
            PLACES_STAFF_PATH,
            &[
                ("q", &q.get()),
                ("level", &level.get()),
                ("cursor", &cursor.get()),
                ("limit", "50"),
            ],
        )
    });
    let results = found.show(table_skeleton, move |page| {
        let (q, level) = (q.get_untracked(), level.get_untracked());
        let pairs = [("q", q.as_str()), ("nivel", level.as_str())];
        let next = page.next_cursor.clone();
        view! {
            {table(page.items)}
            {cursor_pager(PAGE, &pairs, &cursor.get_untracked(), next)}
        }
    });
    let href = format!("{PAGE}/nuevo");
    let add = view! { <LinkButton href=href kind=ButtonKind::Primary icon="plus">{t::PLACES_ADD.s()}</LinkButton> };
    screen_with(
        t::PLACES_TITLE.s().to_owned(),
        t::PLACES_LEAD.s().to_owned(),
        add,
        view! {
            {filters(q, level)}
            <div class="l-stack" aria-live="polite" aria-busy=move || found.busy().to_string()>{results}</div>
            <History kind="place"/>
        },
    )
}

fn filters(q: Memo<String>, level: Memo<String>) -> impl IntoView {
    let (text, chosen) = (
        RwSignal::new(q.get_untracked()),
        RwSignal::new(level.get_untracked()),
    );
    Effect::new(move |_| {
        text.set(q.get());
        chosen.set(level.get());
    });
    let navigate = use_navigate();
    let go = Callback::new(move |()| {
        let (q, level) = (text.get_untracked(), chosen.get_untracked());
        let to = address(PAGE, &[("q", q.trim()), ("nivel", &level)]);
        navigate(&to, NavigateOptions::default());
    });
    let options: Vec<_> = LEVELS
        .iter()
        .map(|(code, _, label)| Choice::new(*code, label.s()))
        .collect();
    let chips = Signal::derive(move || {
        let (q, level) = (q.get(), level.get());
        let words = (!q.is_empty()).then(|| Chip {
            label: format!("«{q}»"),
            href: address(PAGE, &[("nivel", &level)]),
        });
        let known = LEVELS.iter().find(|(code, _, _)| *code == level);
        let known = known.map(|(_, _, label)| Chip {
            label: label.s().to_owned(),
            href: address(PAGE, &[("q", &q)]),
        });
        words.into_iter().chain(known).collect::<Vec<_>>()
    });
    view! {
        <FilterBar label=t::PLACES_FILTER.s() chips=chips clear_href=PAGE on_submit=go>
            <TextInput name="q" label=t::PLACES_NAME.s() value=text kind="search" optional=true/>
            <Select name="level" label=t::PLACES_LEVEL.s() value=chosen optional=true options=options
                empty=t::DIRECTORY_FILTER_ALL.s() on_change=go/>
        </FilterBar>
    }
}

fn table(items: Vec<PlacePublic>) -> AnyView {
    if items.is_empty() {
        return view! {
            <EmptyState icon="map-pin" title=t::PLACES_NONE.s() text=t::DIRECTORY_EMPTY_TEXT.s()>
                <a href=PAGE>{t::PLACES_ALL.s()}</a>
            </EmptyState>
        }
        .into_any();
    }
    let heads = [
        t::PLACES_NAME,
        t::PLACES_CODE,
        t::PLACES_LEVEL,
        t::PLACES_CAPITAL,
        t::CATALOG_VALID,
    ];
    let columns: Vec<_> = heads.iter().map(|label| Column::text(label.s())).collect();
    let rows = items.into_iter().map(row).collect_view();
    view! {
        <DataTable id="places" caption=t::PLACES_TITLE.s() hide_caption=true columns=columns>{rows}</DataTable>
    }
    .into_any()
}

fn row(place: PlacePublic) -> impl IntoView {
    let href = format!("{PAGE}/{}", place.code);
    let closed = place.valid_to.is_some_and(|last| last < today());
    let badge =
        closed.then(|| view! { " "<StatusBadge tone=Tone::Neutral label=t::PLACES_CLOSED.s()/> });
    let level = LEVELS.iter().find(|(_, level, _)| *level == place.level);
    let level = level.map(|(_, _, label)| label.s());
    view! {
        <tr>
            <Cell label=t::PLACES_NAME.s() primary=true><a href=href>{place.path}</a>{badge}</Cell>
            <Cell label=t::PLACES_CODE.s()>{place.code.to_string()}</Cell>
            <Cell label=t::PLACES_LEVEL.s()>{level}</Cell>
            <Cell label=t::PLACES_CAPITAL.s()>{place.capital.unwrap_or_else(|| "–".to_owned())}</Cell>
            <Cell label=t::CATALOG_VALID.s()>{period(place.valid_from.map(short_date), place.valid_to.map(short_date))}</Cell>
        </tr>
    }
}

fn period(from: Option<String>, to: Option<String>) -> String {
    match (from, to) {
        (Some(from), Some(to)) => format!("{from} – {to}"),
        (Some(from), None) => t::CATALOG_SINCE.with(&[("date", &from)]),
        (None, Some(to)) => t::CATALOG_UNTIL.with(&[("date", &to)]),
        (None, None) => "–".to_owned(),
    }
}
