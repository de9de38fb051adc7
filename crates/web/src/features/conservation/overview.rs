//! The screen `/admin/conservacion`: alarm, what is due, terms, holds, disposals.

use leptos::prelude::*;
use serde::de::IgnoredAny;
use shared::features::conservation::{
    CONSERVATION_PATH, ConservationOut, DISPOSALS_PATH, DamagedFile, DisposalIn, DisposalOut,
    DueOut, RetentionTerm,
};
use shared::kit::page::Page;

use super::{disposals, holds, kind, owner};
use crate::features::privacy::{months, then};
use crate::fetch::{Method, Remote, SendOptions, use_fetch};
use crate::format::{date_time, integer};
use crate::forms::FormState;
use crate::i18n::{Text, t};
use crate::routes::Params;
use crate::staff::{History, refusal, screen, send_form, table_skeleton};
use crate::ui::{
    AlertBanner, Button, ButtonKind, Cell, Column, DataTable, Dialog, EmptyState, Form, KeyValue,
    KeyValueList, StatusBadge, TextArea, Toasts, Tone,
};

/// The page `/admin/conservacion`.
pub fn page(_params: &Params) -> AnyView {
    let found = use_fetch::<ConservationOut>(|| CONSERVATION_PATH.to_owned());
    let list = use_fetch::<Page<DisposalOut>>(|| format!("{DISPOSALS_PATH}?limit=50"));
    screen(
        t::CONSERVE_TITLE,
        t::CONSERVE_LEAD,
        view! {
            {found.show(table_skeleton, move |view| overview(view, found, list))}
            {disposals::section(list, found)}
            {holds::section(found)}
            <History kind="disposal"/>
            <History kind="legal_hold"/>
        },
    )
}

fn overview(
    view: ConservationOut,
    found: Remote<ConservationOut>,
    list: Remote<Page<DisposalOut>>,
) -> AnyView {
    view! {
        <div class="l-stack l-stack--l">
            {alarm(&view.damaged)}
            {due(view.due.clone(), found, list)}
            {files(&view)}
            {terms(view.terms)}
        </div>
    }
    .into_any()
}

/// Damaged files first: nothing else on this screen is as urgent.
fn alarm(damaged: &[DamagedFile]) -> Option<AnyView> {
    if damaged.is_empty() {
        return None;
    }
    let items = damaged.iter().map(|file| {
        let owner = owner(file.municipality.clone());
        let checked = file.checked_at.map(date_time).unwrap_or_default();
        view! { <li>{owner}": "{file.name.clone()}" ("{checked}")"</li> }
    });
    let items = items.collect_view();
    Some(
        view! {
            <AlertBanner tone=Tone::Danger title=t::CONSERVE_ALARM.s()>
                <div class="l-stack l-stack--s">
                    <p>{t::CONSERVE_ALARM_TEXT.s()}</p>
                    <ul>{items}</ul>
                </div>
            </AlertBanner>
        }
        .into_any(),
    )
}

fn files(view: &ConservationOut) -> AnyView {
    let next = view.next_recheck_at.map(date_time).unwrap_or_default();
    let last = match &view.recheck {
        None => view! { <p>{t::CONSERVE_RECHECK_NONE.s()}</p> }.into_any(),
        Some(run) => {
            let (tone, state) = if run.damaged > 0 {
                (Tone::Danger, t::CONSERVE_RECHECK_DAMAGED)
            } else if run.unread > 0 {
                (Tone::Warning, t::CONSERVE_RECHECK_UNREAD)
            } else {
                (Tone::Success, t::CONSERVE_RECHECK_WHOLE)
            };
            let ended = date_time(run.finished_at);
            let [checked, damaged, unread] = [run.checked, run.damaged, run.unread].map(integer);
            view! {
                <KeyValueList>
                    <KeyValue label=t::CONSERVE_RECHECK_LAST.s()>{ended}</KeyValue>
                    <KeyValue label=t::DESK_STATE.s()><StatusBadge tone=tone label=state.s()/></KeyValue>
                    <KeyValue label=t::CONSERVE_RECHECK_CHECKED.s()>{checked}</KeyValue>
                    <KeyValue label=t::CONSERVE_RECHECK_BAD.s()>{damaged}</KeyValue>
                    <KeyValue label=t::CONSERVE_RECHECK_LEFT.s()>{unread}</KeyValue>
                </KeyValueList>
            }
            .into_any()
        }
    };
    view! {
        <section class="l-stack">
            <h2>{t::CONSERVE_RECHECK.s()}</h2>
            {last}
            <p class="u-small u-muted">{t::CONSERVE_RECHECK_NEXT.with(&[("at", &next)])}</p>
        </section>
    }
    .into_any()
}

