//! The section "Avisarme de cambios": a mail when something of this view changes, or a feed of it.

use leptos::prelude::*;
use shared::features::watches::{Rhythm, WATCHES_PATH, WatchIn};
use shared::kit::problem::Problem;
use shared::registers::Register;

use super::asked::Asked;
use super::place::Whose;
use crate::features::privacy::{WATCH, privacy_notice};
use crate::fetch::{Method, SendOptions, send};
use crate::forms::FormState;
use crate::i18n::t;
use crate::shell::{needs_script, platform_path, waits_for_script};
use crate::ui::{
    Button, ButtonKind, Checkbox, Choice, Details, ErrorSummary, Form, Notice, RadioGroup,
    TextInput, Tone,
};

/// The section.
pub(super) fn watch(register: &'static Register, whose: Whose, asked: Memo<Asked>) -> AnyView {
    let feed = format!("{}.atom", whose.api(register));
    let feed = move || asked.with(|asked| asked.part(&feed));
    let developers = platform_path("/desarrolladores");
    let scope = move || {
        if asked.with(Asked::is_part) {
            t::WATCHES_SCOPE_PART.s()
        } else {
            t::WATCHES_SCOPE_ALL.s()
        }
    };
    view! {
        <section class="l-stack" id="avisos" aria-labelledby="watch-title">
            <h2 id="watch-title">{t::WATCHES_TITLE.s()}</h2>
            <p>{t::WATCHES_TEXT.s()}" "{scope}</p>
            <Details summary=t::WATCHES_BY_MAIL.s()>{by_mail(register, whose, asked)}</Details>
            <p><a href=feed rel="external">{t::WATCHES_FEED.s()}</a></p>
            <p class="u-small">
                {t::WATCHES_PROGRAMS.s()}" "
                <a href=developers rel="external">{t::WATCHES_PROGRAMS_LINK.s()}</a>
            </p>
        </section>
    }
    .into_any()
}

/// The form, then the word that a mail is on its way.
fn by_mail(register: &'static Register, whose: Whose, asked: Memo<Asked>) -> AnyView {
    let sent_to = RwSignal::new(None::<String>);
    (move || match sent_to.get() {
        Some(email) => {
            let text = t::WATCHES_SENT_TEXT.with(&[("email", &email)]);
            view! {
                <div role="status">
                    <Notice tone=Tone::Success title=t::WATCHES_SENT_TITLE.s()>{text}</Notice>
                </div>
            }
            .into_any()
        }
        None => asking(register, whose.clone(), asked, sent_to),
    })
    .into_any()
}

fn asking(
    register: &'static Register,
    whose: Whose,
    asked: Memo<Asked>,
    sent_to: RwSignal<Option<String>>,
) -> AnyView {
    let form = FormState::new();
    let email = form.field("email", "");
    let rhythm = form.field("rhythm", Rhythm::Daily.as_str());
    let consent = RwSignal::new(false);
    let submit = move |()| {
        let body = WatchIn {
            register: register.id.to_owned(),
            municipality: whose.slug(),
            filters: asked.with_untracked(Asked::narrowing),
            email: email.text(),
            rhythm: rhythm.text().parse().unwrap_or(Rhythm::Daily),
            consent: consent.get_untracked(),
        };
        let to = body.email.clone();
        form.submit(body, ask, move |()| sent_to.set(Some(to)));
    };
    let rhythms = vec![
        Choice::new(Rhythm::Daily.as_str(), t::WATCHES_DAILY.s()),
        Choice::new(Rhythm::Hourly.as_str(), t::WATCHES_HOURLY.s()),
    ];
    view! {
        <div class="l-stack">
            {needs_script()}
            <ErrorSummary errors=form.errors()/>
            <div role="alert">{move || form.problem().get().map(refused)}</div>
            <Form on_submit=submit>
                <TextInput name="email" label=t::WATCHES_EMAIL.s() hint=t::WATCHES_EMAIL_HINT.s() kind="email"
                    autocomplete="email" maxlength=254 value=email.value error=email.error/>
                <RadioGroup name="rhythm" label=t::WATCHES_RHYTHM.s() hint=t::WATCHES_RHYTHM_HINT.s()
                    value=rhythm.value error=rhythm.error options=rhythms/>
                <Checkbox name="consent" label=t::WATCHES_CONSENT.s() error=form.error("consent") checked=consent/>
                {privacy_notice(WATCH)}
                <p>
                    <Button kind=ButtonKind::Primary submit=true busy=form.busy() busy_text=t::REQUEST_SENDING.s()
                        disabled=waits_for_script()>
                        {t::WATCHES_ACTION.s()}
                    </Button>
                </p>
            </Form>
        </div>
    }
    .into_any()
}

async fn ask(body: WatchIn) -> Result<(), Problem> {
    let options = SendOptions::once();
    let reply = send::<_, serde_json::Value>(Method::Post, WATCHES_PATH, &body, options);
    reply.await.map(drop)
}

fn refused(problem: Problem) -> impl IntoView {
    let text = problem
        .detail
        .unwrap_or_else(|| t::REQUEST_KEPT.s().to_owned());
    view! { <Notice tone=Tone::Danger title=problem.title>{text}</Notice> }
}
