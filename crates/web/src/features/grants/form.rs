//! Giving a role: in a municipality any of its roles; on the platform an operator, or who administers a portal.

use leptos::prelude::*;
use serde::de::IgnoredAny;
use shared::features::grants::{GRANTS_PATH, OPERATORS_PATH, administrators_path};
use shared::features::platform::{MunicipalityStaffOut, municipality_path};

use super::fields::GrantFields;
use super::{MUNICIPALITIES_PAGE, OPERATORS_PAGE, PAGE};
use crate::features::privacy::{GRANT, privacy_notice};
use crate::fetch::{Method, SendOptions, use_fetch};
use crate::forms::FormState;
use crate::i18n::{Text, t};
use crate::routes::Params;
use crate::shell::skeleton;
use crate::staff::{opener, refusal, screen_under, send_form};
use crate::ui::{Button, ButtonKind, Form, LinkButton, Toasts};

/// The page `/admin/usuarios/nuevo`.
pub fn new(_params: &Params) -> AnyView {
    screen_under(
        vec![(t::USERS_TITLE.s().to_owned(), PAGE.to_owned())],
        t::USERS_INVITE.s().to_owned(),
        t::USERS_INVITE_LEAD.s().to_owned(),
        (),
        view! {
            <div class="l-stack staff-form">{form()}</div>
        },
    )
}

/// The page `/admin/operadores/nuevo`.
pub fn new_operator(_params: &Params) -> AnyView {
    screen_under(
        vec![(t::OPERATORS_TITLE.s().to_owned(), OPERATORS_PAGE.to_owned())],
        t::OPERATORS_ADD.s().to_owned(),
        t::OPERATORS_ADD_LEAD.s().to_owned(),
        (),
        view! {
            <div class="l-stack staff-form">{operator_form(OPERATORS_PATH.to_owned(), OPERATORS_PAGE.to_owned(), t::OPERATORS_ADD)}</div>
        },
    )
}

/// The page `/admin/municipalidades/{id}/responsables/nuevo`.
pub fn new_administrator(params: &Params) -> AnyView {
    let id = params.get("id");
    let path = municipality_path(&id);
    let found = use_fetch::<MunicipalityStaffOut>(move || path.clone());
    found
        .show(
            || skeleton(8),
            move |one| {
                let page = format!("{MUNICIPALITIES_PAGE}/{id}");
                let form = operator_form(
                    administrators_path(&id),
                    page.clone(),
                    t::ADMINISTRATORS_ADD,
                );
                screen_under(
                    vec![
                        (t::MUNI_TITLE.s().to_owned(), MUNICIPALITIES_PAGE.to_owned()),
                        (one.item.name, page),
                    ],
                    t::ADMINISTRATORS_ADD.s().to_owned(),
                    t::ADMINISTRATORS_ADD_LEAD.s().to_owned(),
                    (),
                    view! { <div class="l-stack staff-form">{form}</div> },
                )
            },
        )
        .into_any()
}

fn form() -> AnyView {
    let form = FormState::new();
    let fields = GrantFields::new(form);
    let (toasts, go) = (Toasts::here(), opener());
    let submit = Callback::new(move |()| {
        let body = match fields.read() {
            Ok(body) => body,
            Err((field, message)) => return form.refuse_field(field, message),
        };
        let go = go.clone();
        send_form(
            form,
            Method::Post,
            GRANTS_PATH.to_owned(),
            body,
            SendOptions::once(),
            move |_: IgnoredAny| {
                toasts.success(t::USERS_INVITED.s());
                go(PAGE);
            },
        );
    });
    view! {
        {refusal(form)}
        <Form on_submit=submit>
            {fields.person()}
            {fields.role()}
            {fields.resolution(false)}
            {privacy_notice(GRANT)}
            <div class="l-cluster">
                <Button kind=ButtonKind::Primary submit=true icon="send" busy=form.busy() busy_text=t::UI_WORKING.s()>
                    {t::USERS_INVITE.s()}
                </Button>
                <LinkButton href=PAGE kind=ButtonKind::Quiet>{t::UI_CANCEL.s()}</LinkButton>
            </div>
        </Form>
    }
    .into_any()
}

/// The form of a role that the platform gives; it is sent to `api`, and `page` shows it afterwards.
fn operator_form(api: String, page: String, verb: Text) -> AnyView {
    let form = FormState::new();
    let fields = GrantFields::new(form);
    let (toasts, go) = (Toasts::here(), opener());
    let back = page.clone();
    let submit = Callback::new(move |()| {
        let body = match fields.read_operator() {
            Ok(body) => body,
            Err((field, message)) => return form.refuse_field(field, message),
        };
        let (go, page) = (go.clone(), page.clone());
        let done = move |_: IgnoredAny| {
            toasts.success(t::USERS_INVITED.s());
            go(&page);
        };
        send_form(
            form,
            Method::Post,
            api.clone(),
            body,
            SendOptions::once(),
            done,
        );
    });
    view! {
        {refusal(form)}
        <Form on_submit=submit>
            {fields.person()}
            {fields.resolution(true)}
            {fields.term()}
            {privacy_notice(GRANT)}
            <div class="l-cluster">
                <Button kind=ButtonKind::Primary submit=true icon="send" busy=form.busy() busy_text=t::UI_WORKING.s()>
                    {verb.s()}
                </Button>
                <LinkButton href=back kind=ButtonKind::Quiet>{t::UI_CANCEL.s()}</LinkButton>
            </div>
        </Form>
    }
    .into_any()
}
