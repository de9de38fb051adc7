//! The page of a record: every public column, its history, and how to cite it. With `?as_of=` it is as it stood then.

use chrono::{DateTime, SecondsFormat, Utc};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use shared::features::portal::PortalPublic;
use shared::registers::wire::{RecordDetail, RecordOut, records_path};
use shared::registers::{Act, Column, Kind, Register};
use uuid::Uuid;

use super::changes::changes_since;
use super::columns::{is_personal, naming};
use super::history::history;
use super::linked::linked;
use super::place::{Whose, record_page};
use super::proof::proof;
use super::value::of_record;
use crate::features::portal::use_portal;
use crate::fetch::{RemoteState, use_fetch};
use crate::format::{address, date_time};
use crate::i18n::{t, written_tag};
use crate::page::{PageMeta, set_page};
use crate::portal_app::beyond;
use crate::routes::Params;
use crate::shell::{failed_page, not_found, skeleton};
use crate::ui::{
    Breadcrumbs, CopyButton, KeyValue, KeyValueList, Notice, PageTitle, StatusBadge, Tone,
};

/// The page `/m/{slug}/registros/{register}/{id}`.
pub fn record(params: &Params) -> AnyView {
    let register = Register::named(&params.get("register"));
    let id = params.get("id").parse::<Uuid>().ok();
    match (register, id, use_portal()) {
        (Some(register), Some(id), Some(portal)) => page(register, id, portal),
        _ => beyond(),
    }
}

fn page(register: &'static Register, id: Uuid, portal: PortalPublic) -> AnyView {
    let query = use_query_map();
    let as_of = Memo::new(move |_| {
        let text = query.with(|query| query.get("as_of"));
        let at = text.and_then(|text| DateTime::parse_from_rfc3339(text.trim()).ok());
        at.map(|at| at.with_timezone(&Utc))
    });
    let path = format!("{}/{id}", records_path(&portal.slug, register));
    let found = use_fetch::<RecordDetail>(move || {
        let at = as_of
            .get()
            .map(|at| at.to_rfc3339_opts(SecondsFormat::Micros, true));
        address(&path, &[("as_of", &at.unwrap_or_default())])
    });
    (move || match found.get() {
        RemoteState::Ready(detail) => drawn(register, &portal, as_of.get_untracked(), detail),
        RemoteState::Failed(problem) if problem.status == 404 => not_found(),
        RemoteState::Failed(problem) => failed_page(&problem, move || found.refetch()),
        RemoteState::Idle | RemoteState::Loading => {
            let about = portal.clone();
            set_page(move || PageMeta::new(t::STATE_LOADING.s(), "").of(&about));
            view! { <div class="l-container l-section">{skeleton(12)}</div> }.into_any()
        }
    })
    .into_any()
}

fn drawn(
    register: &'static Register,
    portal: &PortalPublic,
    as_of: Option<DateTime<Utc>>,
    detail: RecordDetail,
) -> AnyView {
    let whose = Whose::Of(Box::new(portal.clone()));
    let record = &detail.record;
    let title = title(register, record);
    let (about, said) = (portal.clone(), title.clone());
    let own = record_page(&portal.slug, register, record.id);
    let (canonical, is_then) = (own.clone(), as_of.is_some());
    set_page(move || {
        let meta = PageMeta::new(said.clone(), register.description)
            .at(canonical.clone())
            .of(&about);
        // One content has one address, and names of people are looked up here and not by search engines.
        if is_then || is_personal(register) {
            meta.hidden(200)
        } else {
            meta
        }
    });
    let above = vec![
        whose.home(),
        (t::REGISTERS_TITLE.s().to_owned(), whose.registers()),
        (register.title.to_owned(), whose.list(register)),
    ];
    let state = match record.act {
        Act::Created | Act::Completed => None,
        Act::Corrected => Some((Tone::Info, t::REGISTERS_CORRECTED)),
        Act::Withdrawn => Some((Tone::Danger, t::REGISTERS_WITHDRAWN)),
    };
    let state = state.map(|(tone, label)| {
        view! { <p><StatusBadge tone=tone label=label.s()/></p> }
    });
    let current = own;
    let then = as_of.map(|at| then(at, current));
    let why = withdrawal(&detail);
    let since = changes_since(register, &whose, record.recorded_at);
    let erased = record.erased.clone().map(erased);
    let pairs = register
        .public_columns()
        .map(|column| pair(register, &whose, column, record))
        .collect_view();
    view! {
        <div class="l-container l-section l-stack l-stack--l">
            <Breadcrumbs items=above current=title.clone()/>
            <div class="l-stack l-stack--s" lang=written_tag()>
                <PageTitle title=title eyebrow=register.title/>
                {state}
            </div>
            {then}
            {why}
            {erased}
            <div class="register-body">
                <section class="register-body__main" aria-labelledby="record-data" lang=written_tag()>
                    <h2 class="u-vh" id="record-data">{t::REGISTERS_DATA.s()}</h2>
                    <KeyValueList>{pairs}</KeyValueList>
                </section>
                {citation(register, &detail)}
            </div>
            {linked(register, portal, record.id)}
            {history(register, &portal.slug, &detail)}
            <p><a class="register-way" href=since>{t::REGISTERS_CHANGES_SINCE.s()}</a></p>
            {proof(register, &portal.slug, &detail)}
        </div>
    }
    .into_any()
}

