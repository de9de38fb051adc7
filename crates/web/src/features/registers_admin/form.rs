//! A record entered, or seen whole and corrected. Both versions of a corrected one stay, and the reason is public.

use leptos::prelude::*;
use serde::Serialize;
use serde_json::{Map, Value as Json};
use shared::kit::check::Check;
use shared::kit::problem::FieldError;
use shared::registers::wire::{StaffRecordOut, staff_records_path};
use shared::registers::{Act, Record, Register};
use shared::rules;
use uuid::Uuid;

use super::fields::Fields;
use super::withdraw::withdraw;
use super::{above, list_page, named, record_page};
use crate::features::registers;
use crate::fetch::{Method, Remote, SendOptions, use_fetch};
use crate::forms::{FormField, FormState};
use crate::i18n::t;
use crate::routes::Params;
use crate::session::use_session;
use crate::shell::skeleton;
use crate::shell::staff::nothing_here;
use crate::staff::{History, opener, refusal, screen_under, send_form};
use crate::ui::{Button, ButtonKind, Details, Form, LinkButton, Notice, TextArea, Toasts, Tone};

/// What is sent: judged by the register's own rules before it leaves.
#[derive(Serialize)]
struct Filled {
    #[serde(skip)]
    register: &'static Register,
    #[serde(skip)]
    wrong: Vec<FieldError>,
    values: Map<String, Json>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

impl Check for Filled {
    fn check(&self) -> Vec<FieldError> {
        let mut errors = self.wrong.clone();
        let judged = Record::of(self.register, &self.values).err();
        let judged = judged.into_iter().flatten().map(|error| {
            let field = format!("values.{}", error.column);
            FieldError::new(field, error.code, error.message)
        });
        // What could not be understood is missing among the values: one thing is told once.
        let told: Vec<_> = judged
            .filter(|error| !errors.iter().any(|known| known.field == error.field))
            .collect();
        errors.extend(told);
        let reason = self.reason.as_deref().map(|it| rules::length(it, 5, 300));
        if let Some(Err(broken)) = reason {
            errors.push(FieldError::new("reason", broken.code, broken.message));
        }
        errors
    }
}

/// The page `/admin/registros/{register}/nuevo`.
pub(super) fn new(params: &Params) -> AnyView {
    let Some(register) = named(params) else {
        return nothing_here();
    };
    let form = FormState::new();
    let fields = Fields::new(form, register, &Map::new());
    let controls = fields.view();
    let (toasts, go) = (Toasts::here(), opener());
    let submit = Callback::new(move |()| {
        let go = go.clone();
        let done = move |entered: StaffRecordOut| {
            toasts.success(t::STAFF_SAVED.s());
            go(&record_page(register, entered.id));
        };
        let path = staff_records_path(register);
        let options = SendOptions::once();
        send_form(
            form,
            Method::Post,
            path,
            filled(register, &fields, None),
            options,
            done,
        );
    });
    form.guard();
    let title = format!("{}: {}", register.title, t::RECORDS_NEW.s());
    let content = view! {
        {refusal(form)}
        <Form on_submit=submit>
            {controls}
            {buttons(form, register)}
        </Form>
    };
    frame(register, title, content.into_any())
}

/// The page `/admin/registros/{register}/{id}`.
pub(super) fn edit(params: &Params) -> AnyView {
    let (Some(register), Ok(id)) = (named(params), params.get("id").parse::<Uuid>()) else {
        return nothing_here();
    };
    let path = format!("{}/{id}", staff_records_path(register));
    let found = use_fetch::<StaffRecordOut>(move || path.clone());
    let may = use_session().can(register.amended_by);
    let content = found.show(
        || skeleton(10),
        move |record| match record.act {
            Act::Withdrawn => gone(record.act_reason),
            _ => amend(register, record, found, may),
        },
    );
    let public = public_page(register, id);
    let content = view! {
        {public}
        {content}
        <History kind=register.id id=id.to_string()/>
    };
    let title = format!("{}: {}", register.title, t::RECORDS_ONE.s());
    frame(register, title, content.into_any())
}

fn amend(
    register: &'static Register,
    record: StaffRecordOut,
    found: Remote<StaffRecordOut>,
    may: bool,
) -> AnyView {
    let form = FormState::new();
    let fields = Fields::new(form, register, &record.values);
    let reason = form.field("reason", "");
    let controls = fields.view();
    if !may {
        return view! {
            <Notice tone=Tone::Info><p>{t::RECORDS_READ_ONLY.s()}</p></Notice>
            <fieldset class="staff-form" disabled=true>{controls}</fieldset>
        }
        .into_any();
    }
    let path = format!("{}/{}", staff_records_path(register), record.id);
    let toasts = Toasts::here();
    let submit = Callback::new(move |()| {
        let done = move |_: StaffRecordOut| {
            toasts.success(t::RECORDS_CORRECTED.s());
            found.refetch();
        };
        let options = found.etag().map(SendOptions::if_match).unwrap_or_default();
        let body = filled(register, &fields, Some(reason));
        send_form(form, Method::Put, path.clone(), body, options, done);
    });
    form.guard();
    view! {
        <Notice tone=Tone::Info><p>{t::RECORDS_CORRECT_TEXT.s()}</p></Notice>
        {refusal(form)}
        <Form on_submit=submit>
            {controls}
            <TextArea name="reason" label=t::RECORDS_REASON.s() hint=t::RECORDS_REASON_HINT.s() rows=2 max_chars=300
                value=reason.value error=reason.error/>
            {buttons(form, register)}
        </Form>
        <Details summary=t::RECORDS_WITHDRAW.s()>{withdraw(register, &record, found)}</Details>
    }
    .into_any()
}

fn filled(register: &'static Register, fields: &Fields, reason: Option<FormField>) -> Filled {
    let (values, wrong) = fields.read();
    Filled {
        register,
        wrong,
        values,
        reason: reason.map(FormField::text),
    }
}

fn buttons(form: FormState, register: &'static Register) -> impl IntoView {
    view! {
        <div class="l-cluster">
            <Button kind=ButtonKind::Primary submit=true busy=form.busy() busy_text=t::STAFF_SAVING.s()>{t::STAFF_SAVE.s()}</Button>
            <LinkButton href=list_page(register) kind=ButtonKind::Quiet>{t::UI_CANCEL.s()}</LinkButton>
        </div>
    }
}

fn gone(reason: Option<String>) -> AnyView {
    view! {
        <Notice tone=Tone::Warning title=t::REGISTERS_WITHDRAWN.s()>
            <p>{reason}</p>
            <p>{t::RECORDS_GONE_TEXT.s()}</p>
        </Notice>
    }
    .into_any()
}

/// The way to what the public sees of it.
fn public_page(register: &'static Register, id: Uuid) -> impl IntoView {
    let me = use_session().me();
    move || {
        let slug = me.ready()?.tenant?.slug;
        let href = registers::record_page(&slug, register, id);
        Some(view! { <p><a href=href rel="external">{t::RECORDS_PUBLIC.s()}</a></p> })
    }
}

fn frame(register: &'static Register, title: String, content: AnyView) -> AnyView {
    screen_under(
        above(register),
        title,
        register.legal_basis.to_owned(),
        (),
        view! { <div class="l-stack staff-form">{content}</div> },
    )
}
