//! The page `/admin/intereses/agenda`: what officials announced from a day on.

use leptos::prelude::*;
use shared::features::interests::agenda::{AGENDA_PATH, AgendaItemOut, AgendaState};
use shared::features::interests::{AGENDA, AGENDA_STATES};
use shared::kit::page::Page;

use super::AGENDA as PAGE;
use crate::features::visits_desk::label;
use crate::fetch::use_fetch;
use crate::format::{address, short_date};
use crate::i18n::t;
use crate::routes::Params;
use crate::staff::{History, opener, query, screen_with, table_skeleton};
use crate::ui::{
    ButtonKind, Cell, Column, DataTable, DateField, EmptyState, FilterBar, LinkButton, StatusBadge,
    Tone,
};

/// The page.
pub(super) fn page(_params: &Params) -> AnyView {
    let from = query("desde");
    let found = use_fetch::<Page<AgendaItemOut>>(move || {
        let from = from.get();
        address(AGENDA_PATH, &[("from", &from)])
    });
    let href = format!("{PAGE}/nueva");
    let add = view! { <LinkButton href=href kind=ButtonKind::Primary icon="plus">{t::AGENDA_ITEMS_ADD.s()}</LinkButton> };
    screen_with(
        t::AGENDA_ITEMS_TITLE.s().to_owned(),
        t::AGENDA_ITEMS_LEAD.s().to_owned(),
        add,
        view! {
            {filter(from)}
            {found.show(table_skeleton, |page| table(page.items))}
            <History kind=AGENDA.id/>
        },
    )
}

fn filter(from: Memo<String>) -> impl IntoView {
    let value = RwSignal::new(from.get_untracked());
    let go = opener();
    let submit = Callback::new(move |()| go(&address(PAGE, &[("desde", &value.get_untracked())])));
    view! {
        <FilterBar label=t::AGENDA_ITEMS_FILTER.s() chips=Vec::new() clear_href=PAGE on_submit=submit>
            <DateField name="desde" label=t::AGENDA_ITEMS_FROM.s() optional=true value=value/>
        </FilterBar>
    }
}

fn table(items: Vec<AgendaItemOut>) -> AnyView {
    if items.is_empty() {
        return view! {
            <EmptyState icon="calendar-days" title=t::AGENDA_ITEMS_NONE.s() text=t::AGENDA_ITEMS_NONE_TEXT.s()/>
        }
        .into_any();
    }
    let heads = [
        t::AGENDA_ITEMS_ACTIVITY,
        t::OFFICIALS_NAME,
        t::AGENDA_ITEMS_WHEN,
        t::AGENDA_ITEMS_STATE,
    ];
    let columns: Vec<_> = heads.iter().map(|label| Column::text(label.s())).collect();
    let rows = items.into_iter().map(row).collect_view();
    view! {
        <DataTable id="agenda" caption=t::AGENDA_ITEMS_TITLE.s() hide_caption=true columns=columns>{rows}</DataTable>
    }
    .into_any()
}

fn row(item: AgendaItemOut) -> impl IntoView {
    let href = format!("{PAGE}/{}", item.id);
    let when = when(&item);
    view! {
        <tr>
            <Cell label=t::AGENDA_ITEMS_ACTIVITY.s() primary=true><a href=href>{item.activity}</a></Cell>
            <Cell label=t::OFFICIALS_NAME.s()>{item.official_name}</Cell>
            <Cell label=t::AGENDA_ITEMS_WHEN.s()>{when}</Cell>
            <Cell label=t::AGENDA_ITEMS_STATE.s()>{badge(item.state)}</Cell>
        </tr>
    }
}

/// When it is.
pub(super) fn when(item: &AgendaItemOut) -> String {
    let day = short_date(item.slot.agenda_date);
    let end = item.slot.end_time.as_ref();
    let end = end.map(|end| format!(" – {end}")).unwrap_or_default();
    format!("{day} {}{end}", item.slot.start_time)
}

/// What became of it.
pub(super) fn badge(state: AgendaState) -> impl IntoView {
    let tone = match state {
        AgendaState::Scheduled => Tone::Info,
        AgendaState::Held => Tone::Success,
        AgendaState::Rescheduled => Tone::Warning,
        AgendaState::Cancelled => Tone::Danger,
    };
    view! { <StatusBadge tone=tone label=label(AGENDA_STATES, state.as_str())/> }
}
