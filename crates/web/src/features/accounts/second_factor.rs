//! The second factor of a signed-in person: enrol it, renew its recovery codes, take it away.

use leptos::prelude::*;
use serde::de::IgnoredAny;
use shared::features::auth::{FactorRemoveIn, RecoveryCodes, SECOND_FACTOR_PATH};

use crate::features::auth::{enrolment, recovery_codes};
use crate::fetch::{Method, SendOptions};
use crate::forms::FormState;
use crate::i18n::t;
use crate::session::use_session;
use crate::staff::{Act, refusal, send_form};
use crate::ui::{
    Button, ButtonKind, Details, Form, PasswordField, StatusBadge, TextInput, Toasts, Tone,
};

/// What stands in "Mi cuenta".
pub(super) fn section(enrolled: bool) -> AnyView {
    let session = use_session();
    if !enrolled {
        let done = Callback::new(move |()| session.refresh());
        return view! {
            <p><StatusBadge tone=Tone::Warning label=t::FACTOR_STATE_OFF.s()/></p>
            {enrolment(done)}
        }
        .into_any();
    }
    view! {
        <p><StatusBadge tone=Tone::Success label=t::FACTOR_STATE_ON.s()/></p>
        {renewal()}
        <Details summary=t::FACTOR_REMOVE.s()>{removal()}</Details>
    }
    .into_any()
}

fn renewal() -> AnyView {
    let act = Act::new();
    let codes = RwSignal::new(None::<Vec<String>>);
    let renew = move |()| {
        act.run::<(), RecoveryCodes>(
            Method::Post,
            format!("{SECOND_FACTOR_PATH}/recovery-codes"),
            (),
            SendOptions::default(),
            move |reply| codes.set(Some(reply.body.codes)),
        );
    };
    let done = Callback::new(move |()| codes.set(None));
    let content = move || {
        match codes.get() {
        Some(codes) => recovery_codes(codes, done),
        None => view! {
            <p>
                <Button icon="refresh-cw" busy=act.busy() busy_text=t::UI_WORKING.s() on_click=renew>
                    {t::FACTOR_RENEW.s()}
                </Button>
            </p>
        }
        .into_any(),
    }
    };
    view! {
        {act.view()}
        <p>{t::FACTOR_RENEW_TEXT.s()}</p>
        {content}
    }
    .into_any()
}

fn removal() -> AnyView {
    let session = use_session();
    let toasts = Toasts::here();
    let form = FormState::new();
    let (password, code) = (form.field("password", ""), form.field("code", ""));
    let submit = Callback::new(move |()| {
        let body = FactorRemoveIn {
            password: password.value.get_untracked(),
            code: code.text(),
        };
        let path = format!("{SECOND_FACTOR_PATH}/remove");
        send_form(
            form,
            Method::Post,
            path,
            body,
            SendOptions::default(),
            move |_: IgnoredAny| {
                toasts.success(t::FACTOR_REMOVED.s());
                session.refresh();
            },
        );
    });
    view! {
        <p>{t::FACTOR_REMOVE_TEXT.s()}</p>
        {refusal(form)}
        <Form on_submit=submit>
            <PasswordField name="password" label=t::SIGN_IN_PASSWORD.s() value=password.value error=password.error/>
            <TextInput name="code" label=t::SIGN_IN_CODE.s() autocomplete="one-time-code" maxlength=32
                value=code.value error=code.error/>
            <Button kind=ButtonKind::Danger submit=true busy=form.busy() busy_text=t::UI_WORKING.s()>
                {t::FACTOR_REMOVE.s()}
            </Button>
        </Form>
    }
    .into_any()
}
