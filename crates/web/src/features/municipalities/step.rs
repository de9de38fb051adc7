//! Suspending a portal and serving it again: the button, and the form that asks for reason and document.

use leptos::prelude::*;
use shared::features::directory::PortalStatus;
use shared::features::platform::{MunicipalityStaffOut, SuspensionIn, municipality_step_path};
use uuid::Uuid;

use crate::fetch::{Method, Remote, SendOptions};
use crate::forms::FormState;
use crate::i18n::{Text, t};
use crate::staff::{refusal, send_form, today};
use crate::ui::{Button, ButtonKind, DateField, Dialog, Form, TextArea, TextInput, Toasts};

/// What may be done to a portal: its code, the verb, what it means.
type Step = (&'static str, Text, Text);

/// The button of what the state of the portal allows, with its dialog.
pub(super) fn act(one: &MunicipalityStaffOut, found: Remote<MunicipalityStaffOut>) -> AnyView {
    let Some(step) = step_of(one.item.status) else {
        return view! { <p class="u-muted">{t::MUNI_NOTHING_TO_SUSPEND.s()}</p> }.into_any();
    };
    let (_, verb, _) = step;
    let open = RwSignal::new(false);
    let (id, title) = (one.id, format!("{}: {}", verb.s(), one.item.name));
    view! {
        <div class="l-cluster">
            <Button kind=kind(step) on_click=move |()| open.set(true)>{verb.s()}</Button>
        </div>
        <Dialog id="municipality-step" open=open title=title>
            {move || open.get().then(|| form(id, step, open, found))}
        </Dialog>
    }
    .into_any()
}

const fn step_of(status: PortalStatus) -> Option<Step> {
    match status {
        PortalStatus::WithoutPortal => None,
        PortalStatus::Suspended => Some(("resume", t::MUNI_RESUME, t::MUNI_RESUME_TEXT)),
        _ => Some(("suspend", t::MUNI_SUSPEND, t::MUNI_SUSPEND_TEXT)),
    }
}

fn kind((code, _, _): Step) -> ButtonKind {
    if code == "suspend" {
        ButtonKind::Danger
    } else {
        ButtonKind::Primary
    }
}

fn form(
    id: Uuid,
    step: Step,
    open: RwSignal<bool>,
    found: Remote<MunicipalityStaffOut>,
) -> AnyView {
    let (code, verb, text) = step;
    let toasts = Toasts::here();
    let form = FormState::new();
    let (reason, number) = (
        form.field("reason", ""),
        form.field("resolution_number", ""),
    );
    let date = form.field("resolution_date", today().to_string());
    let path = municipality_step_path(id, code);
    let submit = Callback::new(move |()| {
        let Ok(resolution_date) = date.text().parse() else {
            form.refuse_field("resolution_date", t::FORM_REQUIRED.s());
            return;
        };
        let body = SuspensionIn {
            reason: reason.text(),
            resolution_number: number.text(),
            resolution_date,
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
                <TextArea name="reason" label=t::MUNI_REASON.s() hint=t::MUNI_REASON_HINT.s() rows=3 max_chars=300
                    value=reason.value error=reason.error/>
                <TextInput name="resolution_number" label=t::MUNI_DOCUMENT.s() hint=t::MUNI_DOCUMENT_HINT.s() maxlength=120
                    value=number.value error=number.error/>
                <DateField name="resolution_date" label=t::MUNI_DOCUMENT_DATE.s() value=date.value error=date.error/>
                <div class="dialog__actions">
                    <Button on_click=move |()| open.set(false)>{t::UI_CANCEL.s()}</Button>
                    <Button kind=kind(step) submit=true busy=form.busy() busy_text=t::UI_WORKING.s()>{verb.s()}</Button>
                </div>
            </Form>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_portal_that_is_served_is_suspended_and_only_a_suspended_one_resumed() {
        let code = |status| step_of(status).map(|(code, _, _)| code);
        assert_eq!(code(PortalStatus::DomainActive), Some("suspend"));
        assert_eq!(code(PortalStatus::Suspended), Some("resume"));
        assert_eq!(code(PortalStatus::WithoutPortal), None);
        assert_eq!(code(PortalStatus::Transferred), Some("suspend"));
    }
}
