//! The municipality's own domain: asked for, proved, paid, handed over.

mod parts;

use leptos::prelude::*;
use serde::de::IgnoredAny;
use shared::features::portal_admin::domain::DOMAIN_CHECK_PATH;
use shared::features::portal_admin::{DOMAIN_PATH, DomainAdmin, DomainIn, DomainOut, DomainState};

use crate::fetch::{Method, Remote, SendOptions, use_fetch};
use crate::format::{date_time, long_date};
use crate::forms::FormState;
use crate::i18n::{Text, t};
use crate::routes::Params;
use crate::shell::skeleton;
use crate::staff::{Act, History, refusal, screen, send_form};
use crate::ui::{
    Button, ButtonKind, ConfirmDialog, CopyButton, Form, KeyValue, KeyValueList, Notice,
    StatusBadge, Steps, TextInput, Toasts, Tone,
};

/// What the page works with.
type Found = Remote<DomainAdmin>;

/// The page `/admin/dominio`.
pub fn page(_params: &Params) -> AnyView {
    let found = use_fetch::<DomainAdmin>(|| DOMAIN_PATH.to_owned());
    let content = found.show(
        || skeleton(8),
        move |admin| match admin.domain.clone() {
            Some(domain) => state(domain, found),
            None => ask(&admin, found),
        },
    );
    screen(
        t::DOMAIN_TITLE,
        t::DOMAIN_LEAD,
        view! {
            {content}
            <History kind="domain"/>
        },
    )
}

fn ask(admin: &DomainAdmin, found: Found) -> AnyView {
    let form = FormState::new();
    let domain = form.field("domain", admin.suggested.clone());
    let submit = Callback::new(move |()| {
        let body = DomainIn {
            domain: domain.text(),
        };
        send_form(
            form,
            Method::Post,
            DOMAIN_PATH.to_owned(),
            body,
            SendOptions::once(),
            move |_: IgnoredAny| {
                found.refetch();
            },
        );
    });
    let waits = (!admin.ready).then(|| {
        view! {
            <Notice tone=Tone::Warning title=t::DOMAIN_WAITS_TITLE.s()>
                <p>{t::DOMAIN_WAITS_TEXT.s()}" "<a href="/admin/portal">{t::SETUP_TITLE.s()}</a></p>
            </Notice>
        }
    });
    view! {
        <div class="l-stack staff-form">
            {waits}
            <p>{t::DOMAIN_ASK_TEXT.s()}</p>
            {refusal(form)}
            <Form on_submit=submit>
                <TextInput name="domain" label=t::DOMAIN_NAME.s() hint=t::DOMAIN_NAME_HINT.s() maxlength=253
                    value=domain.value error=domain.error/>
                <Button kind=ButtonKind::Primary submit=true icon="globe" busy=form.busy() busy_text=t::UI_WORKING.s()>
                    {t::DOMAIN_ASK.s()}
                </Button>
            </Form>
        </div>
    }
    .into_any()
}

fn state(domain: DomainOut, found: Found) -> AnyView {
    let (tone, label) = state_label(domain.state);
    let current = match domain.state {
        DomainState::Requested => 1_usize,
        DomainState::Verified => 2,
        _ => 4,
    };
    let steps = [
        t::DOMAIN_STEP_ASKED,
        t::DOMAIN_STEP_RECORD,
        t::DOMAIN_STEP_ACTIVATED,
        t::DOMAIN_STEP_SERVING,
    ];
    let steps = steps.map(|step| step.s().to_owned()).to_vec();
    let since = domain.active_since.map(long_date);
    let renews = domain.renews_on.map(long_date);
    let served = matches!(domain.state, DomainState::Active | DomainState::Expired);
    let record = matches!(domain.state, DomainState::Requested).then(|| record(&domain, found));
    let (name, payments) = (
        domain.domain.clone(),
        served.then(|| parts::payments(&domain, found)),
    );
    let transfer = served.then(|| parts::transfer(&domain, found));
    view! {
        <div class="l-stack l-stack--l">
            <Steps steps=steps current=current/>
            <KeyValueList>
                <KeyValue label=t::DOMAIN_NAME.s()>{name}</KeyValue>
                <KeyValue label=t::DESK_STATE.s()><StatusBadge tone=tone label=label.s()/></KeyValue>
                {since.map(|date| view! { <KeyValue label=t::DOMAIN_SINCE.s()>{date}</KeyValue> })}
                {renews.map(|date| view! { <KeyValue label=t::DOMAIN_RENEWS.s()>{date}</KeyValue> })}
            </KeyValueList>
            {record}
            {payments}
            {transfer}
            {(!served).then(|| give_up(found))}
        </div>
    }
    .into_any()
}