/// What people know it by: `Pago: 0004512`.
fn title(register: &'static Register, record: &RecordOut) -> String {
    let name = naming(register)
        .and_then(|column| of_record(column, record))
        .unwrap_or_else(|| record.id.to_string());
    format!("{}: {name}", register.record)
}

/// That this is not how it stands now.
fn then(at: DateTime<Utc>, current: String) -> impl IntoView {
    let title = t::REGISTERS_AS_OF.with(&[("when", &date_time(at))]);
    view! {
        <Notice tone=Tone::Info title=title><a href=current>{t::REGISTERS_NOW.s()}</a></Notice>
    }
}

/// That what it told of a person is gone, and that nothing else is.
fn erased(mark: String) -> impl IntoView {
    view! { <Notice tone=Tone::Info title=t::REGISTERS_ERASED.s()><p>{mark}". "{t::REGISTERS_ERASED_TEXT.s()}</p></Notice> }
}

/// That it counts no longer, and why.
fn withdrawal(detail: &RecordDetail) -> Option<impl IntoView + use<>> {
    if detail.record.act != Act::Withdrawn {
        return None;
    }
    let version = detail
        .history
        .iter()
        .find(|known| known.record.version == detail.record.version);
    let reason = version.and_then(|version| version.act_reason.clone());
    let when = date_time(detail.record.recorded_at);
    let title = t::REGISTERS_WITHDRAWN_ON.with(&[("when", &when)]);
    Some(view! { <Notice tone=Tone::Danger title=title>{reason}</Notice> })
}

fn pair(
    register: &'static Register,
    whose: &Whose,
    column: &'static Column,
    record: &RecordOut,
) -> AnyView {
    let Some(text) = of_record(column, record) else {
        return view! { <KeyValue label=column.label/> }.into_any();
    };
    let value = match column.kind {
        // Whatever was stored, only a web address becomes a link.
        Kind::Url if text.starts_with("https://") => {
            view! { <a href=text.clone() rel="external noopener">{text.clone()}</a> }.into_any()
        }
        Kind::Link(other) => link(other, whose, text),
        _ => text.into_any(),
    };
    // The tag of a masked value leads to what else bears it, without showing the value.
    let tag = record.values.get(&format!("{}_tag", column.name));
    let others = tag.and_then(|tag| tag.as_str()).map(|tag| {
        let href = address(&whose.list(register), &[(column.name, tag)]);
        view! { <br/><a class="u-small" href=href>{t::REGISTERS_SAME.s()}</a> }
    });
    view! { <KeyValue label=column.label>{value}{others}</KeyValue> }.into_any()
}

/// The way to a record of another register.
fn link(other: &str, whose: &Whose, id: String) -> AnyView {
    let slug = match whose {
        Whose::Of(portal) => Some(&portal.slug),
        Whose::All => None,
    };
    match (Register::find(other), slug, id.parse()) {
        (Some(other), Some(slug), Ok(record)) => {
            let href = record_page(slug, other, record);
            let text = t::REGISTERS_LINKED.with(&[("record", &other.record.to_lowercase())]);
            view! { <a href=href>{text}</a> }.into_any()
        }
        _ => id.into_any(),
    }
}

/// How to cite the version that is shown, and what proves it.
fn citation(register: &'static Register, detail: &RecordDetail) -> impl IntoView + use<> {
    let text = detail.citation.text.clone();
    let record = &detail.record;
    let leaf = t::REGISTERS_LEAF_OF.with(&[
        ("n", &record.leaf_index.to_string()),
        ("register", register.title),
    ]);
    let version = record.version.to_string();
    let digest = detail.citation.digest.clone();
    view! {
        <section class="register-citation l-stack" aria-labelledby="citation-title">
            <h2 id="citation-title">{t::REGISTERS_CITE.s()}</h2>
            <p class="u-small">{t::REGISTERS_CITE_TEXT.s()}</p>
            <p class="register-citation__text">{text.clone()}</p>
            <p><CopyButton text=text label=t::REGISTERS_CITE_COPY.s()/></p>
            <KeyValueList>
                <KeyValue label=t::REGISTERS_VERSION.s()>{version}</KeyValue>
                <KeyValue label=t::REGISTERS_DIGEST.s()><code class="register-digest">{digest}</code></KeyValue>
                <KeyValue label=t::REGISTERS_LEAF.s()>{leaf}</KeyValue>
            </KeyValueList>
        </section>
    }
}
