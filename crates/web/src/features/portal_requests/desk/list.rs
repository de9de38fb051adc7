//! The list of requests, by state, with what is due.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use shared::features::portal_requests::{DESK_PATH, PortalRequestListItem, RequestState};
use shared::kit::page::Page;

use super::PAGE;
use crate::fetch::use_fetch;
use crate::format::{address, date_time, in_lima, short_date};
use crate::i18n::t;
use crate::routes::Params;
use crate::staff::{History, cursor_pager, query, request_state, screen, table_skeleton};
use crate::ui::{
    Cell, Chip, Column, DataTable, EmptyState, FilterBar, StatusBadge, TextInput, Tone,
};

/// The page `/admin/solicitudes`.
pub fn list(_params: &Params) -> AnyView {
    let (state, q, cursor) = (query("estado"), query("q"), query("cursor"));
    let found = use_fetch::<Page<PortalRequestListItem>>(move || {
        address(
            DESK_PATH,
            &[
                ("state", &state.get()),
                ("q", &q.get()),
                ("cursor", &cursor.get()),
                ("limit", "50"),
            ],
        )
    });
    let results = found.show(table_skeleton, move |page| {
        let (state, q) = (state.get_untracked(), q.get_untracked());
        let pairs = [("estado", state.as_str()), ("q", q.as_str())];
        let next = page.next_cursor.clone();
        view! {
            {table(page.items)}
            {cursor_pager(PAGE, &pairs, &cursor.get_untracked(), next)}
        }
    });
    screen(
        t::DESK_TITLE,
        t::DESK_LEAD,
        view! {
            {tabs(state, q)}
            {search(state, q)}
            <div class="l-stack" aria-live="polite" aria-busy=move || found.busy().to_string()>{results}</div>
            <History kind="portal_request"/>
        },
    )
}

/// The states as links, so that a list can be sent to a colleague.
fn tabs(state: Memo<String>, q: Memo<String>) -> impl IntoView {
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

fn search(state: Memo<String>, q: Memo<String>) -> impl IntoView {
    let value = RwSignal::new(q.get_untracked());
    Effect::new(move |_| value.set(q.get()));
    let navigate = use_navigate();
    let go = Callback::new(move |()| {
        let to = state.with_untracked(|state| {
            address(
                PAGE,
                &[("estado", state), ("q", value.get_untracked().trim())],
            )
        });
        navigate(&to, NavigateOptions::default());
    });
    let chips = Signal::derive(move || {
        let text = q.get();
        let href = state.with(|state| address(PAGE, &[("estado", state)]));
        let chip = Chip {
            label: format!("«{text}»"),
            href,
        };
        if text.is_empty() {
            Vec::new()
        } else {
            vec![chip]
        }
    });
    view! {
        <FilterBar label=t::DESK_FILTER.s() chips=chips clear_href=PAGE on_submit=go>
            <TextInput name="q" label=t::DESK_FILTER_Q.s() value=value kind="search" optional=true/>
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

/// When somebody has to act; what is late says so.
pub(super) fn due(at: Option<DateTime<Utc>>) -> AnyView {
    let Some(at) = at else {
        return "–".into_any();
    };
    if at < crate::staff::now() {
        let label = t::DESK_OVERDUE.with(&[("date", &date_time(at))]);
        return view! { <StatusBadge tone=Tone::Danger label=label/> }.into_any();
    }
    date_time(at).into_any()
}
