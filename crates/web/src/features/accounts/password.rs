//! Changing the password of a signed-in person.

use leptos::prelude::*;
use serde::de::IgnoredAny;
use shared::features::auth::{
    MIN_PASSWORD, MIN_PASSWORD_WITH_FACTOR, Me, PASSWORD_PATH, PasswordChangeIn,
};

use crate::features::auth::NewPassword;
use crate::fetch::{Method, SendOptions};
use crate::forms::FormState;
use crate::i18n::t;
use crate::staff::{refusal, send_form};
use crate::ui::{Button, ButtonKind, Form, PasswordField, Toasts};

/// The form.
pub(super) fn change(me: &Me) -> AnyView {
    let form = FormState::new();
    let (current, new) = (form.field("current", ""), form.field("new", ""));
    let toasts = Toasts::here();
    let submit = Callback::new(move |()| {
        let body = PasswordChangeIn {
            current: current.value.get_untracked(),
            new: new.value.get_untracked(),
        };
        send_form(
            form,
            Method::Post,
            PASSWORD_PATH.to_owned(),
            body,
            SendOptions::default(),
            move |_: IgnoredAny| {
                current.value.set(String::new());
                new.value.set(String::new());
                toasts.success(t::ACCOUNT_PASSWORD_CHANGED.s());
            },
        );
    });
    let min = if me.second_factor {
        MIN_PASSWORD_WITH_FACTOR
    } else {
        MIN_PASSWORD
    };
    let context = vec![me.name.clone(), me.email.clone()];
    view! {
        {refusal(form)}
        <Form on_submit=submit>
            <PasswordField name="current" label=t::ACCOUNT_PASSWORD_CURRENT.s() value=current.value error=current.error/>
            <NewPassword name="new" label=t::PASSWORD_NEW.s() field=new min=min context=context/>
            <p class="u-small u-muted">{t::ACCOUNT_PASSWORD_NOTE.s()}</p>
            <Button kind=ButtonKind::Primary submit=true busy=form.busy() busy_text=t::UI_WORKING.s()>
                {t::ACCOUNT_PASSWORD_CHANGE.s()}
            </Button>
        </Form>
    }
    .into_any()
}
