//! The steps that a request allows in its state, by the table of the procedure.

use leptos::prelude::*;
use shared::access::Permission;
use shared::features::portal_requests::{
    DESK_PATH, PortalRequestOut, RequestAction, RequestState, STEPS, StepActor, StepIn,
};

use crate::fetch::{Method, Remote, SendOptions};
use crate::forms::FormState;
use crate::i18n::{Text, t};
use crate::session::use_session;
use crate::staff::{refusal, send_form};
use crate::ui::{Button, ButtonKind, Dialog, Form, Notice, TextArea, Toasts, Tone, dom};

/// The buttons, and what to know about the second operator.
pub(super) fn actions(request: &PortalRequestOut, found: Remote<PortalRequestOut>) -> AnyView {
    let session = use_session();
    let allowed = open_to(request.item.state, request.item.proposed);
    if allowed.is_empty() {
        let text = waiting(request.item.state).s();
        return view! { <Notice tone=Tone::Info><p>{text}</p></Notice> }.into_any();
    }
    let open = RwSignal::new(false);
    let chosen = RwSignal::new(None::<RequestAction>);
    let buttons = allowed
        .into_iter()
        .filter(|(_, permission)| session.can(*permission))
        .map(|(action, _)| {
            let click = move |()| {
                chosen.set(Some(action));
                open.set(true);
            };
            view! { <Button kind=kind(action) on_click=click>{verb(action).s()}</Button> }
        })
        .collect_view();
    let id = request.item.id.to_string();
    let title = Signal::derive(move || {
        chosen
            .get()
            .map(|action| verb(action).s().to_owned())
            .unwrap_or_default()
    });
    view! {
        <section class="l-stack">
            <h2>{t::DESK_STEPS.s()}</h2>
            {second_operator(request)}
            <div class="l-stack l-stack--s staff-acts">{buttons}</div>
            <Dialog id="desk-step" open=open title=title>
                {let id = id.clone(); move || chosen.get().map(|action| step_form(&id, action, open, found))}
            </Dialog>
        </section>
    }
    .into_any()
}

/// What may be done by operators from here, and with which permission.
fn open_to(state: RequestState, proposed: bool) -> Vec<(RequestAction, Permission)> {
    STEPS
        .iter()
        .filter(|step| step.from == state)
        .filter_map(|step| match step.actor {
            StepActor::Operator => Some((step.action, Permission::PortalRequestsReview)),
            StepActor::SecondOperator => Some((step.action, Permission::PortalRequestsApprove)),
            StepActor::Applicant | StepActor::Platform => None,
        })
        .filter(|(action, _)| match action {
            RequestAction::Approve | RequestAction::Return => proposed,
            RequestAction::Propose => !proposed,
            _ => true,
        })
        .collect()
}

fn second_operator(request: &PortalRequestOut) -> AnyView {
    let text = match (&request.proposed_by, request.item.proposed) {
        (Some(who), true) => t::DESK_SECOND_PROPOSED.with(&[("who", who)]),
        _ => t::DESK_SECOND_RULE.s().to_owned(),
    };
    view! { <Notice tone=Tone::Info title=t::DESK_SECOND_TITLE.s()><p>{text}</p></Notice> }
        .into_any()
}

fn step_form(
    id: &str,
    action: RequestAction,
    open: RwSignal<bool>,
    found: Remote<PortalRequestOut>,
) -> AnyView {
    let toasts = Toasts::here();
    let form = FormState::new();
    let note = form.field("note", "");
    let path = format!("{DESK_PATH}/{id}/{}", action.code());
    let submit = Callback::new(move |()| {
        if needs_note(action) && note.text().is_empty() {
            form.refuse_field("note", t::DESK_NOTE_MISSING.s());
            return;
        }
        let body = StepIn {
            note: note.optional(),
        };
        send_form(
            form,
            Method::Post,
            path.clone(),
            body,
            SendOptions::once(),
            move |request: PortalRequestOut| {
                open.set(false);
                toasts.success(t::DESK_STEP_DONE.s());
                found.set(request);
                dom::focus_heading();
            },
        );
    });
    view! {
        <div class="l-stack">
            <p>{explain(action).s()}</p>
            {refusal(form)}
            <Form on_submit=submit>
                {needs_note(action).then(|| view! {
                    <TextArea name="note" label=t::DESK_NOTE.s() hint=t::DESK_NOTE_HINT.s() max_chars=2000
                        value=note.value error=note.error/>
                })}
                <div class="dialog__actions">
                    <Button on_click=move |()| open.set(false)>{t::UI_CANCEL.s()}</Button>
                    <Button kind=kind(action) submit=true busy=form.busy() busy_text=t::UI_WORKING.s()>{verb(action).s()}</Button>
                </div>
            </Form>
        </div>
    }
    .into_any()
}

const fn needs_note(action: RequestAction) -> bool {
    matches!(
        action,
        RequestAction::Observe | RequestAction::Return | RequestAction::Reject
    )
}

const fn kind(action: RequestAction) -> ButtonKind {
    match action {
        RequestAction::Take | RequestAction::Propose | RequestAction::Approve => {
            ButtonKind::Primary
        }
        RequestAction::Reject => ButtonKind::Danger,
        _ => ButtonKind::Secondary,
    }
}

const fn verb(action: RequestAction) -> Text {
    match action {
        RequestAction::Take => t::DESK_DO_TAKE,
        RequestAction::Observe => t::DESK_DO_OBSERVE,
        RequestAction::Propose => t::DESK_DO_PROPOSE,
        RequestAction::Approve => t::DESK_DO_APPROVE,
        RequestAction::Return => t::DESK_DO_RETURN,
        RequestAction::Reject => t::DESK_DO_REJECT,
        RequestAction::Correct => t::DESK_DONE_CORRECT,
        RequestAction::Lapse => t::DESK_DONE_LAPSE,
    }
}

const fn explain(action: RequestAction) -> Text {
    match action {
        RequestAction::Take => t::DESK_EXPLAIN_TAKE,
        RequestAction::Observe => t::DESK_EXPLAIN_OBSERVE,
        RequestAction::Propose => t::DESK_EXPLAIN_PROPOSE,
        RequestAction::Approve => t::DESK_EXPLAIN_APPROVE,
        RequestAction::Return => t::DESK_EXPLAIN_RETURN,
        RequestAction::Reject => t::DESK_EXPLAIN_REJECT,
        RequestAction::Correct | RequestAction::Lapse => t::DESK_WAITING_OBSERVED,
    }
}

const fn waiting(state: RequestState) -> Text {
    match state {
        RequestState::Created => t::DESK_WAITING_CREATED,
        RequestState::Rejected => t::DESK_WAITING_REJECTED,
        _ => t::DESK_WAITING_OBSERVED,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(state: RequestState, proposed: bool) -> Vec<&'static str> {
        open_to(state, proposed)
            .iter()
            .map(|(action, _)| action.code())
            .collect()
    }

    #[test]
    fn only_what_the_procedure_allows_is_offered() {
        assert_eq!(codes(RequestState::Submitted, false), ["take"]);
        assert_eq!(
            codes(RequestState::InReview, false),
            ["observe", "propose", "reject"]
        );
        assert_eq!(
            codes(RequestState::InReview, true),
            ["observe", "return", "approve", "reject"]
        );
        for state in [
            RequestState::Observed,
            RequestState::Created,
            RequestState::Rejected,
        ] {
            assert!(codes(state, false).is_empty());
        }
    }
}
