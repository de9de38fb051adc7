//! `/gestion-de-intereses/respuesta/{token}`.

use leptos::prelude::*;
use shared::features::interests::answers::{
    ANSWER_PAGE, AnswerLinkOut, AnswerState, answer_path, confirm_path, reject_path,
};

use crate::fetch::{Remote, RemoteState, use_fetch_when};
use crate::format::{query_value, short_date};
use crate::i18n::{Text, t};
use crate::page::{PageMeta, set_page};
use crate::routes::Params;
use crate::shell::skeleton;
use crate::ui::{EmptyState, KeyValue, KeyValueList, Notice, PageTitle, Tone};

/// The page.
pub fn page(params: &Params) -> AnyView {
    // As it stands in an address, whatever was typed there.
    let token = query_value(&params.get("token"));
    let asked = token.clone();
    let found =
        use_fetch_when::<AnswerLinkOut>(move || (!asked.is_empty()).then(|| answer_path(&asked)));
    let title = t::INTERESTS_ANSWER_TITLE;
    set_page(move || {
        PageMeta::new(title.s(), t::INTERESTS_ANSWER_TEXT.s())
            .at(ANSWER_PAGE)
            .hidden(200)
    });
    view! {
        <div class="l-container l-container--text l-section l-stack l-stack--l">
            <PageTitle title=title.s()/>
            {if token.is_empty() { gone() } else { shown(token, found) }}
        </div>
    }
    .into_any()
}

fn shown(token: String, found: Remote<AnswerLinkOut>) -> AnyView {
    let content = move || match found.get() {
        RemoteState::Ready(link) => stands(&token, link),
        RemoteState::Failed(problem) if problem.status == 410 => gone(),
        RemoteState::Failed(problem) => {
            let text = problem.detail.unwrap_or_default();
            view! { <Notice tone=Tone::Danger title=problem.title>{text}</Notice> }.into_any()
        }
        _ => skeleton(6).into_any(),
    };
    view! { <div class="l-stack l-stack--l" aria-live="polite">{content}</div> }.into_any()
}

/// What was recorded, and what can be said of it.
fn stands(token: &str, link: AnswerLinkOut) -> AnyView {
    let due = short_date(link.due_on);
    let said = match link.state {
        AnswerState::Waiting => question(token, &due),
        AnswerState::Confirmed => done(Tone::Success, t::INTERESTS_CONFIRMED_TITLE),
        AnswerState::Rejected => done(Tone::Success, t::INTERESTS_REJECTED_TITLE),
        AnswerState::NoAnswer => done(Tone::Warning, t::INTERESTS_SILENT_TITLE),
        AnswerState::Void => done(Tone::Info, t::INTERESTS_VOID_TITLE),
    };
    let page = link.page.clone();
    view! {
        {act(link)}
        {said}
        <p><a href=page>{t::INTERESTS_PUBLIC.s()}</a></p>
    }
    .into_any()
}

fn act(link: AnswerLinkOut) -> impl IntoView {
    let when = format!("{} {}", short_date(link.act_date), link.act_time);
    let represented = link
        .represented
        .map(|it| view! { <KeyValue label=t::INTERESTS_REPRESENTED.s()>{it}</KeyValue> });
    view! {
        <KeyValueList>
            <KeyValue label=t::INTERESTS_WHOSE.s()>{link.municipality.name}</KeyValue>
            <KeyValue label=t::INTERESTS_OFFICIAL.s()>{link.official_name}</KeyValue>
            <KeyValue label=t::INTERESTS_WHEN.s()>{when}</KeyValue>
            <KeyValue label=t::INTERESTS_MANAGER.s()>{link.manager_name}</KeyValue>
            {represented}
            <KeyValue label=t::INTERESTS_MATTER.s()>{link.matter}</KeyValue>
            <KeyValue label=t::INTERESTS_DECISION.s()>{link.decision_sought}</KeyValue>
        </KeyValueList>
    }
}

/// Two plain forms: the server does what one of them says and leads back here.
fn question(token: &str, due: &str) -> AnyView {
    let (confirm, reject) = (confirm_path(token), reject_path(token));
    view! {
        <p>{t::INTERESTS_ANSWER_TEXT.s()}</p>
        <p>{t::INTERESTS_ANSWER_DUE.with(&[("date", due)])}</p>
        <div class="l-cluster">
            <form action=confirm method="post">
                <button type="submit" class="button button--primary">{t::INTERESTS_CONFIRM.s()}</button>
            </form>
            <form action=reject method="post">
                <button type="submit" class="button button--danger">{t::INTERESTS_REJECT.s()}</button>
            </form>
        </div>
    }
    .into_any()
}

fn done(tone: Tone, title: Text) -> AnyView {
    view! { <Notice tone=tone title=title.s()>{t::INTERESTS_DONE_TEXT.s()}</Notice> }.into_any()
}

fn gone() -> AnyView {
    view! {
        <EmptyState icon="mail" title=t::WATCHES_GONE_TITLE.s() text=t::INTERESTS_GONE_TEXT.s()/>
    }
    .into_any()
}
