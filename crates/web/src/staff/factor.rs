//! Why an act was refused. Two refusals have a way on: somebody else changed the thing meanwhile, and an act that needs a
//! second factor shown a moment ago.

use leptos::prelude::*;
use shared::features::auth::{CodeIn, SECOND_FACTOR_PATH};
use shared::kit::problem::Problem;

use super::act::send_form;
use crate::fetch::{Method, SendOptions};
use crate::forms::FormState;
use crate::i18n::t;
use crate::ui::{Button, ButtonKind, ErrorSummary, Form, Notice, OtpInput, Tone};

/// What is wrong with a form: its fields, or the refusal as a whole. Stands above the fields of every form of the staff,
/// and asks before something typed in it is lost.
pub fn refusal(form: FormState) -> impl IntoView {
    form.guard();
    unguarded_refusal(form)
}

/// The same for forms that one leaves half filled without a loss: those before the session begins.
pub fn unguarded_refusal(form: FormState) -> impl IntoView {
    view! {
        <ErrorSummary errors=form.errors()/>
        {refused(form.problem(), None)}
    }
}

/// Why an act was refused as a whole. Once the person has shown a code the act is done `again`, where that needs nothing
/// more of him.
pub(super) fn refused(
    problem: RwSignal<Option<Problem>>,
    again: Option<Callback<()>>,
) -> impl IntoView {
    view! {
        <div role="alert">
            {move || problem.get().map(|refused| match (refused.status, refused.code.as_str()) {
                (412, _) => stale(),
                (_, "recent_factor_required") => recent_factor(problem, again),
                _ => plain(&refused),
            })}
        </div>
    }
}

fn plain(problem: &Problem) -> AnyView {
    let request = (!problem.request_id.is_empty()).then(|| {
        view! { <p class="u-small">{t::UI_REQUEST_ID.s()}" "<code>{problem.request_id.clone()}</code></p> }
    });
    let detail = problem.detail.clone();
    view! {
        <Notice tone=Tone::Danger title=problem.title.clone()>
            <p>{detail}</p>
            {request}
        </Notice>
    }
    .into_any()
}

/// What was typed stays in its fields; the newer version is looked at in another window.
fn stale() -> AnyView {
    let here = || window().location().href().unwrap_or_default();
    view! {
        <Notice tone=Tone::Warning title=t::STAFF_STALE_TITLE.s()>
            <p>{t::STAFF_STALE_TEXT.s()}</p>
            <p>
                <a target="_blank" rel="noopener external" href="#" on:click=move |event| {
                    event.prevent_default();
                    drop(window().open_with_url_and_target(&here(), "_blank"));
                }>{t::STAFF_STALE_OPEN.s()}</a>
            </p>
        </Notice>
    }
    .into_any()
}

/// Asks for a code; afterwards the act is repeated, by its own button where it is a form.
fn recent_factor(problem: RwSignal<Option<Problem>>, again: Option<Callback<()>>) -> AnyView {
    let form = FormState::new();
    let code = form.field("code", "");
    let shown = RwSignal::new(false);
    let submit = Callback::new(move |()| {
        let body = CodeIn { code: code.text() };
        let path = format!("{SECOND_FACTOR_PATH}/show");
        send_form(
            form,
            Method::Post,
            path,
            body,
            SendOptions::default(),
            move |()| match again {
                Some(again) => {
                    problem.set(None);
                    again.run(());
                }
                None => shown.set(true),
            },
        );
    });
    let retry = move |()| problem.set(None);
    view! {
        <Notice tone=Tone::Warning title=t::STAFF_FACTOR_TITLE.s()>
            <Show when=move || !shown.get() fallback=move || view! {
                <p>{t::STAFF_FACTOR_DONE.s()}</p>
                <Button on_click=retry>{t::ACTION_CLOSE.s()}</Button>
            }>
                <p>{t::STAFF_FACTOR_TEXT.s()}</p>
                {move || form.problem().get().map(|problem| view! { <p class="field__error">{problem.title}</p> })}
                <Form on_submit=submit>
                    <OtpInput name="code" label=t::SIGN_IN_CODE.s() value=code.value error=code.error/>
                    <Button kind=ButtonKind::Primary submit=true busy=form.busy() busy_text=t::UI_WORKING.s()>
                        {t::STAFF_FACTOR_ACTION.s()}
                    </Button>
                </Form>
            </Show>
        </Notice>
    }
    .into_any()
}
