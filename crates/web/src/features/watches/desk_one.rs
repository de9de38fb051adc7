//! The screen of one webhook: how it stands, what was sent and what it answered, and what its owner does with it.

use leptos::prelude::*;
use serde::de::IgnoredAny;
use shared::features::watches::{
    DeliveryOut, DeliveryState, HOOKS_PATH, HookOut, Rhythm, TryOut, WatchState, deliveries_path,
};
use shared::kit::page::Page;

use super::desk::{PAGE, state, watched};
use crate::fetch::{Method, Remote, SendOptions, use_fetch};
use crate::format::date_time;
use crate::i18n::{Text, t};
use crate::page::{PageMeta, set_page};
use crate::routes::Params;
use crate::shell::skeleton;
use crate::staff::{Act, opener, table_skeleton};
use crate::ui::{
    Breadcrumbs, Button, ButtonKind, Cell, Column, ConfirmDialog, DataTable, EmptyState, KeyValue,
    KeyValueList, PageTitle, StatusBadge, Toasts, Tone,
};

/// What the screen reads, and the act that is under way.
#[derive(Clone, Copy)]
struct Screen {
    hook: Remote<HookOut>,
    sent: Remote<Page<DeliveryOut>>,
    act: Act,
    ending: RwSignal<bool>,
}

/// The page `/admin/webhooks/{id}`.
pub fn one(params: &Params) -> AnyView {
    let id = params.get("id");
    let path = format!("{HOOKS_PATH}/{id}");
    let log = id.parse().map(deliveries_path).unwrap_or_default();
    let own = path.clone();
    let screen = Screen {
        hook: use_fetch::<HookOut>(move || path.clone()),
        sent: use_fetch::<Page<DeliveryOut>>(move || format!("{log}?limit=50")),
        act: Act::new(),
        ending: RwSignal::new(false),
    };
    set_page(|| PageMeta::new(t::HOOKS_ONE.s(), "").hidden(200));
    let above = vec![(t::HOOKS_TITLE.s().to_owned(), PAGE.to_owned())];
    let sent = screen.sent;
    view! {
        <div class="l-stack l-stack--l staff-screen">
            <Breadcrumbs items=above current=t::HOOKS_ONE.s()/>
            {screen.hook.show(|| skeleton(8), move |hook| facts(screen, own.clone(), &hook))}
            <section class="l-stack">
                <h2>{t::HOOKS_LOG.s()}</h2>
                <p><Button kind=ButtonKind::Quiet icon="refresh-cw" on_click=move |()| sent.refetch()>{t::HOOKS_REFRESH.s()}</Button></p>
                <div aria-live="polite">{sent.show(table_skeleton, |page| log_table(page.items))}</div>
            </section>
        </div>
    }
    .into_any()
}

fn facts(screen: Screen, path: String, hook: &HookOut) -> AnyView {
    let (tone, label) = state(hook.state);
    let rhythm = match hook.rhythm {
        Rhythm::Hourly => t::WATCHES_HOURLY,
        Rhythm::Daily => t::WATCHES_DAILY,
    };
    let moment = |label: Text, at: Option<chrono::DateTime<chrono::Utc>>| {
        at.map(|at| view! { <KeyValue label=label.s()>{date_time(at)}</KeyValue> })
    };
    let (watched, created) = (watched(hook), date_time(hook.created_at));
    let told = moment(t::HOOKS_TOLD, hook.told_to);
    let paused = moment(t::HOOKS_PAUSED_AT, hook.paused_at);
    let ended = moment(t::HOOKS_ENDED_AT, hook.ended_at);
    let acts = (hook.state != WatchState::Ended).then(|| acts(screen, path, hook.state));
    view! {
        <PageTitle title=hook.host.clone() eyebrow=t::HOOKS_ONE.s()>
            <StatusBadge tone=tone label=label.s()/>
        </PageTitle>
        <KeyValueList>
            <KeyValue label=t::HOOKS_WATCHED.s()>{watched}</KeyValue>
            <KeyValue label=t::WATCHES_RHYTHM.s()>{rhythm.s()}</KeyValue>
            <KeyValue label=t::HOOKS_CREATED.s()>{created}</KeyValue>
            {told}
            {paused}
            {ended}
        </KeyValueList>
        {acts}
    }
    .into_any()
}

