//! The list of requests, by state, with what is due.

use leptos::prelude::*;
use shared::features::portal_requests::{DESK_PATH, PortalRequestListItem, RequestState};

use super::PAGE;
use crate::format::{address, in_lima, short_date};
use crate::i18n::t;
use crate::routes::Params;
use crate::staff::{History, PagedList, due, request_state, screen};
use crate::ui::{Cell, Column, DataTable, EmptyState, FilterBar, StatusBadge, TextInput, Tone};

type List = PagedList<PortalRequestListItem, 2>;

/// The page `/admin/solicitudes`.
pub fn list(_params: &Params) -> AnyView {
    let list = List::read(PAGE, DESK_PATH, [("estado", "state"), ("q", "q")]);
    screen(
        t::DESK_TITLE,
        t::DESK_LEAD,
        view! {
            {tabs(list)}
            {search(list)}
            {list.view(table)}
            <History kind="portal_request"/>
        },
    )
}

/// The states as links, so that a list can be sent to a colleague.
fn tabs(list: List) -> impl IntoView {
    let [state, q] = list.values;
    let tab = move |code: &'static str, label: &'static str| {
        let href = move || q.with(|q| address(PAGE, &[("estado", code), ("q", q)]));
        let current = move || state.with(|state| state == code).then_some("page");
        view! { <li><a class="staff-tab" href=href aria-current=current>{label}</a></li> }
    };
    let states = RequestState::ALL
        .iter()
        .map(|state| tab(state.code(), request_state(*state).1.s()))
        .collect_view();
    view! {
        <nav aria-label=t::DESK_STATES.s()>
            <ul role="list" class="staff-tabs">{tab("", t::DESK_STATE_ALL.s())} {states}</ul>
        </nav>
    }
}

fn search(list: List) -> impl IntoView {
    let typed = list.typed();
    let [_, words] = typed;
    let go = list.narrow(typed);
    let chips = list.chips(|name, value| (name == "q").then(|| format!("«{value}»")));
    view! {
        <FilterBar label=t::DESK_FILTER.s() chips=chips clear_href=PAGE on_submit=go>
            <TextInput name="q" label=t::DESK_FILTER_Q.s() value=words kind="search" optional=true/>
        </FilterBar>
    }
}

fn table(items: Vec<PortalRequestListItem>) -> AnyView {
    if items.is_empty() {
        return view! { <EmptyState title=t::DESK_EMPTY_TITLE.s() text=t::DESK_EMPTY_TEXT.s()/> }
            .into_any();
    }
    let heads = [
        t::DESK_MUNICIPALITY,
        t::DESK_CODE,
        t::DESK_STATE,
        t::DESK_RECEIVED,
        t::DESK_DUE,
    ]
    .map(|text| text.s());
    let columns: Vec<_> = heads.iter().map(|label| Column::text(*label)).collect();
    let rows = items.into_iter().map(row).collect_view();
    view! {
        <DataTable id="requests" caption=t::DESK_TITLE.s() hide_caption=true columns=columns>{rows}</DataTable>
    }
    .into_any()
}

fn row(item: PortalRequestListItem) -> impl IntoView {
    let (tone, label) = request_state(item.state);
    let href = format!("{PAGE}/{}", item.id);
    let proposed = item.proposed.then(|| {
        view! { " "<StatusBadge tone=Tone::Warning label=t::DESK_PROPOSED.s()/> }
    });
    view! {
        <tr>
            <Cell label=t::DESK_MUNICIPALITY.s() primary=true>
                <a href=href>{item.municipality}</a>
                <span class="u-small u-muted staff-below">{item.place}</span>
            </Cell>
            <Cell label=t::DESK_CODE.s()>{item.code}</Cell>
            <Cell label=t::DESK_STATE.s()><StatusBadge tone=tone label=label.s()/>{proposed}</Cell>
            <Cell label=t::DESK_RECEIVED.s()>{short_date(in_lima(item.submitted_at).date())}</Cell>
            <Cell label=t::DESK_DUE.s()>{due(item.due_at)}</Cell>
        </tr>
    }
}
