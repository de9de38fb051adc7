//! The municipality's own domain: asked for, proved, paid, handed over; and the operators' desk of all of them.

pub(crate) mod desk;
mod labels;
mod parts;
mod record;

use leptos::prelude::*;
use serde::de::IgnoredAny;
use shared::features::domains::{DOMAIN_PATH, DomainAdmin, DomainIn, DomainOut, DomainState};

use crate::fetch::{Method, Remote, SendOptions, use_fetch};
use crate::format::long_date;
use crate::forms::FormState;
use crate::i18n::t;
use crate::routes::Params;
use crate::shell::skeleton;
use crate::staff::{Act, History, refusal, screen, send_form};
use crate::ui::{
    Button, ButtonKind, ConfirmDialog, Form, KeyValue, KeyValueList, Notice, StatusBadge, Steps,
    TextInput, Toasts, Tone,
};

/// What the page works with.
type Found = Remote<DomainAdmin>;

/// The page `/admin/dominio`.
pub fn page(_params: &Params) -> AnyView {
    let found = use_fetch::<DomainAdmin>(|| DOMAIN_PATH.to_owned());
    let content = found.show(
        || skeleton(8),
        move |admin| match admin.domain.clone() {
            Some(domain) if !domain.state.is_final() => state(domain, found),
            _ => ask(&admin, found),
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
    let ended = admin.domain.as_ref().map(ended);
    let waits = (!admin.ready).then(|| {
        view! {
            <Notice tone=Tone::Warning title=t::DOMAIN_WAITS_TITLE.s()>
                <p>{t::DOMAIN_WAITS_TEXT.s()}" "<a href="/admin/portal">{t::SETUP_TITLE.s()}</a></p>
            </Notice>
        }
    });
    view! {
        <div class="l-stack staff-form">
            {ended}
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

/// What became of the domain before.
fn ended(domain: &DomainOut) -> AnyView {
    let title = match domain.state {
        DomainState::Refused => t::DOMAIN_REFUSED_TITLE,
        _ => t::DOMAIN_RELEASED_TITLE,
    };
    let title = title.with(&[("domain", &domain.domain)]);
    let reason = domain
        .reason
        .clone()
        .map(|reason| view! { <p>{reason}</p> });
    view! { <Notice tone=Tone::Info title=title>{reason}</Notice> }.into_any()
}

fn state(domain: DomainOut, found: Found) -> AnyView {
    let (tone, label) = labels::state(domain.state);
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
    let waits = matches!(domain.state, DomainState::Requested | DomainState::Verified);
    let paid = matches!(domain.state, DomainState::Active | DomainState::Expired);
    let handed = matches!(domain.state, DomainState::Active | DomainState::Transferred);
    let (name, dates) = (domain.domain.clone(), dates(&domain));
    view! {
        <div class="l-stack l-stack--l">
            <Steps steps=steps current=current/>
            <KeyValueList>
                <KeyValue label=t::DOMAIN_NAME.s()>{name}</KeyValue>
                <KeyValue label=t::DESK_STATE.s()><StatusBadge tone=tone label=label.s()/></KeyValue>
                {dates}
            </KeyValueList>
            {domain.warning.clone().map(|text| view! { <Notice tone=Tone::Warning><p>{text}</p></Notice> })}
            {what_next(&domain)}
            {waits.then(|| record::record(&domain, found))}
            {paid.then(|| parts::payments(&domain, found))}
            {handed.then(|| parts::transfer(&domain, found))}
            {give_up(domain.state, found)}
        </div>
    }
    .into_any()
}

/// Since when it serves, until when it is paid, and how long it serves beyond that.
pub(super) fn dates(domain: &DomainOut) -> AnyView {
    let rows = [
        (t::DOMAIN_SINCE, domain.active_since),
        (t::DOMAIN_RENEWS, domain.renews_on),
        (t::DOMAIN_GRACE, domain.grace_until),
    ];
    rows.into_iter()
        .filter_map(|(label, date)| {
            let date = long_date(date?);
            Some(view! { <KeyValue label=label.s()>{date}</KeyValue> })
        })
        .collect_view()
        .into_any()
}

/// Whose turn it is.
fn what_next(domain: &DomainOut) -> Option<AnyView> {
    let (tone, text) = match domain.state {
        DomainState::Verified => (Tone::Success, t::DOMAIN_NEXT_VERIFIED),
        DomainState::Expired => (Tone::Danger, t::DOMAIN_NEXT_EXPIRED),
        DomainState::Transferred => (Tone::Success, t::DOMAIN_NEXT_TRANSFERRED),
        _ => return None,
    };
    Some(view! { <Notice tone=tone><p>{text.s()}</p></Notice> }.into_any())
}

fn give_up(state: DomainState, found: Found) -> AnyView {
    let (verb, title, text) = if state.serves() {
        (t::DOMAIN_LEAVE, t::DOMAIN_LEAVE_TITLE, t::DOMAIN_LEAVE_TEXT)
    } else {
        (
            t::DOMAIN_GIVE_UP,
            t::DOMAIN_GIVE_UP_TITLE,
            t::DOMAIN_GIVE_UP_TEXT,
        )
    };
    let (act, open, toasts) = (Act::new(), RwSignal::new(false), Toasts::here());
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
        <p><Button kind=ButtonKind::Danger on_click=move |()| open.set(true)>{verb.s()}</Button></p>
        <ConfirmDialog id="domain-give-up" open=open title=title.s() confirm=verb.s() danger=true
            busy=act.busy() on_confirm=confirm>
            <p>{text.s()}</p>
            {act.view()}
        </ConfirmDialog>
    }
    .into_any()
}
