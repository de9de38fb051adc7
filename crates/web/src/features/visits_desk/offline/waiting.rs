//! What waits on the device, one line each; what was refused says why, and what can be done.

use leptos::prelude::*;
use shared::features::visits::desk::{GIVEN_UP_PATH, GivenUpIn};
use shared::features::visits::queue::{Kept, Waiting};
use shared::time::short_time;

use super::Device;
use crate::fetch::{Method, SendOptions};
use crate::forms::FormState;
use crate::i18n::t;
use crate::staff::{refusal, send_form};
use crate::ui::{Button, ButtonKind, Details, Dialog, Form, TextArea};

/// What waits.
pub(super) fn list(device: Device) -> impl IntoView {
    let giving_up = RwSignal::new(None::<Waiting>);
    let open = RwSignal::new(false);
    let rows = move || {
        let waiting = device.waiting.get();
        let rows = waiting
            .into_iter()
            .map(|one| row(device, one, giving_up, open));
        rows.collect_view()
    };
    let is_empty = move || device.waiting.with(Vec::is_empty);
    view! {
        {move || (!is_empty()).then(|| view! {
            <Details summary=t::DESK_WAITING_TITLE.s()>
                <ul class="staff-rows" role="list">{rows()}</ul>
            </Details>
        })}
        <Dialog id="desk-give-up" open=open title=t::DESK_GIVE_UP_TITLE.s()>
            {move || giving_up.get().map(|one| give_up(device, one, open))}
        </Dialog>
    }
}

fn row(
    device: Device,
    waiting: Waiting,
    giving_up: RwSignal<Option<Waiting>>,
    open: RwSignal<bool>,
) -> impl IntoView {
    let what = match &waiting.act {
        Kept::Entry(entry) => {
            let names = entry.visitors.iter().map(|visitor| visitor.name.as_str());
            let names: Vec<_> = names.collect();
            t::DESK_ENTRY_OF.with(&[("name", &names.join(", "))])
        }
        Kept::Exit(exit) => t::DESK_EXIT_OF.with(&[("n", &exit.visits.len().to_string())]),
    };
    let at = t::DESK_RECORDED_AT.with(&[("time", &short_time(waiting.recorded_at))]);
    let refused = waiting.refusal.clone().map(|why| {
        let (again, over) = (waiting.clone(), waiting.clone());
        let again = move |()| {
            let again = Waiting {
                refusal: None,
                ..again.clone()
            };
            #[cfg(feature = "csr")]
            super::sync::put_right(device, again, false);
            #[cfg(feature = "ssr")]
            let _on_the_server_nothing_waits = (device, again);
        };
        let over = move |()| {
            giving_up.set(Some(over.clone()));
            open.set(true);
        };
        view! {
            <p class="door__refusal">{why}</p>
            <div class="l-cluster">
                <Button icon="rotate-cw" on_click=again>{t::DESK_AGAIN.s()}</Button>
                <Button kind=ButtonKind::Quiet on_click=over>{t::DESK_GIVE_UP.s()}</Button>
            </div>
        }
    });
    view! {
        <li class="l-stack">
            <span><strong>{what}</strong>" "<span class="u-small u-muted">{at}</span></span>
            {refused}
        </li>
    }
}

/// Gives something up: the journal keeps that it was recorded, and why it is no visit.
fn give_up(device: Device, waiting: Waiting, open: RwSignal<bool>) -> impl IntoView {
    let form = FormState::new();
    let reason = form.field("reason", "");
    let submit = move |()| {
        let body = GivenUpIn {
            visits: waiting.visits().to_vec(),
            is_exit: matches!(waiting.act, Kept::Exit(_)),
            recorded_at: waiting.recorded_at,
            reason: reason.text(),
        };
        let over = waiting.clone();
        let done = move |()| {
            open.set(false);
            #[cfg(feature = "csr")]
            super::sync::put_right(device, over, true);
            #[cfg(feature = "ssr")]
            let _on_the_server_nothing_waits = (device, over);
        };
        let path = GIVEN_UP_PATH.to_owned();
        send_form(form, Method::Post, path, body, SendOptions::once(), done);
    };
    view! {
        {refusal(form)}
        <p>{t::DESK_GIVE_UP_TEXT.s()}</p>
        <Form on_submit=Callback::new(submit)>
            <TextArea name="reason" label=t::DESK_GIVE_UP_REASON.s() rows=2 max_chars=300 value=reason.value
                error=reason.error/>
            <div class="dialog__actions">
                <Button kind=ButtonKind::Danger submit=true busy=form.busy()>{t::DESK_GIVE_UP.s()}</Button>
            </div>
        </Form>
    }
}