fn acts(screen: Screen, path: String, state: WatchState) -> AnyView {
    let Screen {
        hook,
        sent,
        act,
        ending,
    } = screen;
    let toasts = Toasts::here();
    let go = opener();
    let at = |verb: &str| format!("{path}/{verb}");
    let (test, pause, resume, end) = (at("test"), at("pause"), at("resume"), at("end"));
    let post = move |path: String, done: Text| {
        let options = SendOptions::once();
        act.run::<(), IgnoredAny>(Method::Post, path, (), options, move |_| {
            toasts.success(done.s());
            hook.refetch();
            sent.refetch();
        });
    };
    let finish = move |()| {
        let go = go.clone();
        let options = SendOptions::once();
        act.run::<(), IgnoredAny>(Method::Post, end.clone(), (), options, move |_| {
            ending.set(false);
            toasts.success(t::HOOKS_DID_END.s());
            go(PAGE);
        });
    };
    let in_force = state == WatchState::Confirmed;
    let test = in_force.then(|| {
        let click = move |()| post(test.clone(), t::HOOKS_DID_TEST);
        view! { <Button icon="send" busy=act.busy() busy_text=t::UI_WORKING.s() on_click=click>{t::HOOKS_TEST.s()}</Button> }
    });
    let turn = if in_force {
        let click = move |()| post(pause.clone(), t::HOOKS_DID_PAUSE);
        view! { <Button busy=act.busy() busy_text=t::UI_WORKING.s() on_click=click>{t::HOOKS_PAUSE.s()}</Button> }
            .into_any()
    } else {
        let click = move |()| post(resume.clone(), t::HOOKS_DID_RESUME);
        view! { <Button kind=ButtonKind::Primary busy=act.busy() busy_text=t::UI_WORKING.s() on_click=click>{t::HOOKS_RESUME.s()}</Button> }
            .into_any()
    };
    let title = Signal::derive(|| t::HOOKS_END_TITLE.s().to_owned());
    view! {
        <div class="l-stack">
            {act.view()}
            <div class="l-cluster">
                {test}
                {turn}
                <Button kind=ButtonKind::Danger on_click=move |()| ending.set(true)>{t::HOOKS_END.s()}</Button>
            </div>
            <ConfirmDialog id="webhook-end" open=ending title=title confirm=t::HOOKS_END.s() danger=true busy=act.busy()
                on_confirm=finish>
                <p>{t::HOOKS_END_TEXT.s()}</p>
                {act.view()}
            </ConfirmDialog>
        </div>
    }
    .into_any()
}

fn log_table(items: Vec<DeliveryOut>) -> AnyView {
    if items.is_empty() {
        return view! { <EmptyState icon="inbox" title=t::HOOKS_LOG_NONE.s() text=t::HOOKS_LOG_NONE_TEXT.s()/> }
            .into_any();
    }
    let heads = [t::HOOKS_LOG_SPAN, t::HOOKS_STATE, t::HOOKS_LOG_TRIES];
    let columns: Vec<_> = heads.iter().map(|label| Column::text(label.s())).collect();
    let rows = items.into_iter().map(log_row).collect_view();
    view! {
        <DataTable id="deliveries" caption=t::HOOKS_LOG.s() hide_caption=true columns=columns>{rows}</DataTable>
    }
    .into_any()
}

fn log_row(sent: DeliveryOut) -> impl IntoView {
    let (tone, label) = match sent.state {
        DeliveryState::Waiting => (Tone::Info, t::HOOKS_LOG_WAITING),
        DeliveryState::Delivered => (Tone::Success, t::HOOKS_LOG_DELIVERED),
        DeliveryState::Failed => (Tone::Danger, t::HOOKS_LOG_FAILED),
        DeliveryState::Dropped => (Tone::Neutral, t::HOOKS_LOG_DROPPED),
    };
    let span = if sent.from == sent.to {
        t::HOOKS_LOG_TEST.s().to_owned()
    } else {
        t::HOOKS_LOG_FROM_TO.with(&[("from", &date_time(sent.from)), ("to", &date_time(sent.to))])
    };
    let next = sent.next_try_at.map(|at| {
        let text = t::HOOKS_LOG_NEXT.with(&[("when", &date_time(at))]);
        view! { <span class="u-small u-muted staff-below">{text}</span> }
    });
    let tries = sent.tries.iter().map(attempt).collect_view();
    view! {
        <tr>
            <Cell label=t::HOOKS_LOG_SPAN.s() primary=true>{span}</Cell>
            <Cell label=t::HOOKS_STATE.s()><StatusBadge tone=tone label=label.s()/>{next}</Cell>
            <Cell label=t::HOOKS_LOG_TRIES.s()><ul>{tries}</ul></Cell>
        </tr>
    }
}

fn attempt(tried: &TryOut) -> impl IntoView + use<> {
    let answer = match (tried.status, &tried.failure) {
        (Some(status), _) => t::HOOKS_LOG_STATUS.with(&[("status", &status.to_string())]),
        (None, Some(failure)) => failure.clone(),
        (None, None) => t::UI_NO_VALUE.s().to_owned(),
    };
    view! { <li class="u-small">{date_time(tried.at)}": "{answer}</li> }
}
