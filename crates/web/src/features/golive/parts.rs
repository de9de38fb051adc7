//! What was written of a stage, to be read: form, attendants, evidence, practice.

use leptos::prelude::*;
use shared::features::golive::{PracticeReport, Stage, StageOut};
use uuid::Uuid;

use crate::format::{date_time, integer, long_date};
use crate::i18n::t;
use crate::ui::{KeyValue, KeyValueList};

/// The whole of a stage, under a heading of the second level; `file` says where a piece of evidence is read.
pub(super) fn written(
    stage: &'static Stage,
    out: &StageOut,
    file: impl Fn(Uuid) -> String,
) -> AnyView {
    let fields = stage.fields.iter().filter_map(|field| {
        let value = out.form.get(field.name).filter(|value| !value.is_empty())?;
        let value = value.parse().map_or_else(|_| value.clone(), long_date);
        Some(view! { <KeyValue label=field.label>{value}</KeyValue> })
    });
    let by = out.submitted_by.clone().zip(out.submitted_at);
    let by = by.map(|(name, at)| {
        let text = format!("{name}, {}", date_time(at));
        view! { <KeyValue label=t::GOLIVE_SENT_BY.s()>{text}</KeyValue> }
    });
    let attendants = out.attendants.iter().map(|person| {
        let text = match person.post.as_str() {
            "" => person.name.clone(),
            post => format!("{}, {post}", person.name),
        };
        view! { <li>{text}</li> }
    });
    let attendants = (!out.attendants.is_empty()).then(|| {
        view! {
            <h3>{t::GOLIVE_ATTENDANTS.s()}</h3>
            <ol>{attendants.collect_view()}</ol>
        }
    });
    let evidence = out.evidence.iter().map(|one| {
        let label = stage.evidence_kind(&one.kind).map_or("", |kind| kind.label);
        let href = file(one.id);
        view! {
            <li>
                {label}": "
                <a href=href rel="external noopener" target="_blank">{one.name.clone()}</a>
            </li>
        }
    });
    let evidence = (!out.evidence.is_empty()).then(|| {
        view! {
            <h3>{t::GOLIVE_EVIDENCE.s()}</h3>
            <ul>{evidence.collect_view()}</ul>
        }
    });
    let fields = fields.collect_view();
    let practice = out.practice.as_ref().map(|report| {
        view! {
            <h3>{t::GOLIVE_PRACTICE.s()}</h3>
            {practice(report)}
        }
    });
    view! {
        <KeyValueList>{fields} {by}</KeyValueList>
        {attendants}
        {evidence}
        {practice}
    }
    .into_any()
}

/// What was practised, in numbers.
pub(super) fn practice(report: &PracticeReport) -> AnyView {
    let rows = [
        (t::GOLIVE_PRACTICE_ENTRIES, report.entries),
        (t::GOLIVE_PRACTICE_EXITS, report.exits),
        (t::GOLIVE_PRACTICE_LATE, report.late),
        (t::GOLIVE_PRACTICE_CORRECTIONS, report.corrections),
        (t::GOLIVE_PRACTICE_WITHDRAWALS, report.withdrawals),
        (t::GOLIVE_PRACTICE_PEOPLE, report.people),
        (t::GOLIVE_PRACTICE_DAYS, report.days),
    ]
    .map(|(label, count)| view! { <KeyValue label=label.s()>{integer(count)}</KeyValue> });
    view! { <KeyValueList>{rows.into_iter().collect_view()}</KeyValueList> }.into_any()
}
