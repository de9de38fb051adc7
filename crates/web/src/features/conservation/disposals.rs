//! Disposals: what waits for the second operator, and what was decided.

use leptos::prelude::*;
use serde::de::IgnoredAny;
use shared::features::conservation::{
    ConservationOut, Decision, DecisionIn, DisposalOut, DisposalStatus, RecordKind, decision_path,
};
use shared::kit::page::Page;

use super::overview::table;
use super::{kind, owner};
use crate::fetch::{Method, Remote, SendOptions};
use crate::format::{date_time, integer};
use crate::i18n::{Text, t};
use crate::staff::{Act, table_skeleton};
use crate::ui::{Button, ButtonKind, Cell, EmptyState, StatusBadge, Toasts, Tone};

type List = Remote<Page<DisposalOut>>;

/// The list with its acts.
pub(super) fn section(list: List, found: Remote<ConservationOut>) -> AnyView {
    let act = Act::new();
    view! {
        <section class="l-stack">
            <h2>{t::CONSERVE_DISPOSALS.s()}</h2>
            {act.view()}
            {list.show(table_skeleton, move |page| rows(page.items, act, list, found))}
        </section>
    }
    .into_any()
}

fn rows(items: Vec<DisposalOut>, act: Act, list: List, found: Remote<ConservationOut>) -> AnyView {
    if items.is_empty() {
        return view! { <EmptyState icon="history" title=t::CONSERVE_DISPOSALS_NONE.s()/> }
            .into_any();
    }
    let heads = [
        t::CONSERVE_RECORDS,
        t::CONSERVE_OWNER,
        t::CONSERVE_REASON,
        t::CONSERVE_PROPOSED_BY,
        t::DESK_STATE,
        t::MUNI_ACTS,
    ];
    let rows = items
        .into_iter()
        .map(|item| row(item, act, list, found))
        .collect_view();
    table("disposals", t::CONSERVE_DISPOSALS, &heads, rows)
}

fn row(item: DisposalOut, act: Act, list: List, found: Remote<ConservationOut>) -> impl IntoView {
    let (tone, state) = status(item.status);
    let decided = item.decided_by.clone().map(|name| {
        let at = item.decided_at.map(date_time).unwrap_or_default();
        let gone = item.disposed_rows.map(integer).unwrap_or_default();
        let text = t::CONSERVE_DECIDED_BY.with(&[("name", &name), ("at", &at), ("n", &gone)]);
        view! { <span class="u-small u-muted staff-below">{text}</span> }
    });
    let acts = acts(&item, act, list, found);
    let records = kind(item.kind);
    view! {
        <tr>
            <Cell label=t::CONSERVE_RECORDS.s() primary=true>
                {records}
                <span class="u-small u-muted staff-below">{t::CONSERVE_UP_TO.s()}" "{date_time(item.cutoff)}</span>
            </Cell>
            <Cell label=t::CONSERVE_OWNER.s()>{owner(item.municipality)}</Cell>
            <Cell label=t::CONSERVE_REASON.s()>
                {item.reason}
                <span class="u-small u-muted staff-below">{item.legal_basis}</span>
            </Cell>
            <Cell label=t::CONSERVE_PROPOSED_BY.s()>{item.proposed_by}", "{date_time(item.proposed_at)}</Cell>
            <Cell label=t::DESK_STATE.s()><StatusBadge tone=tone label=state.s()/>{decided}</Cell>
            <Cell label=t::MUNI_ACTS.s()>{acts}</Cell>
        </tr>
    }
}

/// What may be done: never by who proposed, and a municipality only where its slug is typed.
fn acts(
    item: &DisposalOut,
    act: Act,
    list: List,
    found: Remote<ConservationOut>,
) -> Option<AnyView> {
    if item.status != DisposalStatus::Proposed {
        return None;
    }
    if item.kind == RecordKind::Tenant {
        return Some(
            view! { <a href="/admin/retiros">{t::CONSERVE_GO_REMOVALS.s()}</a> }.into_any(),
        );
    }
    if !item.may_decide {
        return Some(
            view! { <span class="u-muted">{t::CONSERVE_OTHER_DECIDES.s()}</span> }.into_any(),
        );
    }
    let (id, toasts) = (item.id, Toasts::here());
    let decide = move |decision: Decision, said: Text| {
        let done = move |_| {
            toasts.success(said.s());
            list.refetch();
            found.refetch();
        };
        let body = DecisionIn { decision };
        let options = SendOptions::default();
        act.run::<DecisionIn, IgnoredAny>(Method::Post, decision_path(id), body, options, done);
    };
    let confirm = move |()| decide(Decision::Confirm, t::CONSERVE_DONE);
    let refuse = move |()| decide(Decision::Refuse, t::CONSERVE_REFUSED);
    Some(
        view! {
            <span class="l-cluster">
                <Button kind=ButtonKind::Danger busy=act.busy() on_click=confirm>{t::CONSERVE_CONFIRM.s()}</Button>
                <Button busy=act.busy() on_click=refuse>{t::CONSERVE_REFUSE.s()}</Button>
            </span>
        }
        .into_any(),
    )
}

/// Where a disposal stands, in words.
pub(super) const fn status(status: DisposalStatus) -> (Tone, Text) {
    match status {
        DisposalStatus::Proposed => (Tone::Warning, t::CONSERVE_STATE_PROPOSED),
        DisposalStatus::Executed => (Tone::Neutral, t::CONSERVE_STATE_EXECUTED),
        DisposalStatus::Refused => (Tone::Neutral, t::CONSERVE_STATE_REFUSED),
    }
}
