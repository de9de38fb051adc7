//! The list of places, also of those that ceased to exist.

use leptos::prelude::*;
use shared::features::places::{PLACES_STAFF_PATH, PlacePublic};
use shared::ubigeo::Level;

use super::PAGE;
use crate::format::short_date;
use crate::i18n::{Text, t};
use crate::routes::Params;
use crate::staff::{History, PagedList, screen_with, today};
use crate::ui::{
    ButtonKind, Cell, Choice, Column, DataTable, EmptyState, FilterBar, LinkButton, Select,
    StatusBadge, TextInput, Tone,
};

const LEVELS: [(&str, Level, Text); 3] = [
    ("department", Level::Department, t::PLACES_DEPARTMENT),
    ("province", Level::Province, t::PLACES_PROVINCE),
    ("district", Level::District, t::PLACES_DISTRICT),
];

type List = PagedList<PlacePublic, 2>;

/// The page `/admin/lugares`.
pub fn list(_params: &Params) -> AnyView {
    let list = List::read(PAGE, PLACES_STAFF_PATH, [("q", "q"), ("nivel", "level")]);
    let href = format!("{PAGE}/nuevo");
    let add = view! { <LinkButton href=href kind=ButtonKind::Primary icon="plus">{t::PLACES_ADD.s()}</LinkButton> };
    screen_with(
        t::PLACES_TITLE.s().to_owned(),
        t::PLACES_LEAD.s().to_owned(),
        add,
        view! {
            {filters(list)}
            {list.view(table)}
            <History kind="place"/>
        },
    )
}

fn filters(list: List) -> impl IntoView {
    let typed = list.typed();
    let [text, chosen] = typed;
    let go = list.narrow(typed);
    let options: Vec<_> = LEVELS
        .iter()
        .map(|(code, _, label)| Choice::new(*code, label.s()))
        .collect();
    let chips = list.chips(|name, value| match name {
        "q" => Some(format!("«{value}»")),
        _ => LEVELS
            .iter()
            .find(|(code, _, _)| *code == value)
            .map(|(_, _, label)| label.s().to_owned()),
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
