//! The operators' list of municipalities: find one by name, place or state of its portal.

use leptos::prelude::*;
use shared::features::directory::PortalStatus;
use shared::features::platform::{MUNICIPALITIES_PATH, MunicipalityStaffItem};

use super::PAGE;
use crate::features::directory::{status_label, status_tone};
use crate::i18n::t;
use crate::routes::Params;
use crate::staff::{History, PagedList, due, screen};
use crate::ui::{
    Cell, Choice, Column, DataTable, EmptyState, FilterBar, Select, StatusBadge, TextInput,
};

type List = PagedList<MunicipalityStaffItem, 3>;

/// The page `/admin/municipalidades`.
pub fn list(_params: &Params) -> AnyView {
    let list = List::read(
        PAGE,
        MUNICIPALITIES_PATH,
        [("q", "q"), ("estado", "status"), ("vencidos", "overdue")],
    );
    screen(
        t::MUNI_TITLE,
        t::MUNI_LEAD,
        view! {
            {filters(list)}
            {list.view(table)}
            <History kind="municipality"/>
        },
    )
}

fn filters(list: List) -> impl IntoView {
    let typed = list.typed();
    let [text, state, _] = typed;
    let go = list.narrow(typed);
    let options: Vec<_> = PortalStatus::ALL
        .iter()
        .map(|status| Choice::new(status.as_str(), status_label(*status).s()))
        .collect();
    let chips = list.chips(|name, value| match name {
        "q" => Some(format!("«{value}»")),
        "vencidos" => Some(t::MUNI_OVERDUE.s().to_owned()),
        _ => value
            .parse::<PortalStatus>()
            .ok()
            .map(|known| status_label(known).s().to_owned()),
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
        t::DESK_DUE,
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
            <Cell label=t::DESK_DUE.s()>{due(one.due_at)}</Cell>
            <Cell label=t::MUNI_PORTAL.s()>{portal}</Cell>
        </tr>
    }
}
