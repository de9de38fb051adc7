//! The form in its steps: one group at a time, checked before going on; what the API objects to leads back to its step.

use std::future::Future;

use leptos::prelude::*;
use shared::features::portal_requests::{CorrectionOut, PortalRequestReceipt};
use shared::kit::check::Check;
use shared::kit::problem::Problem;

use super::designation::designation;
use super::form::{Draft, REVIEW, RequestForm, step_of};
use super::review::review;
use super::steps::{municipality, responsible};
use crate::fetch::SendOptions;
use crate::i18n::{Text, t};
use crate::shell::waits_for_script;
use crate::ui::{Button, ButtonKind, ErrorSummary, Form, Notice, Steps, Tone, dom};

const NAMES: [Text; 4] = [
    t::REQUEST_STEP_PLACE,
    t::REQUEST_STEP_PERSON,
    t::REQUEST_STEP_DESIGNATION,
    t::REQUEST_STEP_REVIEW,
];
/// Id of the heading of the current step.
const HEADING: &str = "request-step";

/// The form; `send` files the request, `done` gets its receipt. A correction begins with what was sent.
pub(super) fn wizard<S, F, D>(sent: Option<CorrectionOut>, send: S, done: D) -> AnyView
where
    S: Fn(Draft, SendOptions) -> F + Copy + Send + Sync + 'static,
    F: Future<Output = Result<PortalRequestReceipt, Problem>> + 'static,
    D: Fn(PortalRequestReceipt) + Copy + Send + Sync + 'static,
{
    let form = RequestForm::new(sent);
    form.state.guard();
    let step = RwSignal::new(0_usize);
    follow(form, step);
    let attempt = StoredValue::new(None::<(Draft, SendOptions)>);
    let submit = move |()| {
        if step.get_untracked() < REVIEW {
            return go_on(form, step);
        }
        let draft = form.draft();
        let options = key_of(attempt, &draft);
        form.state
            .submit(draft, move |draft| send(draft, options), done);
    };
    frame(form, step, Callback::new(submit))
}

/// The same content keeps its key, so that trying again never files it twice; other content gets another.
fn key_of(attempt: StoredValue<Option<(Draft, SendOptions)>>, draft: &Draft) -> SendOptions {
    let known = attempt.with_value(|last| {
        let same = last.as_ref().filter(|(sent, _)| sent == draft);
        same.map(|(_, options)| options.clone())
    });
    known.unwrap_or_else(|| {
        let options = SendOptions::once();
        attempt.set_value(Some((draft.clone(), options.clone())));
        options
    })
}

/// To the next step when this one breaks no rule, past those about which nobody objected.
fn go_on(form: RequestForm, step: RwSignal<usize>) {
    let now = step.get_untracked();
    let mut broken = form.draft().check();
    broken.retain(|error| step_of(&error.field) == now);
    form.state.problem().set(None);
    if broken.is_empty() {
        let later = form.state.errors().get_untracked();
        broken.extend(
            later
                .into_iter()
                .filter(|error| step_of(&error.field) > now),
        );
        step.set(now + 1);
    }
    form.state.tell(broken);
}

/// Errors lead to the first step that has any; a new step takes the focus unless its errors do.
fn follow(form: RequestForm, step: RwSignal<usize>) {
    let errors = form.state.errors();
    Effect::new(move |_| {
        let first = errors.with(|errors| errors.iter().map(|error| step_of(&error.field)).min());
        if let Some(first) = first {
            step.set(first);
        }
    });
    Effect::new(move |before: Option<()>| {
        step.track();
        if before.is_some() && errors.with_untracked(Vec::is_empty) {
            request_animation_frame(|| dom::focus(HEADING));
        }
    });
}

fn frame(form: RequestForm, step: RwSignal<usize>, submit: Callback<()>) -> AnyView {
    let errors = Signal::derive(move || {
        let now = step.get();
        let mut errors = form.state.errors().get();
        errors.retain(|error| step_of(&error.field) == now);
        errors
    });
    let group = move || {
        let now = step.get();
        let title = NAMES.get(now).copied().unwrap_or(t::REQUEST_STEP_REVIEW);
        let fields = match now {
            0 => municipality(form),
            1 => responsible(form),
            2 => designation(form),
            _ => review(form, step),
        };
        view! {
            <h2 id=HEADING tabindex="-1">{title.s()}</h2>
            {fields}
        }
    };
    let back = move || {
        (step.get() > 0).then(|| {
            let back = move |()| step.update(|step| *step = step.saturating_sub(1));
            view! { <Button icon="arrow-left" on_click=back>{t::REQUEST_BACK.s()}</Button> }
        })
    };
    let words = move || {
        if step.get() < REVIEW {
            t::REQUEST_CONTINUE.s()
        } else {
            t::REQUEST_SEND.s()
        }
    };
    view! {
        <div class="l-stack l-stack--l">
            <Steps steps=NAMES.iter().map(|name| name.s().to_owned()).collect() current=step/>
            <ErrorSummary errors=errors/>
            <Form on_submit=submit>
                {group}
                {refusal(form)}
                <div class="l-cluster">
                    {back}
                    <Button kind=ButtonKind::Primary submit=true busy=form.state.busy() busy_text=t::REQUEST_SENDING.s()
                        disabled=waits_for_script()>
                        {words}
                    </Button>
                </div>
            </Form>
        </div>
    }
    .into_any()
}

/// Why the request as a whole was not received.
fn refusal(form: RequestForm) -> impl IntoView {
    let notice = move || {
        form.state.problem().get().map(|problem| {
            let text = problem
                .detail
                .unwrap_or_else(|| t::REQUEST_KEPT.s().to_owned());
            view! { <Notice tone=Tone::Danger title=problem.title>{text}</Notice> }
        })
    };
    view! { <div role="alert">{notice}</div> }
}