fn due(
    items: Vec<DueOut>,
    found: Remote<ConservationOut>,
    list: Remote<Page<DisposalOut>>,
) -> AnyView {
    let (open, chosen) = (RwSignal::new(false), RwSignal::new(None::<DueOut>));
    let content = if items.is_empty() {
        view! { <EmptyState icon="circle-check" title=t::CONSERVE_DUE_NONE.s() text=t::CONSERVE_DUE_NONE_TEXT.s()/> }
            .into_any()
    } else {
        let heads = [
            t::CONSERVE_RECORDS,
            t::CONSERVE_OWNER,
            t::CONSERVE_UP_TO,
            t::CONSERVE_COUNT,
            t::MUNI_ACTS,
        ];
        let rows = items
            .into_iter()
            .map(|due| due_row(due, open, chosen))
            .collect_view();
        table("due", t::CONSERVE_DUE, &heads, rows)
    };
    view! {
        <section class="l-stack">
            <h2>{t::CONSERVE_DUE.s()}</h2>
            {content}
            <Dialog id="disposal" open=open title=t::CONSERVE_PROPOSE_TITLE.s()>
                {move || chosen.get().map(|due| propose(due, open, found, list))}
            </Dialog>
        </section>
    }
    .into_any()
}

fn due_row(due: DueOut, open: RwSignal<bool>, chosen: RwSignal<Option<DueOut>>) -> impl IntoView {
    let (records, owner) = (kind(due.kind), owner(due.municipality.clone()));
    let (cutoff, count) = (date_time(due.cutoff), integer(due.rows));
    let act = if due.held {
        view! { <StatusBadge tone=Tone::Warning label=t::CONSERVE_HELD.s()/> }.into_any()
    } else {
        let choose = move |()| {
            chosen.set(Some(due.clone()));
            open.set(true);
        };
        view! { <Button on_click=choose>{t::CONSERVE_PROPOSE.s()}</Button> }.into_any()
    };
    view! {
        <tr>
            <Cell label=t::CONSERVE_RECORDS.s() primary=true>{records}</Cell>
            <Cell label=t::CONSERVE_OWNER.s()>{owner}</Cell>
            <Cell label=t::CONSERVE_UP_TO.s()>{cutoff}</Cell>
            <Cell label=t::CONSERVE_COUNT.s()>{count}</Cell>
            <Cell label=t::MUNI_ACTS.s()>{act}</Cell>
        </tr>
    }
}

fn propose(
    due: DueOut,
    open: RwSignal<bool>,
    found: Remote<ConservationOut>,
    list: Remote<Page<DisposalOut>>,
) -> AnyView {
    let toasts = Toasts::here();
    let form = FormState::new();
    let reason = form.field("reason", t::CONSERVE_REASON_USUAL.s());
    let text = t::CONSERVE_PROPOSE_TEXT.with(&[("records", kind(due.kind))]);
    let submit = Callback::new(move |()| {
        let body = DisposalIn {
            municipality_id: due.municipality_id,
            kind: due.kind,
            reason: reason.text(),
        };
        let done = move |_: IgnoredAny| {
            open.set(false);
            toasts.success(t::CONSERVE_PROPOSED.s());
            found.refetch();
            list.refetch();
        };
        let path = DISPOSALS_PATH.to_owned();
        send_form(form, Method::Post, path, body, SendOptions::once(), done);
    });
    view! {
        <div class="l-stack">
            <p>{text}</p>
            {refusal(form)}
            <Form on_submit=submit>
                <TextArea name="reason" label=t::CONSERVE_REASON.s() rows=3 max_chars=500 value=reason.value error=reason.error/>
                <div class="dialog__actions">
                    <Button on_click=move |()| open.set(false)>{t::UI_CANCEL.s()}</Button>
                    <Button kind=ButtonKind::Danger submit=true busy=form.busy() busy_text=t::UI_WORKING.s()>{t::CONSERVE_PROPOSE.s()}</Button>
                </div>
            </Form>
        </div>
    }
    .into_any()
}

fn terms(items: Vec<RetentionTerm>) -> AnyView {
    let heads = [
        t::CONSERVE_RECORDS,
        t::CONSERVE_FROM,
        t::PRIVACY_TERM,
        t::CONSERVE_THEN,
        t::PRIVACY_BASIS,
    ];
    let rows = items.into_iter().map(|term| {
        let applied = term.applied.then(|| {
            view! { " "<StatusBadge tone=Tone::Info label=t::CONSERVE_APPLIED.s()/> }
        });
        view! {
            <tr>
                <Cell label=t::CONSERVE_RECORDS.s() primary=true>{term.label}{applied}</Cell>
                <Cell label=t::CONSERVE_FROM.s()>{term.start_event}</Cell>
                <Cell label=t::PRIVACY_TERM.s()>{months(term.months)}</Cell>
                <Cell label=t::CONSERVE_THEN.s()>{then(term.then).s()}</Cell>
                <Cell label=t::PRIVACY_BASIS.s()>{term.legal_basis.unwrap_or_default()}</Cell>
            </tr>
        }
    });
    view! {
        <section class="l-stack">
            <h2>{t::CONSERVE_TERMS.s()}</h2>
            <p>{t::CONSERVE_TERMS_TEXT.s()}" "<a href="/admin/catalogos/retention_terms">{t::CONSERVE_TERMS_EDIT.s()}</a></p>
            {table("terms", t::CONSERVE_TERMS, &heads, rows.collect_view())}
        </section>
    }
    .into_any()
}

/// A table of text with hidden caption.
pub(super) fn table(
    id: &'static str,
    caption: Text,
    heads: &[Text],
    rows: impl IntoView + 'static,
) -> AnyView {
    let columns: Vec<_> = heads.iter().map(|label| Column::text(label.s())).collect();
    let rows = rows.into_any();
    view! { <DataTable id=id caption=caption.s() hide_caption=true columns=columns>{rows}</DataTable> }.into_any()
}
