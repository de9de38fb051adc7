//! The record of incidents as a list.

use leptos::prelude::*;
use shared::features::privacy::{IncidentItem, IncidentState};

use super::Record;
use crate::format::{date_time, integer};
use crate::i18n::{Text, t};
use crate::staff::{History, PagedList, now, screen_with};
use crate::ui::{
    ButtonKind, Cell, Column, DataTable, EmptyState, LinkButton, Notice, StatusBadge, Tone,
};

/// The screen of a whole record.
pub(super) fn list(record: Record) -> AnyView {
    let list = PagedList::<IncidentItem, 0>::read(record.page, record.api, []);
    let new = view! {
        <LinkButton href=format!("{}/nuevo", record.page) kind=ButtonKind::Primary icon="plus">{t::INCIDENT_NEW.s()}</LinkButton>
    };
    screen_with(
        record.title.s().to_owned(),
        record.lead.s().to_owned(),
        new,
        view! {
            {(record.page == super::OWN.page).then(way)}
            <Notice tone=Tone::Info title=t::INCIDENT_RULE.s()><p>{t::INCIDENT_RULE_TEXT.s()}</p></Notice>
            {list.view(move |items| table(record, items))}
            <History kind="privacy_incident"/>
        },
    )
}

/// The way to what registers tell of a person.
fn way() -> impl IntoView {
    view! { <p><a href=super::PERSONS_PAGE>{t::ERASURE_WAY.s()}</a></p> }
}

fn table(record: Record, items: Vec<IncidentItem>) -> AnyView {
    if items.is_empty() {
        return view! { <EmptyState icon="circle-check" title=t::INCIDENT_NONE.s() text=t::INCIDENT_NONE_TEXT.s()/> }
            .into_any();
    }
    let heads = [
        t::INCIDENT_ONE,
        t::INCIDENT_KNOWN,
        t::INCIDENT_CLOCK,
        t::INCIDENT_PEOPLE,
        t::DESK_STATE,
    ];
    let columns: Vec<_> = heads.iter().map(|label| Column::text(label.s())).collect();
    let rows = items
        .into_iter()
        .map(|item| row(record, item))
        .collect_view();
    view! {
        <DataTable id="incidents" caption=record.title.s() hide_caption=true columns=columns>{rows}</DataTable>
    }
    .into_any()
}

fn row(record: Record, item: IncidentItem) -> impl IntoView {
    let (tone, label) = state(item.state);
    let clock = clock(&item);
    let href = record.page_of(item.id);
    view! {
        <tr>
            <Cell label=t::INCIDENT_ONE.s() primary=true>
                <a href=href>{item.title}</a>
                <span class="u-small u-muted staff-below u-num">{item.code}</span>
            </Cell>
            <Cell label=t::INCIDENT_KNOWN.s()>{date_time(item.known_at)}</Cell>
            <Cell label=t::INCIDENT_CLOCK.s()>{clock}</Cell>
            <Cell label=t::INCIDENT_PEOPLE.s()>{integer(u64::from(item.people))}</Cell>
            <Cell label=t::DESK_STATE.s()><StatusBadge tone=tone label=label.s()/></Cell>
        </tr>
    }
}

/// The 48 hours: how many are left, or whether the notice was in time.
pub(super) fn clock(item: &IncidentItem) -> AnyView {
    let (tone, text) = match item.hours_left(now()) {
        Some(left) if left < 0 => {
            let over = left.unsigned_abs().to_string();
            (Tone::Danger, t::INCIDENT_OVER.with(&[("n", &over)]))
        }
        Some(left) => {
            let tone = if left < 24 { Tone::Warning } else { Tone::Info };
            (tone, t::INCIDENT_LEFT.with(&[("n", &left.to_string())]))
        }
        None if item.authority_told_at.is_none() => {
            (Tone::Neutral, t::INCIDENT_NOT_TOLD.s().to_owned())
        }
        None if item.was_late() => (Tone::Warning, t::INCIDENT_LATE.s().to_owned()),
        None => (Tone::Success, t::INCIDENT_IN_TIME.s().to_owned()),
    };
    view! { <StatusBadge tone=tone label=text/> }.into_any()
}

/// A state in words.
pub(super) const fn state(state: IncidentState) -> (Tone, Text) {
    match state {
        IncidentState::Open => (Tone::Warning, t::INCIDENT_STATE_OPEN),
        IncidentState::Notified => (Tone::Info, t::INCIDENT_STATE_NOTIFIED),
        IncidentState::Closed => (Tone::Neutral, t::INCIDENT_STATE_CLOSED),
    }
}
