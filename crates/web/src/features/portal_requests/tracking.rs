//! The page `/seguimiento`: a request by its code and the responsible person's DNI. They entitle to follow it and to have
//! the mail with the link of the correction sent again, to the address of the request.
//!
//! The document number never stands in an address; only the code may (`?codigo=`).

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use serde::de::IgnoredAny;
use shared::features::portal_requests::{
    CORRECTION_LINK_PATH, PortalRequestTracking, RequestState, TRACK_PATH, TrackIn,
};
use shared::kit::problem::Problem;

use super::TRACKING;
use super::receipt::{count, documents};
use super::timeline::{moments, state_label, state_tone};
use crate::features::privacy::{TRACKING as TRACKING_NOTICE, privacy_notice};
use crate::fetch::{Method, SendOptions, send};
use crate::forms::{FormField, FormState};
use crate::i18n::t;
use crate::page::{PageMeta, set_page};
use crate::routes::Params;
use crate::shell::{needs_script, tenant_path, waits_for_script};
use crate::ui::{
    Button, ButtonKind, ErrorSummary, Form, InputWidth, LinkButton, Notice, PageTitle, StatusBadge,
    TextInput, Timeline, Tone, dom,
};

const RESULT: &str = "tracking-result";

/// What the page shows below its form.
#[derive(Clone)]
enum Shown {
    Nothing,
    Found(TrackIn, Box<PortalRequestTracking>),
}

/// The page `/seguimiento`.
pub fn tracking(_params: &Params) -> AnyView {
    set_page(|| PageMeta::new(t::TRACKING_TITLE.s(), t::TRACKING_LEAD.s()).at(TRACKING));
    let shown = RwSignal::new(Shown::Nothing);
    view! {
        <div class="l-container l-container--text l-section l-stack l-stack--l">
            {move || match shown.get() {
                Shown::Nothing => asking(shown),
                Shown::Found(track, found) => answer(shown, track, *found),
            }}
        </div>
    }
    .into_any()
}

fn asking(shown: RwSignal<Shown>) -> AnyView {
    let given = use_query_map().with_untracked(|query| query.get("codigo"));
    let form = FormState::new();
    let code = form.field("code", given.unwrap_or_default());
    let dni = form.field("dni", "");
    let submit = move |()| look_up(form, code, dni, shown);
    view! {
        <PageTitle title=t::TRACKING_TITLE.s() lead=t::TRACKING_LEAD.s()/>
        {needs_script()}
        <ErrorSummary errors=form.errors()/>
        <div role="alert">{move || form.problem().get().map(refused)}</div>
        <Form on_submit=submit>
            <TextInput name="code" label=t::TRACKING_CODE.s() hint=t::TRACKING_CODE_HINT.s() maxlength=40
                width=InputWidth::Medium value=code.value error=code.error/>
            <TextInput name="dni" label=t::REQUEST_DNI.s() hint=t::TRACKING_DNI_HINT.s() inputmode="numeric" maxlength=8
                width=InputWidth::Medium value=dni.value error=dni.error/>
            <p>
                <Button kind=ButtonKind::Primary submit=true busy=form.busy() busy_text=t::TRACKING_BUSY.s()
                    disabled=waits_for_script()>
                    {t::TRACKING_ACTION.s()}
                </Button>
            </p>
        </Form>
        {privacy_notice(TRACKING_NOTICE)}
        <p class="u-small u-muted">{t::TRACKING_LOST.s()}</p>
    }
    .into_any()
}

fn look_up(form: FormState, code: FormField, dni: FormField, shown: RwSignal<Shown>) {
    let track = TrackIn {
        code: code.text().to_uppercase(),
        dni: dni.text(),
    };
    let asked = track.clone();
    form.submit(track, find, move |found| {
        shown.set(Shown::Found(asked, Box::new(found)));
        request_animation_frame(|| dom::focus(RESULT));
    });
}

async fn find(track: TrackIn) -> Result<PortalRequestTracking, Problem> {
    let reply = send(Method::Post, TRACK_PATH, &track, SendOptions::default()).await?;
    Ok(reply.body)
}

/// A wrong code and a wrong number are answered alike.
fn refused(problem: Problem) -> impl IntoView {
    let (title, text) = if problem.status == 404 {
        (
            t::TRACKING_NOT_FOUND.s().to_owned(),
            t::TRACKING_NOT_FOUND_TEXT.s().to_owned(),
        )
    } else {
        (problem.title, problem.detail.unwrap_or_default())
    };
    view! { <Notice tone=Tone::Danger title=title>{text}</Notice> }
}

/// The request as it stands.
fn answer(shown: RwSignal<Shown>, track: TrackIn, found: PortalRequestTracking) -> AnyView {
    let other = move |()| shown.set(Shown::Nothing);
    let items = moments(&found);
    let correction = (found.state == RequestState::Observed).then(|| correction(track, &found));
    let portal = found.slug.as_ref().map(|slug| {
        let href = tenant_path(slug, "");
        view! { <p><LinkButton href=href kind=ButtonKind::Primary>{t::TRACKING_OPEN.s()}</LinkButton></p> }
    });
    view! {
        <div class="l-stack l-stack--s">
            <p class="u-muted u-num">{found.code.clone()}</p>
            <h1 id=RESULT tabindex="-1">{found.municipality.clone()}</h1>
            <p><StatusBadge tone=state_tone(found.state) label=state_label(found.state).s()/></p>
        </div>
        {portal}
        {documents(&found.documents)}
        <section class="l-stack">
            <h2>{t::TRACKING_HISTORY.s()}</h2>
            <Timeline items=items/>
            {found.due.as_ref().map(count)}
        </section>
        {correction}
        <p class="no-print"><Button kind=ButtonKind::Quiet icon="search" on_click=other>{t::TRACKING_OTHER.s()}</Button></p>
    }
    .into_any()
}

/// What to correct, and that the link in the mail is needed for it.
fn correction(track: TrackIn, found: &PortalRequestTracking) -> AnyView {
    let form = FormState::new();
    let sent = RwSignal::new(false);
    let again = move |()| form.submit(track.clone(), send_again, move |_| sent.set(true));
    let answer = move || {
        if sent.get() {
            let text = t::TRACKING_LINK_SENT.s();
            return Some(view! { <Notice tone=Tone::Success>{text}</Notice> }.into_any());
        }
        let problem = form.problem().get()?;
        let text = problem.detail.unwrap_or_default();
        Some(view! { <Notice tone=Tone::Danger title=problem.title>{text}</Notice> }.into_any())
    };
    view! {
        <section class="l-stack l-stack--l">
            <h2>{t::CORRECTION_TITLE.s()}</h2>
            {observed(found.observations.clone())}
            <p>{t::TRACKING_CORRECT_TEXT.s()}</p>
            <div role="status">{answer}</div>
            <p><Button icon="mail" busy=form.busy() busy_text=t::UI_WORKING.s() on_click=again>{t::TRACKING_LINK_AGAIN.s()}</Button></p>
        </section>
    }
    .into_any()
}

async fn send_again(track: TrackIn) -> Result<IgnoredAny, Problem> {
    let reply = send(
        Method::Post,
        CORRECTION_LINK_PATH,
        &track,
        SendOptions::default(),
    )
    .await?;
    Ok(reply.body)
}

/// What the operator wrote.
pub(super) fn observed(text: Option<String>) -> Option<impl IntoView> {
    text.map(|text| {
        view! { <Notice tone=Tone::Warning title=t::TRACKING_OBSERVED.s()><span class="request-note">{text}</span></Notice> }
    })
}
