//! Legal holds: placed, listed, lifted.

use leptos::prelude::*;
use serde::de::IgnoredAny;
use shared::features::conservation::{
    ConservationOut, HOLDS_PATH, HoldIn, HoldOut, LiftIn, RecordKind, lift_path,
};
use shared::kit::page::Page;

use super::overview::table;
use super::{kind, owner};
use crate::features::break_glass::municipality_field;
use crate::fetch::{Method, Remote, SendOptions, use_fetch};
use crate::format::date_time;
use crate::forms::FormState;
use crate::i18n::t;
use crate::staff::{refusal, send_form, table_skeleton};
use crate::ui::{
    Button, ButtonKind, Cell, Choice, Details, Dialog, EmptyState, Form, Select, StatusBadge,
    TextArea, TextInput, Toasts, Tone,
};

type List = Remote<Page<HoldOut>>;

/// The list, and the form that places one.
pub(super) fn section(found: Remote<ConservationOut>) -> AnyView {
    let list = use_fetch::<Page<HoldOut>>(|| format!("{HOLDS_PATH}?limit=50"));
    let (open, chosen) = (RwSignal::new(false), RwSignal::new(None::<HoldOut>));
    view! {
        <section class="l-stack">
            <h2>{t::HOLD_TITLE.s()}</h2>
            <p>{t::HOLD_LEAD.s()}</p>
            {list.show(table_skeleton, move |page| rows(page.items, open, chosen))}
            <Details summary=t::HOLD_PLACE.s()>{place_form(list, found)}</Details>
            <Dialog id="hold-lift" open=open title=t::HOLD_LIFT.s()>
                {move || chosen.get().map(|hold| lift_form(&hold, open, list, found))}
            </Dialog>
        </section>
    }
    .into_any()
}

fn rows(items: Vec<HoldOut>, open: RwSignal<bool>, chosen: RwSignal<Option<HoldOut>>) -> AnyView {
    if items.is_empty() {
        return view! { <EmptyState icon="lock" title=t::HOLD_NONE.s()/> }.into_any();
    }
    let heads = [
        t::CONSERVE_RECORDS,
        t::CONSERVE_OWNER,
        t::CONSERVE_REASON,
        t::HOLD_PLACED_BY,
        t::DESK_STATE,
    ];
    let rows = items
        .into_iter()
        .map(|hold| row(hold, open, chosen))
        .collect_view();
    table("holds", t::HOLD_TITLE, &heads, rows)
}

fn row(hold: HoldOut, open: RwSignal<bool>, chosen: RwSignal<Option<HoldOut>>) -> impl IntoView {
    let kept = hold.clone();
    let state = match (&hold.lifted_by, hold.lifted_at) {
        (Some(name), Some(at)) => {
            let text = t::HOLD_LIFTED_BY.with(&[("name", name), ("at", &date_time(at))]);
            view! { <StatusBadge label=t::HOLD_LIFTED.s()/><span class="u-small u-muted staff-below">{text}</span> }
                .into_any()
        }
        _ => {
            let choose = move |()| {
                chosen.set(Some(kept.clone()));
                open.set(true);
            };
            view! {
                <span class="l-cluster">
                    <StatusBadge tone=Tone::Warning label=t::HOLD_STANDS.s()/>
                    <Button on_click=choose>{t::HOLD_LIFT.s()}</Button>
                </span>
            }
            .into_any()
        }
    };
    let one = hold.subject_id.map(|id| {
        view! { <span class="u-small u-muted staff-below u-num">{id.to_string()}</span> }
    });
    view! {
        <tr>
            <Cell label=t::CONSERVE_RECORDS.s() primary=true>{kind(hold.kind)}{one}</Cell>
            <Cell label=t::CONSERVE_OWNER.s()>{owner(hold.municipality)}</Cell>
            <Cell label=t::CONSERVE_REASON.s()>
                {hold.reason}
                <span class="u-small u-muted staff-below">{hold.legal_basis}</span>
            </Cell>
            <Cell label=t::HOLD_PLACED_BY.s()>{hold.placed_by}", "{date_time(hold.placed_at)}</Cell>
            <Cell label=t::DESK_STATE.s()>{state}</Cell>
        </tr>
    }
}

fn place_form(list: List, found: Remote<ConservationOut>) -> AnyView {
    let toasts = Toasts::here();
    let form = FormState::new();
    let records = form.field("kind", RecordKind::Mails.as_str());
    let municipality = form.field("municipality_id", "");
    let (reason, basis) = (form.field("reason", ""), form.field("legal_basis", ""));
    let submit = Callback::new(move |()| {
        let body = HoldIn {
            municipality_id: municipality.text().parse().ok(),
            kind: records.text().parse().unwrap_or(RecordKind::Mails),
            subject_id: None,
            reason: reason.text(),
            legal_basis: basis.text(),
        };
        let done = move |_: IgnoredAny| {
            toasts.success(t::HOLD_PLACED.s());
            list.refetch();
            found.refetch();
        };
        let path = HOLDS_PATH.to_owned();
        send_form(form, Method::Post, path, body, SendOptions::once(), done);
    });
    let kinds: Vec<_> = RecordKind::ALL
        .iter()
        .map(|one| Choice::new(one.as_str(), kind(*one)))
        .collect();
    view! {
        {refusal(form)}
        <Form on_submit=submit>
            <Select name="kind" label=t::CONSERVE_RECORDS.s() value=records.value error=records.error options=kinds/>
            {municipality_field(municipality.value, municipality.error)}
            <p class="u-small u-muted">{t::HOLD_OWNER_HINT.s()}</p>
            <TextArea name="reason" label=t::CONSERVE_REASON.s() rows=3 max_chars=500 value=reason.value error=reason.error/>
            <TextInput name="legal_basis" label=t::HOLD_BASIS.s() hint=t::HOLD_BASIS_HINT.s() maxlength=200
                value=basis.value error=basis.error/>
            <Button kind=ButtonKind::Primary submit=true icon="lock" busy=form.busy() busy_text=t::UI_WORKING.s()>
                {t::HOLD_PLACE.s()}
            </Button>
        </Form>
    }
    .into_any()
}

fn lift_form(
    hold: &HoldOut,
    open: RwSignal<bool>,
    list: List,
    found: Remote<ConservationOut>,
) -> AnyView {
    let toasts = Toasts::here();
    let form = FormState::new();
    let reason = form.field("reason", "");
    let path = lift_path(hold.id);
    let submit = Callback::new(move |()| {
        let body = LiftIn {
            reason: reason.text(),
        };
        let done = move |_: IgnoredAny| {
            open.set(false);
            toasts.success(t::HOLD_LIFTED.s());
            list.refetch();
            found.refetch();
        };
        send_form(
            form,
            Method::Post,
            path.clone(),
            body,
            SendOptions::once(),
            done,
        );
    });
    view! {
        <div class="l-stack">
            {refusal(form)}
            <Form on_submit=submit>
                <TextArea name="reason" label=t::HOLD_LIFT_REASON.s() rows=3 max_chars=500 value=reason.value error=reason.error/>
                <div class="dialog__actions">
                    <Button on_click=move |()| open.set(false)>{t::UI_CANCEL.s()}</Button>
                    <Button kind=ButtonKind::Danger submit=true busy=form.busy() busy_text=t::UI_WORKING.s()>{t::HOLD_LIFT.s()}</Button>
                </div>
            </Form>
        </div>
    }
    .into_any()
}
