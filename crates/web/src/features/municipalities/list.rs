//! The operators' list of municipalities: find one by name, place or state of its portal.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use shared::features::directory::PortalStatus;
use shared::features::platform::{MUNICIPALITIES_PATH, MunicipalityStaffItem};
use shared::kit::page::Page;

use super::PAGE;
use crate::features::directory::{status_label, status_tone};
use crate::fetch::use_fetch;
use crate::format::address;
use crate::i18n::t;
use crate::routes::Params;
use crate::staff::{History, cursor_pager, query, screen, table_skeleton};
use crate::ui::{
    Cell, Chip, Choice, Column, DataTable, EmptyState, FilterBar, Select, StatusBadge, TextInput,
};

/// The page `/admin/municipalidades`.
pub fn list(_params: &Params) -> AnyView {
    let (q, status, cursor) = (query("q"), query("estado"), query("cursor"));
    let found = use_fetch::<Page<MunicipalityStaffItem>>(move || {
        address(
            MUNICIPALITIES_PATH,
            &[
                ("q", &q.get()),
                ("status", &status.get()),
                ("cursor", &cursor.get()),
                ("limit", "50"),
            ],
        )
    });
    let results = found.show(table_skeleton, move |page| {
        let (q, status) = (q.get_untracked(), status.get_untracked());
        let pairs = [("q", q.as_str()), ("estado", status.as_str())];
        let next = page.next_cursor.clone();
        view! {
            {table(page.items)}
            {cursor_pager(PAGE, &pairs, &cursor.get_untracked(), next)}
        }
    });
    screen(
        t::MUNI_TITLE,
        t::MUNI_LEAD,
        view! {
            {filters(q, status)}
            <div class="l-stack" aria-live="polite" aria-busy=move || found.busy().to_string()>{results}</div>
            <History kind="municipality"/>
        },
    )
}

fn filters(q: Memo<String>, status: Memo<String>) -> impl IntoView {
    let (text, state) = (
        RwSignal::new(q.get_untracked()),
        RwSignal::new(status.get_untracked()),
    );
    Effect::new(move |_| {
        text.set(q.get());
        state.set(status.get());
    });
    let navigate = use_navigate();
    let go = Callback::new(move |()| {
        let pairs = [
            ("q", text.get_untracked()),
            ("estado", state.get_untracked()),
        ];
        let pairs: Vec<_> = pairs
            .iter()
            .map(|(name, value)| (*name, value.trim()))
            .collect();
        navigate(&address(PAGE, &pairs), NavigateOptions::default());
    });
    let options: Vec<_> = PortalStatus::ALL
        .iter()
        .map(|status| Choice::new(status.as_str(), status_label(*status).s()))
        .collect();
    let chips = Signal::derive(move || {
        let (q, status) = (q.get(), status.get());
        let mut chips = Vec::new();
        if !q.is_empty() {
            chips.push(Chip {
                label: format!("«{q}»"),
                href: address(PAGE, &[("estado", &status)]),
            });
        }
        if let Ok(known) = status.parse::<PortalStatus>() {
            chips.push(Chip {
                label: status_label(known).s().to_owned(),
                href: address(PAGE, &[("q", &q)]),
            });
        }
        chips
    });
    view! {
        <FilterBar label=t::DIRECTORY_FILTER_LABEL.s() chips=chips clear_href=PAGE on_submit=go>
            <TextInput name="q" label=t::DIRECTORY_FILTER_Q.s() value=text kind="search" optional=true/>
            <Select name="status" label=t::DIRECTORY_FILTER_STATUS.s() value=state optional=true options=options
                empty=t::DIRECTORY_FILTER_ALL.s() on_change=go/>
        </FilterBar>
    }
}

fn table(items: Vec<MunicipalityStaffItem>) -> AnyView {
    if items.is_empty() {
        return view! {
            <EmptyState title=t::DIRECTORY_EMPTY_TITLE.s() text=t::DIRECTORY_EMPTY_TEXT.s()>
                <a href=PAGE>{t::DIRECTORY_EMPTY_ACTION.s()}</a>
            </EmptyState>
        }
        .into_any();
    }
    let heads = [
        t::DESK_MUNICIPALITY,
        t::DESK_PLACE,
        t::DIRECTORY_FILTER_STATUS,
        t::MUNI_PORTAL,
    ];
    let columns: Vec<_> = heads.iter().map(|label| Column::text(label.s())).collect();
    let rows = items.into_iter().map(row).collect_view();
    view! {
        <DataTable id="municipalities" caption=t::MUNI_TITLE.s() hide_caption=true columns=columns>{rows}</DataTable>
    }
    .into_any()
}

fn row(one: MunicipalityStaffItem) -> impl IntoView {
    let href = format!("{PAGE}/{}", one.id);
    let item = one.item;
    let portal = match item.url {
        Some(url) => view! { <a href=url rel="external">{t::MUNI_SEE.s()}</a> }.into_any(),
        None => "–".into_any(),
    };
    view! {
        <tr>
            <Cell label=t::DESK_MUNICIPALITY.s() primary=true><a href=href>{item.name}</a></Cell>
            <Cell label=t::DESK_PLACE.s()>{format!("{}, {}, {}", item.district, item.province, item.department)}</Cell>
            <Cell label=t::DIRECTORY_FILTER_STATUS.s()>
                <StatusBadge tone=status_tone(item.status) label=status_label(item.status).s()/>
            </Cell>
            <Cell label=t::MUNI_PORTAL.s()>{portal}</Cell>
        </tr>
    }
}
