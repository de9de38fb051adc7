//! The page `/admin/visitas/ajustes`: the limit, places and gates, and whether the public reads whole numbers.

use leptos::prelude::*;
use shared::features::visits::settings::{
    FULL_DOCUMENTS_PATH, FullDocumentsIn, VISIT_SETTINGS_PATH, VisitSettings, VisitSettingsIn,
};

use crate::fetch::{Method, Remote, SendOptions, use_fetch};
use crate::forms::FormState;
use crate::i18n::t;
use crate::routes::Params;
use crate::shell::skeleton;
use crate::staff::{History, as_lines, as_text, refusal, screen, send_form};
use crate::ui::{Button, ButtonKind, Form, InputWidth, Notice, TextArea, TextInput, Toasts, Tone};

type Found = Remote<VisitSettings>;

/// The page.
pub(super) fn page(_params: &Params) -> AnyView {
    let found: Found = use_fetch(|| VISIT_SETTINGS_PATH.to_owned());
    let content = found.show(
        || skeleton(6),
        move |settings| {
            view! {
                {form(&settings, found)}
                {documents(&settings, found)}
            }
        },
    );
    screen(
        t::VISIT_SETTINGS_TITLE,
        t::VISIT_SETTINGS_LEAD,
        view! {
            <div class="l-stack l-stack--l staff-form">{content}</div>
            <History kind="visit_settings"/>
        },
    )
}

fn form(settings: &VisitSettings, found: Found) -> AnyView {
    let form = FormState::new();
    let limit = form.field("limit_minutes", settings.limit_minutes.to_string());
    let places = form.field("places", as_text(&settings.places));
    let gates = form.field("gates", as_text(&settings.gates));
    let days = form.field("answer_days", settings.answer_days.to_string());
    let toasts = Toasts::here();
    let submit = Callback::new(move |()| {
        let body = VisitSettingsIn {
            limit_minutes: limit.text().parse().unwrap_or_default(),
            places: as_lines(&places.text()),
            gates: as_lines(&gates.text()),
            answer_days: days.text().parse().unwrap_or_default(),
        };
        let done = move |_: VisitSettings| {
            toasts.success(t::STAFF_SAVED.s());
            found.refetch();
        };
        let path = VISIT_SETTINGS_PATH.to_owned();
        let options = found.etag().map(SendOptions::if_match).unwrap_or_default();
        send_form(form, Method::Put, path, body, options, done);
    });
    view! {
        {refusal(form)}
        <Form on_submit=submit>
            <TextInput name="limit_minutes" label=t::VISIT_SETTINGS_LIMIT.s() hint=t::VISIT_SETTINGS_LIMIT_HINT.s()
                inputmode="numeric" maxlength=3 width=InputWidth::Short value=limit.value error=limit.error/>
            <TextArea name="places" label=t::VISIT_SETTINGS_PLACES.s() hint=t::VISIT_SETTINGS_LINES.s() optional=true
                rows=5 value=places.value error=places.error/>
            <TextArea name="gates" label=t::VISIT_SETTINGS_GATES.s() hint=t::VISIT_SETTINGS_LINES.s() optional=true
                rows=3 value=gates.value error=gates.error/>
            <TextInput name="answer_days" label=t::VISIT_SETTINGS_ANSWER.s() hint=t::VISIT_SETTINGS_ANSWER_HINT.s()
                inputmode="numeric" maxlength=2 width=InputWidth::Short value=days.value error=days.error/>
            <Button kind=ButtonKind::Primary submit=true busy=form.busy() busy_text=t::STAFF_SAVING.s()>
                {t::STAFF_SAVE.s()}
            </Button>
        </Form>
    }
    .into_any()
}

/// Whether the public reads whole numbers: a decision with its reason.
fn documents(settings: &VisitSettings, found: Found) -> AnyView {
    let form = FormState::new();
    let reason = form.field("reason", "");
    let toasts = Toasts::here();
    let is_full = settings.is_full_document;
    let (state, act) = if is_full {
        (t::VISIT_SETTINGS_FULL, t::VISIT_SETTINGS_MASK)
    } else {
        (t::VISIT_SETTINGS_MASKED, t::VISIT_SETTINGS_UNMASK)
    };
    let submit = Callback::new(move |()| {
        let body = FullDocumentsIn {
            is_full_document: !is_full,
            reason: reason.text(),
        };
        let done = move |_: VisitSettings| {
            toasts.success(t::STAFF_SAVED.s());
            found.refetch();
        };
        let path = FULL_DOCUMENTS_PATH.to_owned();
        send_form(form, Method::Post, path, body, SendOptions::once(), done);
    });
    view! {
        <section class="l-stack" aria-labelledby="settings-documents">
            <h2 id="settings-documents">{t::VISIT_SETTINGS_DOCUMENTS.s()}</h2>
            <Notice tone=Tone::Info><p>{state.s()}</p></Notice>
            {refusal(form)}
            <Form on_submit=submit>
                <TextArea name="reason" label=t::VISIT_SETTINGS_REASON.s() hint=t::VISIT_SETTINGS_REASON_HINT.s() rows=2
                    max_chars=300 value=reason.value error=reason.error/>
                <Button submit=true busy=form.busy() busy_text=t::STAFF_SAVING.s()>{act.s()}</Button>
            </Form>
        </section>
    }
    .into_any()
}
