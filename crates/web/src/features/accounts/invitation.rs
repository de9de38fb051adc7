//! The page behind the link of an invitation: who is invited to what, and the first password.

use leptos::prelude::*;
use serde::de::IgnoredAny;
use shared::features::accounts::{InvitationAcceptIn, InvitationOut};
use shared::features::auth::INVITATIONS_PATH;

use crate::features::auth::NewPassword;
use crate::features::privacy::{INVITATION, privacy_notice};
use crate::fetch::{Method, SendOptions, use_fetch};
use crate::format::{date_time, query_value};
use crate::forms::FormState;
use crate::i18n::t;
use crate::page::{PageMeta, set_page};
use crate::routes::Params;
use crate::shell::skeleton;
use crate::shell::staff::role_label;
use crate::staff::{refusal, send_form};
use crate::ui::{Button, ButtonKind, Form, LinkButton, Notice, Tone};

/// The page `/admin/invitacion/{token}`.
pub fn invitation(params: &Params) -> AnyView {
    set_page(|| PageMeta::new(t::INVITATION_TITLE.s(), "").hidden(200));
    let path = format!("{INVITATIONS_PATH}/{}", query_value(&params.get("token")));
    let asked = path.clone();
    let found = use_fetch::<InvitationOut>(move || asked.clone());
    view! {
        <div class="sign-in card l-stack">
            <h1 tabindex="-1">{t::INVITATION_TITLE.s()}</h1>
            {found.show(|| skeleton(6), move |invitation| accept(&path, invitation))}
        </div>
    }
    .into_any()
}

fn accept(path: &str, invitation: InvitationOut) -> AnyView {
    let form = FormState::new();
    let password = form.field("password", "");
    let done = RwSignal::new(false);
    let path = path.to_owned();
    let submit = Callback::new(move |()| {
        let body = InvitationAcceptIn {
            password: password.value.get_untracked(),
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
    let roles = invitation
        .roles
        .iter()
        .map(|role| view! { <li>{role_label(*role).s()}</li> })
        .collect_view();
    let greeting =
        t::INVITATION_FOR.with(&[("name", &invitation.name), ("email", &invitation.email)]);
    let until = t::INVITATION_UNTIL.with(&[("until", &date_time(invitation.expires_at))]);
    let context = StoredValue::new(vec![invitation.name.clone()]);
    let min = invitation.min_password;
    view! {
        <p>{greeting}</p>
        <p>{t::INVITATION_ROLES.s()}</p>
        <ul>{roles}</ul>
        <p class="u-small u-muted">{until}</p>
        <Show when=move || !done.get() fallback=|| view! {
            <Notice tone=Tone::Success title=t::INVITATION_DONE_TITLE.s()><p>{t::INVITATION_DONE_TEXT.s()}</p></Notice>
            <p><LinkButton href="/admin/ingresar" kind=ButtonKind::Primary>{t::SIGN_IN_ACTION.s()}</LinkButton></p>
        }>
            {refusal(form)}
            <Form on_submit=submit>
                <NewPassword name="password" label=t::PASSWORD_NEW.s() field=password min=min context=context.get_value()/>
                <p class="u-small u-muted">{t::INVITATION_PERSONAL.s()}</p>
                <Button kind=ButtonKind::Primary submit=true busy=form.busy() busy_text=t::UI_WORKING.s()>
                    {t::INVITATION_ACCEPT.s()}
                </Button>
            </Form>
            {privacy_notice(INVITATION)}
        </Show>
    }
    .into_any()
}