const fn state_label(state: DomainState) -> (Tone, Text) {
    match state {
        DomainState::Requested => (Tone::Info, t::DOMAIN_STATE_REQUESTED),
        DomainState::Verified => (Tone::Info, t::DOMAIN_STATE_VERIFIED),
        DomainState::Active => (Tone::Success, t::DOMAIN_STATE_ACTIVE),
        DomainState::Expired => (Tone::Danger, t::DOMAIN_STATE_EXPIRED),
        DomainState::Transferred => (Tone::Neutral, t::DOMAIN_STATE_TRANSFERRED),
    }
}

/// The records to set where the domain is managed, and the look-up now.
fn record(domain: &DomainOut, found: Found) -> AnyView {
    let act = Act::new();
    let check = move |()| {
        act.run::<(), DomainAdmin>(
            Method::Post,
            DOMAIN_CHECK_PATH.to_owned(),
            (),
            SendOptions::default(),
            move |reply| found.set(reply.body),
        );
    };
    let rows = [
        (t::DOMAIN_RECORD_NAME, domain.txt_name.clone()),
        (t::DOMAIN_RECORD_VALUE, domain.txt_value.clone()),
        (t::DOMAIN_RECORD_TARGET, domain.target.clone()),
    ]
    .map(|(label, value)| {
        let copied = value.clone();
        view! {
            <KeyValue label=label.s()>
                <span class="l-cluster"><code class="staff-secret">{value}</code><CopyButton text=copied/></span>
            </KeyValue>
        }
    });
    let checked = domain
        .checked_at
        .map(|at| t::DOMAIN_CHECKED.with(&[("when", &date_time(at))]));
    let problem = domain.check_problem.clone().map(|text| {
        view! { <Notice tone=Tone::Warning title=t::DOMAIN_NOT_FOUND.s()><p>{text}</p></Notice> }
    });
    view! {
        <section class="l-stack">
            <h2>{t::DOMAIN_RECORD_TITLE.s()}</h2>
            <p>{t::DOMAIN_RECORD_TEXT.s()}</p>
            <KeyValueList>{rows.into_iter().collect_view()}</KeyValueList>
            {problem}
            {checked.map(|text| view! { <p class="u-small u-muted">{text}</p> })}
            {act.view()}
            <p>
                <Button kind=ButtonKind::Primary icon="refresh-cw" busy=act.busy() busy_text=t::DOMAIN_CHECKING.s() on_click=check>
                    {t::DOMAIN_CHECK.s()}
                </Button>
            </p>
        </section>
    }
    .into_any()
}

fn give_up(found: Found) -> AnyView {
    let (act, open, toasts) = (Act::new(), RwSignal::new(false), Toasts::expect());
    let confirm = move |()| {
        let options = found.etag().map(SendOptions::if_match).unwrap_or_default();
        act.run::<(), IgnoredAny>(
            Method::Delete,
            DOMAIN_PATH.to_owned(),
            (),
            options,
            move |_| {
                open.set(false);
                toasts.success(t::DOMAIN_GIVEN_UP.s());
                found.refetch();
            },
        );
    };
    view! {
        <p><Button kind=ButtonKind::Danger on_click=move |()| open.set(true)>{t::DOMAIN_GIVE_UP.s()}</Button></p>
        <ConfirmDialog id="domain-give-up" open=open title=t::DOMAIN_GIVE_UP_TITLE.s() confirm=t::DOMAIN_GIVE_UP.s() danger=true
            busy=act.busy() on_confirm=confirm>
            <p>{t::DOMAIN_GIVE_UP_TEXT.s()}</p>
            {act.view()}
        </ConfirmDialog>
    }
    .into_any()
}
