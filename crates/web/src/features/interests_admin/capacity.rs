//! Decision capacity: given by a resolution, ended by another one.

use leptos::prelude::*;
use shared::features::interests::capacities::{
    CAPACITIES_PATH, CapacityEndIn, CapacityIn, CapacityOut, capacity_end_path, capacity_path,
};
use shared::features::visits::officials::{OFFICIALS_IN_FORCE_PATH, OfficialChoice};
use shared::kit::page::Page;
use uuid::Uuid;

use super::capacities::valid;
use super::{CAPACITIES, officials};
use crate::fetch::{Method, Remote, SendOptions, use_fetch};
use crate::forms::FormState;
use crate::i18n::t;
use crate::routes::Params;
use crate::shell::skeleton;
use crate::staff::{History, opener, refusal, screen_under, send_form};
use crate::ui::{
    Button, ButtonKind, DateField, Details, Form, KeyValue, KeyValueList, LinkButton, Select,
    TextInput, Toasts,
};

/// The page `/admin/intereses/sujetos/nuevo`.
pub(super) fn new(_params: &Params) -> AnyView {
    let found = use_fetch::<Page<OfficialChoice>>(|| OFFICIALS_IN_FORCE_PATH.to_owned());
    let content = found.show(|| skeleton(6), |page| form(page.items));
    frame(t::CAPACITIES_ADD.s().to_owned(), content.into_any())
}

/// The page `/admin/intereses/sujetos/{id}`.
pub(super) fn one(params: &Params) -> AnyView {
    let text = params.get("id");
    let id: Uuid = text.parse().unwrap_or_default();
    let found = use_fetch::<CapacityOut>(move || capacity_path(id));
    let content = found.show(
        || skeleton(6),
        move |capacity| {
            let valid = valid(&capacity);
            let is_open = capacity.valid_to.is_none();
            let ended = capacity.end_resolution.map(|text| {
                view! { <KeyValue label=t::OFFICIALS_END_RESOLUTION.s()>{text}</KeyValue> }
            });
            let end = is_open.then(|| {
                view! { <Details summary=t::CAPACITIES_END.s()>{end(id, found)}</Details> }
            });
            view! {
                <KeyValueList>
                    <KeyValue label=t::OFFICIALS_NAME.s()>{capacity.official_name}</KeyValue>
                    <KeyValue label=t::OFFICIALS_POST.s()>{capacity.post}</KeyValue>
                    <KeyValue label=t::OFFICIALS_OFFICE.s()>{capacity.office}</KeyValue>
                    <KeyValue label=t::CAPACITIES_RESOLUTION.s()>{capacity.resolution}</KeyValue>
                    <KeyValue label=t::CATALOG_VALID.s()>{valid}</KeyValue>
                    {ended}
                </KeyValueList>
                {end}
            }
        },
    );
    let content = view! {
        {content}
        <History kind="decision_capacity" id=text/>
    };
    frame(t::CAPACITIES_ONE.s().to_owned(), content.into_any())
}

fn frame(title: String, content: AnyView) -> AnyView {
    screen_under(
        vec![(t::CAPACITIES_TITLE.s().to_owned(), CAPACITIES.to_owned())],
        title,
        t::CAPACITIES_FORM_LEAD.s().to_owned(),
        (),
        view! { <div class="l-stack staff-form">{content}</div> },
    )
}

fn form(all: Vec<OfficialChoice>) -> AnyView {
    let form = FormState::new();
    let official = form.field("official_id", "");
    let resolution = form.field("resolution", "");
    let from = form.field("valid_from", "");
    let to = form.field("valid_to", "");
    let email = form.field("email", "");
    let (toasts, go) = (Toasts::here(), opener());
    let submit = Callback::new(move |()| {
        let Ok(valid_from) = from.text().parse() else {
            form.refuse_field("valid_from", t::FORM_REQUIRED.s());
            return;
        };
        let body = CapacityIn {
            official_id: official.text().parse().unwrap_or_default(),
            resolution: resolution.text(),
            valid_from,
            valid_to: to.text().parse().ok(),
            email: email.text(),
        };
        let go = go.clone();
        let done = move |_: CapacityOut| {
            toasts.success(t::STAFF_SAVED.s());
            go(CAPACITIES);
        };
        let path = CAPACITIES_PATH.to_owned();
        send_form(form, Method::Post, path, body, SendOptions::once(), done);
    });
    let options = officials(all);
    view! {
        {refusal(form)}
        <Form on_submit=submit>
            <Select name="official_id" label=t::OFFICIALS_NAME.s() value=official.value options=options
                error=official.error/>
            <TextInput name="resolution" label=t::CAPACITIES_RESOLUTION.s() maxlength=200 value=resolution.value
                error=resolution.error/>
            <DateField name="valid_from" label=t::CAPACITIES_FROM.s() value=from.value error=from.error/>
            <DateField name="valid_to" label=t::CAPACITIES_TO.s() optional=true value=to.value error=to.error/>
            <TextInput name="email" label=t::CAPACITIES_EMAIL.s() hint=t::CAPACITIES_EMAIL_HINT.s() kind="email"
                maxlength=254 value=email.value error=email.error/>
            <div class="l-cluster">
                <Button kind=ButtonKind::Primary submit=true busy=form.busy() busy_text=t::STAFF_SAVING.s()>
                    {t::STAFF_SAVE.s()}
                </Button>
                <LinkButton href=CAPACITIES kind=ButtonKind::Quiet>{t::UI_CANCEL.s()}</LinkButton>
            </div>
        </Form>
    }
    .into_any()
}

fn end(id: Uuid, found: Remote<CapacityOut>) -> AnyView {
    let form = FormState::new();
    let last = form.field("valid_to", "");
    let resolution = form.field("resolution", "");
    let toasts = Toasts::here();
    let submit = Callback::new(move |()| {
        let Ok(valid_to) = last.text().parse() else {
            form.refuse_field("valid_to", t::FORM_REQUIRED.s());
            return;
        };
        let body = CapacityEndIn {
            valid_to,
            resolution: resolution.text(),
        };
        let done = move |_: CapacityOut| {
            toasts.success(t::STAFF_SAVED.s());
            found.refetch();
        };
        let options = found.etag().map(SendOptions::if_match).unwrap_or_default();
        let path = capacity_end_path(id);
        send_form(form, Method::Post, path, body, options, done);
    });
    view! {
        {refusal(form)}
        <Form on_submit=submit>
            <DateField name="valid_to" label=t::CAPACITIES_TO.s() value=last.value error=last.error/>
            <TextInput name="resolution" label=t::OFFICIALS_END_RESOLUTION.s() maxlength=200 value=resolution.value
                error=resolution.error/>
            <Button kind=ButtonKind::Danger submit=true busy=form.busy() busy_text=t::UI_WORKING.s()>
                {t::CAPACITIES_END.s()}
            </Button>
        </Form>
    }
    .into_any()
}
