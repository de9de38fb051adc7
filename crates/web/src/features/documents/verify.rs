//! The pages `/verificar` (also `?codigo=`) and `/verificar/{code}`: whose document it is and whether it holds.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use shared::features::documents::{
    DocumentPublic, DocumentState, SignatureState, document_path, normalize_document_code,
};

use super::compare::compare;
use crate::fetch::{Remote, RemoteState, use_fetch_when};
use crate::format::{date_time, query_value};
use crate::i18n::{Text, t};
use crate::page::{PageMeta, set_page};
use crate::routes::Params;
use crate::shell::{failure, skeleton};
use crate::ui::{
    EmptyState, InputWidth, KeyValue, KeyValueList, Notice, PageTitle, StatusBadge, TextInput, Tone,
};

/// Where documents are verified.
const PAGE: &str = "/verificar";

/// The page `/verificar`.
pub fn verify(_params: &Params) -> AnyView {
    let query = use_query_map();
    let asked = Memo::new(move |_| query.with(|query| query.get("codigo").unwrap_or_default()));
    page(asked)
}

/// The page `/verificar/{code}`, to which the QR of a document leads.
pub fn verify_code(params: &Params) -> AnyView {
    let code = params.get("code");
    page(Memo::new(move |_| code.clone()))
}

fn page(asked: Memo<String>) -> AnyView {
    let code = Memo::new(move |_| asked.with(|typed| normalize_document_code(typed).ok()));
    let found = use_fetch_when::<DocumentPublic>(move || {
        code.with(|code| code.as_deref().map(document_path))
    });
    set_page(move || meta(&asked.get(), code.get().is_some(), &found.get()));
    view! {
        <div class="l-container l-container--text l-section l-stack l-stack--l">
            <PageTitle title=t::VERIFY_TITLE.s() lead=t::VERIFY_LEAD.s()/>
            {form(asked, code)}
            <div aria-live="polite" aria-busy=move || found.busy().to_string()>{move || result(found)}</div>
        </div>
    }
    .into_any()
}

/// Only the page without a code is for search engines; an unknown code is a page that is not there.
fn meta(asked: &str, well_formed: bool, found: &RemoteState<DocumentPublic>) -> PageMeta {
    let meta = PageMeta::new(t::VERIFY_TITLE.s(), t::VERIFY_LEAD.s());
    match found {
        _ if asked.trim().is_empty() => meta.at(PAGE),
        RemoteState::Failed(problem) if problem.status >= 400 => meta.hidden(problem.status),
        RemoteState::Ready(document) => PageMeta {
            title: document.title.clone(),
            ..meta.hidden(200)
        },
        _ if !well_formed => meta.hidden(404),
        _ => meta.hidden(200),
    }
}

/// A plain GET form, so that it also works without script.
fn form(asked: Memo<String>, code: Memo<Option<String>>) -> AnyView {
    let typed = RwSignal::new(asked.get_untracked());
    let refused = RwSignal::new(asked.with_untracked(|text| mistake(text)));
    Effect::new(move |_| {
        typed.set(code.get().unwrap_or_else(|| asked.get()));
        refused.set(asked.with(|text| mistake(text)));
    });
    let navigate = use_navigate();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        match normalize_document_code(&typed.get_untracked()) {
            Ok(code) => navigate(
                &format!("{PAGE}/{}", query_value(&code)),
                NavigateOptions::default(),
            ),
            Err(violation) => refused.set(Some(violation.message.into_owned())),
        }
    };
    view! {
        <form class="form" action=PAGE method="get" on:submit=submit>
            <TextInput name="codigo" label=t::VERIFY_CODE.s() hint=t::VERIFY_CODE_HINT.s() maxlength=40
                width=InputWidth::Medium value=typed error=refused/>
            <p><button type="submit" class="button button--primary">{t::VERIFY_ACTION.s()}</button></p>
        </form>
    }
    .into_any()
}

fn mistake(text: &str) -> Option<String> {
    let refused = normalize_document_code(text).err();
    refused
        .filter(|_| !text.trim().is_empty())
        .map(|violation| violation.message.into_owned())
}

fn result(found: Remote<DocumentPublic>) -> AnyView {
    match found.get() {
        RemoteState::Idle => ().into_any(),
        RemoteState::Loading => skeleton(6).into_any(),
        RemoteState::Ready(document) => document_view(document),
        RemoteState::Failed(problem) if problem.status == 404 => view! {
            <EmptyState icon="file-x" title=t::VERIFY_UNKNOWN_TITLE.s() text=t::VERIFY_UNKNOWN_TEXT.s()/>
        }
        .into_any(),
        RemoteState::Failed(problem) => failure(&problem, move || found.refetch()).into_any(),
    }
}

fn document_view(document: DocumentPublic) -> AnyView {
    let (tone, label) = state(document.state);
    let code = document.code.clone();
    let issuer = document.issuer.clone();
    let digest = document.sha256.clone();
    let ended = document.ended_at.map(|at| {
        view! { <KeyValue label=t::VERIFY_ENDED.s()>{date_time(at)}</KeyValue> }
    });
    let reason = document.reason.clone().map(|reason| {
        view! { <Notice tone=tone title=t::VERIFY_REASON.s()>{reason}</Notice> }
    });
    let other = document.replaced_by.clone().map(|code| {
        let href = format!("{PAGE}/{}", query_value(&code));
        view! { <p>{t::VERIFY_REPLACED_BY.s()}" "<a href=href>{code}</a></p> }
    });
    view! {
        <div class="l-stack l-stack--l">
        <section class="l-stack">
            <div class="l-stack l-stack--s">
                <h2>{document.title.clone()}</h2>
                <p><StatusBadge tone=tone label=label.s()/></p>
            </div>
            {reason}
            {other}
            <KeyValueList>
                <KeyValue label=t::VERIFY_ISSUER.s()>{issuer}</KeyValue>
                <KeyValue label=t::VERIFY_CODE.s()><span class="u-num">{code}</span></KeyValue>
                <KeyValue label=t::VERIFY_ISSUED.s()>{date_time(document.issued_at)}</KeyValue>
                {ended}
                <KeyValue label=t::VERIFY_SIGNATURE.s()>{signature(document.signature).s()}</KeyValue>
                <KeyValue label=t::VERIFY_DIGEST.s()><code class="digest">{digest}</code></KeyValue>
            </KeyValueList>
        </section>
        {compare(document)}
        </div>
    }
    .into_any()
}

pub(super) const fn state(state: DocumentState) -> (Tone, Text) {
    match state {
        DocumentState::Valid => (Tone::Success, t::VERIFY_STATE_VALID),
        DocumentState::Revoked => (Tone::Danger, t::VERIFY_STATE_REVOKED),
        DocumentState::Replaced => (Tone::Warning, t::VERIFY_STATE_REPLACED),
    }
}

pub(super) const fn signature(state: SignatureState) -> Text {
    match state {
        SignatureState::None => t::VERIFY_SIGNATURE_NONE,
        SignatureState::Pending => t::VERIFY_SIGNATURE_PENDING,
        SignatureState::Attached => t::VERIFY_SIGNATURE_ATTACHED,
    }
}
