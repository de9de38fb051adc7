//! The way back for those who forgot the password: a link by mail, then a new one.

use leptos::prelude::*;
use serde::de::IgnoredAny;
use shared::features::auth::{MIN_PASSWORD, PASSWORD_RESETS_PATH, ResetIn, ResetRequestIn};

use super::NewPassword;
use crate::features::privacy::{RESET, privacy_notice};
use crate::fetch::{Method, SendOptions};
use crate::format::query_value;
use crate::forms::FormState;
use crate::i18n::t;
use crate::page::{PageMeta, set_page};
use crate::routes::Params;
use crate::staff::{send_form, unguarded_refusal};
use crate::ui::{Button, ButtonKind, Form, LinkButton, Notice, TextInput, Tone};

/// The page `/admin/restablecer`.
pub fn reset_request(_params: &Params) -> AnyView {
    set_page(|| PageMeta::new(t::RESET_TITLE.s(), t::RESET_LEAD.s()).hidden(200));
    let form = FormState::new();
    let email = form.field("email", "");
    let sent = RwSignal::new(false);
    let submit = Callback::new(move |()| {
        let body = ResetRequestIn {
            email: email.text(),
        };
        let path = PASSWORD_RESETS_PATH.to_owned();
        send_form(
            form,
            Method::Post,
            path,
            body,
            SendOptions::once(),
            move |_: IgnoredAny| {
                sent.set(true);
            },
        );
    });
    view! {
        <div class="sign-in card l-stack">
            <h1 tabindex="-1">{t::RESET_TITLE.s()}</h1>
            <Show when=move || !sent.get() fallback=|| view! {
                <Notice tone=Tone::Success title=t::RESET_SENT_TITLE.s()><p>{t::RESET_SENT_TEXT.s()}</p></Notice>
            }>
                <p class="u-muted">{t::RESET_LEAD.s()}</p>
                {unguarded_refusal(form)}
                <Form on_submit=submit>
                    <TextInput name="email" label=t::SIGN_IN_EMAIL.s() kind="email" autocomplete="username"
                        value=email.value error=email.error/>
                    <Button kind=ButtonKind::Primary submit=true busy=form.busy() busy_text=t::UI_WORKING.s()>
                        {t::RESET_SEND.s()}
                    </Button>
                </Form>
                {privacy_notice(RESET)}
            </Show>
            <p><a href="/admin/ingresar">{t::RESET_BACK.s()}</a></p>
        </div>
    }
    .into_any()
}

/// The page `/admin/restablecer/{token}`.
pub fn reset(params: &Params) -> AnyView {
    set_page(|| PageMeta::new(t::RESET_NEW_TITLE.s(), "").hidden(200));
    let path = format!(
        "{PASSWORD_RESETS_PATH}/{}",
        query_value(&params.get("token"))
    );
    let form = FormState::new();
    let (password, code) = (form.field("password", ""), form.field("code", ""));
    let done = RwSignal::new(false);
    let submit = Callback::new(move |()| {
        let body = ResetIn {
            password: password.value.get_untracked(),
            code: code.optional(),
        };
        send_form(
            form,
            Method::Post,
            path.clone(),
            body,
            SendOptions::default(),
            move |_: IgnoredAny| {
                done.set(true);
            },
        );
    });
    view! {
        <div class="sign-in card l-stack">
            <h1 tabindex="-1">{t::RESET_NEW_TITLE.s()}</h1>
            <Show when=move || !done.get() fallback=|| view! {
                <Notice tone=Tone::Success title=t::RESET_DONE_TITLE.s()><p>{t::RESET_DONE_TEXT.s()}</p></Notice>
                <p><LinkButton href="/admin/ingresar" kind=ButtonKind::Primary>{t::SIGN_IN_ACTION.s()}</LinkButton></p>
            }>
                {unguarded_refusal(form)}
                <Form on_submit=submit>
                    <NewPassword name="password" label=t::PASSWORD_NEW.s() field=password min=MIN_PASSWORD context=Vec::new()/>
                    <TextInput name="code" label=t::SIGN_IN_CODE.s() hint=t::RESET_CODE_HINT.s() optional=true
                        autocomplete="one-time-code" maxlength=32 value=code.value error=code.error/>
                    <Button kind=ButtonKind::Primary submit=true busy=form.busy() busy_text=t::UI_WORKING.s()>
                        {t::RESET_SAVE.s()}
                    </Button>
                </Form>
            </Show>
        </div>
    }
    .into_any()
}
