//! The records to set where the domain is managed, the look-up now, and what it found.

use leptos::prelude::*;
use shared::features::domains::admin::DomainFinding;
use shared::features::domains::{DOMAIN_CHECK_PATH, DomainAdmin, DomainOut};

use super::Found;
use crate::fetch::{Method, SendOptions};
use crate::format::date_time;
use crate::i18n::t;
use crate::staff::Act;
use crate::ui::{
    Button, ButtonKind, CopyButton, KeyValue, KeyValueList, Notice, StatusBadge, Tone,
};

/// What to set, and the button that looks for it.
pub(super) fn record(domain: &DomainOut, found: Found) -> AnyView {
    let act = Act::new();
    let check = move |()| {
        act.run::<(), DomainAdmin>(
            Method::Post,
            DOMAIN_CHECK_PATH.to_owned(),
            (),
            SendOptions::default(),
            move |reply| found.replace(reply),
        );
    };
    let rows = [
        (t::DOMAIN_RECORD_NAME, domain.txt_name.clone()),
        (t::DOMAIN_RECORD_VALUE, domain.txt_value.clone()),
        (t::DOMAIN_RECORD_TARGET, domain.target.clone()),
    ]
    .map(|(label, value)| {
        let copied = value.clone();
        view! {
            <KeyValue label=label.s()>
                <span class="l-cluster"><code class="staff-secret">{value}</code><CopyButton text=copied/></span>
            </KeyValue>
        }
    });
    let checked = domain
        .checked_at
        .map(|at| t::DOMAIN_CHECKED.with(&[("when", &date_time(at))]));
    view! {
        <section class="l-stack">
            <h2>{t::DOMAIN_RECORD_TITLE.s()}</h2>
            <p>{t::DOMAIN_RECORD_TEXT.s()}</p>
            <KeyValueList>{rows.into_iter().collect_view()}</KeyValueList>
            <div class="l-stack" aria-live="polite">
                {domain.finding.as_ref().map(finding)}
                {checked.map(|text| view! { <p class="u-small u-muted">{text}</p> })}
            </div>
            {act.view()}
            <p>
                <Button kind=ButtonKind::Primary icon="refresh-cw" busy=act.busy() busy_text=t::DOMAIN_CHECKING.s() on_click=check>
                    {t::DOMAIN_CHECK.s()}
                </Button>
            </p>
        </section>
    }
    .into_any()
}

/// What a look-up found: two answers, what stands there, what to do.
pub(super) fn finding(found: &DomainFinding) -> AnyView {
    let answer = |holds: bool, yes: &'static str, no: &'static str| {
        let (tone, label) = if holds {
            (Tone::Success, yes)
        } else {
            (Tone::Warning, no)
        };
        view! { <StatusBadge tone=tone label=label/> }
    };
    let list = |items: &[String]| match items.join(", ") {
        text if text.is_empty() => "–".to_owned(),
        text => text,
    };
    let notes = found
        .notes
        .iter()
        .map(|note| view! { <p>{note.clone()}</p> })
        .collect_view();
    let proof = answer(
        found.proved,
        t::DOMAIN_FOUND_YES.s(),
        t::DOMAIN_FOUND_NO.s(),
    );
    let points = answer(
        found.points_here,
        t::DOMAIN_FOUND_HERE.s(),
        t::DOMAIN_FOUND_ELSEWHERE.s(),
    );
    let (records, addresses) = (list(&found.records), list(&found.addresses));
    let title = t::DOMAIN_FOUND.s();
    let tone = if found.proved {
        Tone::Info
    } else {
        Tone::Warning
    };
    view! {
        <KeyValueList>
            <KeyValue label=t::DOMAIN_FOUND_PROOF.s()>{proof}</KeyValue>
            <KeyValue label=t::DOMAIN_FOUND_TXT.s()><span class="staff-secret">{records}</span></KeyValue>
            <KeyValue label=t::DOMAIN_FOUND_POINTS.s()>{points}</KeyValue>
            <KeyValue label=t::DOMAIN_FOUND_ADDRESSES.s()>{addresses}</KeyValue>
        </KeyValueList>
        {(!found.notes.is_empty()).then(|| view! { <Notice tone=tone title=title>{notes}</Notice> })}
    }
    .into_any()
}
