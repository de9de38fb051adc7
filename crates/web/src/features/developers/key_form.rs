//! Asking for a reading key: who, to which mail, what for.

use leptos::prelude::*;
use shared::features::api_keys::{DEVELOPER_KEYS_PATH, DeveloperKeyIn};
use shared::kit::problem::Problem;

use crate::features::privacy::{DEVELOPER_KEY, privacy_notice};
use crate::fetch::{Method, SendOptions, send};
use crate::forms::FormState;
use crate::i18n::t;
use crate::shell::{needs_script, waits_for_script};
use crate::ui::{Button, ButtonKind, ErrorSummary, Form, Notice, TextArea, TextInput, Tone};

/// The form, then the word that a mail is on its way.
pub(super) fn key_form() -> AnyView {
    let sent_to = RwSignal::new(None::<String>);
    (move || match sent_to.get() {
        Some(email) => {
            let text = t::DEVELOPERS_SENT_TEXT.with(&[("email", &email)]);
            view! {
                <div role="status">
                    <Notice tone=Tone::Success title=t::DEVELOPERS_SENT_TITLE.s()>{text}</Notice>
                </div>
            }
            .into_any()
        }
        None => asking(sent_to),
    })
    .into_any()
}

fn asking(sent_to: RwSignal<Option<String>>) -> AnyView {
    let form = FormState::new();
    let name = form.field("name", "");
    let email = form.field("email", "");
    let purpose = form.field("purpose", "");
    form.guard();
    let submit = move |()| {
        let body = DeveloperKeyIn {
            name: name.text(),
            email: email.text(),
            purpose: purpose.text(),
        };
        let to = body.email.clone();
        form.submit(body, ask, move |()| sent_to.set(Some(to)));
    };
    view! {
        {needs_script()}
        <ErrorSummary errors=form.errors()/>
        <div role="alert">{move || form.problem().get().map(refused)}</div>
        <Form on_submit=submit>
            <TextInput name="name" label=t::DEVELOPERS_NAME.s() hint=t::DEVELOPERS_NAME_HINT.s() maxlength=80
                value=name.value error=name.error/>
            <TextInput name="email" label=t::DEVELOPERS_EMAIL.s() hint=t::DEVELOPERS_EMAIL_HINT.s() kind="email"
                autocomplete="email" maxlength=254 value=email.value error=email.error/>
            <TextArea name="purpose" label=t::DEVELOPERS_PURPOSE.s() hint=t::DEVELOPERS_PURPOSE_HINT.s() max_chars=500
                value=purpose.value error=purpose.error/>
            {privacy_notice(DEVELOPER_KEY)}
            <p>
                <Button kind=ButtonKind::Primary submit=true busy=form.busy() busy_text=t::REQUEST_SENDING.s()
                    disabled=waits_for_script()>
                    {t::DEVELOPERS_ACTION.s()}
                </Button>
            </p>
        </Form>
    }
    .into_any()
}

async fn ask(body: DeveloperKeyIn) -> Result<(), Problem> {
    let options = SendOptions::once();
    let reply = send::<_, serde_json::Value>(Method::Post, DEVELOPER_KEYS_PATH, &body, options);
    reply.await.map(drop)
}

/// Why something was not received.
pub(super) fn refused(problem: Problem) -> impl IntoView {
    let text = problem
        .detail
        .unwrap_or_else(|| t::REQUEST_KEPT.s().to_owned());
    view! { <Notice tone=Tone::Danger title=problem.title>{text}</Notice> }
}
