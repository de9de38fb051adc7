//! Letting staff practise in a portal, and ending that: the button, and the form that asks for the reason.

use leptos::prelude::*;
use shared::features::platform::{MunicipalityStaffOut, TrainingIn, municipality_step_path};
use shared::features::portal::PortalMode;
use uuid::Uuid;

use crate::fetch::{Method, Remote, SendOptions};
use crate::forms::FormState;
use crate::i18n::{Text, t};
use crate::staff::{refusal, send_form};
use crate::ui::{Button, ButtonKind, Dialog, Form, TextArea, Toasts};

/// What may be done: its code, the verb, what it means.
type Step = (&'static str, Text, Text);

/// The button of what the portal allows, with its dialog; nothing where no portal is shown, or one of a demo.
pub(super) fn act(
    one: &MunicipalityStaffOut,
    found: Remote<MunicipalityStaffOut>,
) -> Option<AnyView> {
    let step = step_of(one)?;
    let open = RwSignal::new(false);
    let (id, verb) = (one.id, step.1.s());
    let title = format!("{verb}: {}", one.item.name);
    let view = view! {
        <div class="l-cluster">
            <Button on_click=move |()| open.set(true)>{verb}</Button>
        </div>
        <Dialog id="municipality-training" open=open title=title>
            {move || open.get().then(|| form(id, step, open, found))}
        </Dialog>
    };
    Some(view.into_any())
}

fn step_of(one: &MunicipalityStaffOut) -> Option<Step> {
    match one.mode {
        PortalMode::Training => Some((
            "end-training",
            t::MUNI_TRAINING_END,
            t::MUNI_TRAINING_END_TEXT,
        )),
        PortalMode::Official if one.item.status.has_portal() => Some((
            "begin-training",
            t::MUNI_TRAINING_BEGIN,
            t::MUNI_TRAINING_BEGIN_TEXT,
        )),
        _ => None,
    }
}

fn form(
    id: Uuid,
    (code, verb, text): Step,
    open: RwSignal<bool>,
    found: Remote<MunicipalityStaffOut>,
) -> AnyView {
    let toasts = Toasts::here();
    let form = FormState::new();
    let reason = form.field("reason", "");
    let path = municipality_step_path(id, code);
    let submit = Callback::new(move |()| {
        let body = TrainingIn {
            reason: reason.optional(),
        };
        let done = move |after: MunicipalityStaffOut| {
            open.set(false);
            toasts.success(t::MUNI_DONE.s());
            found.set(after);
        };
        send_form(
            form,
            Method::Post,
            path.clone(),
            body,
            SendOptions::once(),
            done,
        );
    });
    view! {
        <div class="l-stack">
            <p>{text.s()}</p>
            {refusal(form)}
            <Form on_submit=submit>
                <TextArea name="reason" label=t::MUNI_REASON.s() hint=t::MUNI_TRAINING_REASON_HINT.s() rows=3 max_chars=300
                    optional=true value=reason.value error=reason.error/>
                <div class="dialog__actions">
                    <Button on_click=move |()| open.set(false)>{t::UI_CANCEL.s()}</Button>
                    <Button kind=ButtonKind::Primary submit=true busy=form.busy() busy_text=t::UI_WORKING.s()>{verb.s()}</Button>
                </div>
            </Form>
        </div>
    }
    .into_any()
}
