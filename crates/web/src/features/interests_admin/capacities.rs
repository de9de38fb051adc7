//! The page `/admin/intereses/sujetos`: before whom interests are managed, and before whom they were.

use leptos::prelude::*;
use shared::features::interests::capacities::{CAPACITIES_PATH, CapacityOut};

use super::CAPACITIES;
use crate::format::short_date;
use crate::i18n::t;
use crate::routes::Params;
use crate::staff::{History, PagedList, screen_with, today};
use crate::ui::{
    ButtonKind, Cell, Column, DataTable, DateField, EmptyState, FilterBar, LinkButton, StatusBadge,
    Tone,
};

type List = PagedList<CapacityOut, 1>;

/// The page.
pub(super) fn page(_params: &Params) -> AnyView {
    let list = List::read(CAPACITIES, CAPACITIES_PATH, [("dia", "on")]);
    let href = format!("{CAPACITIES}/nuevo");
    let add = view! { <LinkButton href=href kind=ButtonKind::Primary icon="plus">{t::CAPACITIES_ADD.s()}</LinkButton> };
    screen_with(
        t::CAPACITIES_TITLE.s().to_owned(),
        t::CAPACITIES_LEAD.s().to_owned(),
        add,
        view! {
            {filters(list)}
            {list.view(table)}
            <History kind="decision_capacity"/>
        },
    )
}

fn filters(list: List) -> impl IntoView {
    let typed = list.typed();
    let [day] = typed;
    let go = list.narrow(typed);
    let chips = list.chips(|_, value| value.parse().ok().map(short_date));
    view! {
        <FilterBar label=t::CAPACITIES_FILTER.s() chips=chips clear_href=CAPACITIES on_submit=go>
            <DateField name="dia" label=t::CAPACITIES_ON.s() optional=true value=day/>
        </FilterBar>
    }
}

fn table(items: Vec<CapacityOut>) -> AnyView {
    if items.is_empty() {
        return view! { <EmptyState icon="users" title=t::CAPACITIES_NONE.s() text=t::CAPACITIES_NONE_TEXT.s()/> }
            .into_any();
    }
    let heads = [
        t::OFFICIALS_NAME,
        t::OFFICIALS_POST,
        t::CAPACITIES_RESOLUTION,
        t::CATALOG_VALID,
    ];
    let columns: Vec<_> = heads.iter().map(|label| Column::text(label.s())).collect();
    let rows = items.into_iter().map(row).collect_view();
    view! {
        <DataTable id="capacities" caption=t::CAPACITIES_TITLE.s() hide_caption=true columns=columns>{rows}</DataTable>
    }
    .into_any()
}

fn row(capacity: CapacityOut) -> impl IntoView {
    let href = format!("{CAPACITIES}/{}", capacity.id);
    let ended = (!capacity.is_in_force(today()))
        .then(|| view! { " "<StatusBadge tone=Tone::Neutral label=t::CAPACITIES_ENDED.s()/> });
    let valid = valid(&capacity);
    view! {
        <tr>
            <Cell label=t::OFFICIALS_NAME.s() primary=true><a href=href>{capacity.official_name}</a>{ended}</Cell>
            <Cell label=t::OFFICIALS_POST.s()>{capacity.post}</Cell>
            <Cell label=t::CAPACITIES_RESOLUTION.s()>{capacity.resolution}</Cell>
            <Cell label=t::CATALOG_VALID.s()>{valid}</Cell>
        </tr>
    }
}

/// From when to when.
pub(super) fn valid(capacity: &CapacityOut) -> String {
    let from = short_date(capacity.valid_from);
    match capacity.valid_to {
        Some(last) => format!("{from} – {}", short_date(last)),
        None => t::CATALOG_SINCE.with(&[("date", &from)]),
    }
}
