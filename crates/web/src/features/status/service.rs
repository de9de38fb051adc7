//! The page `/estado`: whether each part of the service works, since when, and how much is served.

use leptos::prelude::*;
use shared::features::directory::{DirectoryTotals, TOTALS_PATH};
use shared::features::status::{
    Component, ComponentState, ComponentStatus, STATUS_PATH, ServiceStatus,
};

use crate::fetch::use_fetch;
use crate::format::{date_time, in_lima, integer, short_date};
use crate::i18n::{Text, t};
use crate::page::{PageMeta, set_page};
use crate::routes::Params;
use crate::shell::skeleton;
use crate::ui::{Button, Cell, Column, DataTable, Notice, PageTitle, StatTile, StatusBadge, Tone};

/// The page `/estado`.
pub fn service(_params: &Params) -> AnyView {
    set_page(|| PageMeta::new(t::STATUS_TITLE.s(), t::STATUS_LEAD.s()).at("/estado"));
    let status = use_fetch::<ServiceStatus>(|| STATUS_PATH.to_owned());
    let totals = use_fetch::<DirectoryTotals>(|| TOTALS_PATH.to_owned());
    let again = move |()| {
        status.refetch();
        totals.refetch();
    };
    view! {
        <div class="l-container l-container--text l-section l-stack l-stack--l">
            <PageTitle title=t::STATUS_TITLE.s() lead=t::STATUS_LEAD.s()/>
            <div class="l-stack" aria-live="polite" aria-busy=move || status.busy().to_string()>
                {status.show(|| skeleton(8), |status| report(&status))}
            </div>
            <section class="l-stack">
                <h2>{t::STATUS_COUNTS.s()}</h2>
                {totals.show(|| skeleton(3), |totals| counts(&totals))}
            </section>
            <p class="no-print"><Button icon="refresh-cw" on_click=again>{t::STATUS_AGAIN.s()}</Button></p>
        </div>
    }
    .into_any()
}

fn report(status: &ServiceStatus) -> AnyView {
    let (tone, title, text) = summary(&status.components);
    let columns = vec![
        Column::text(t::STATUS_PART.s()),
        Column::text(t::STATUS_STATE.s()),
        Column::text(t::STATUS_MOMENT.s()),
    ];
    let rows = status.components.iter().map(row).collect_view();
    let checked = t::STATUS_CHECKED.with(&[
        ("when", &date_time(status.checked_at)),
        ("version", &status.version),
    ]);
    view! {
        <Notice tone=tone title=title.s()>{text.s()}</Notice>
        <DataTable id="components" caption=t::STATUS_PARTS.s() columns=columns>{rows}</DataTable>
        <p class="u-small u-muted">{checked}</p>
    }
    .into_any()
}

/// The worst of the parts is what the whole is; what nobody knows of is said in the table alone.
fn summary(parts: &[ComponentStatus]) -> (Tone, Text, Text) {
    let any = |state| parts.iter().any(|part| part.state == state);
    if any(ComponentState::Failing) {
        (Tone::Danger, t::STATUS_DOWN_TITLE, t::STATUS_DOWN_TEXT)
    } else if any(ComponentState::Delayed) {
        (Tone::Warning, t::STATUS_LATE_TITLE, t::STATUS_LATE_TEXT)
    } else {
        (Tone::Success, t::STATUS_UP_TITLE, t::STATUS_UP_TEXT)
    }
}

fn row(part: &ComponentStatus) -> impl IntoView + use<> {
    let (name, meaning) = part_text(part.component);
    let (tone, state) = match part.state {
        ComponentState::Working => (Tone::Success, t::STATUS_WORKING),
        ComponentState::Delayed => (Tone::Warning, t::STATUS_DELAYED),
        ComponentState::Failing => (Tone::Danger, t::STATUS_FAILING),
        ComponentState::Unknown => (Tone::Neutral, t::STATUS_UNKNOWN),
    };
    let moment = match (part.at, part.component) {
        (Some(at), _) => meaning.with(&[("when", &date_time(at))]),
        (None, Component::Outbox) if part.state == ComponentState::Working => {
            t::STATUS_OUTBOX_EMPTY.s().to_owned()
        }
        (None, _) => t::STATUS_NOTHING.s().to_owned(),
    };
    view! {
        <tr>
            <Cell label=t::STATUS_PART.s() primary=true>{name.s()}</Cell>
            <Cell label=t::STATUS_STATE.s()><StatusBadge tone=tone label=state.s()/></Cell>
            <Cell label=t::STATUS_MOMENT.s()>{moment}</Cell>
        </tr>
    }
}

/// What a part is called, and what its moment tells.
fn part_text(component: Component) -> (Text, Text) {
    match component {
        Component::Database => (t::STATUS_DATABASE, t::STATUS_DATABASE_AT),
        Component::Worker => (t::STATUS_WORKER, t::STATUS_WORKER_AT),
        Component::Outbox => (t::STATUS_OUTBOX, t::STATUS_OUTBOX_AT),
        Component::Backup => (t::STATUS_BACKUP, t::STATUS_BACKUP_AT),
        Component::Journal => (t::STATUS_JOURNAL, t::STATUS_JOURNAL_AT),
        Component::Storage => (t::STATUS_STORAGE, t::STATUS_STORAGE_AT),
    }
}

fn counts(totals: &DirectoryTotals) -> AnyView {
    let date = short_date(in_lima(totals.counted_at).date());
    let counted = t::DIRECTORY_COUNTED_AT.with(&[("when", &date_time(totals.counted_at))]);
    view! {
        <div class="l-grid l-grid--narrow">
            <StatTile label=t::DIRECTORY_TOTAL.s() value=integer(totals.total) date=date.clone() href="/municipalidades"/>
            <StatTile label=t::DIRECTORY_WITH_PORTAL.s() value=integer(totals.with_portal) date=date/>
        </div>
        <p class="u-small u-muted">{counted}</p>
    }
    .into_any()
}
