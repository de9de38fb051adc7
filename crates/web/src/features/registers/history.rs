//! What was done to a record: each version with what it changed and why, and the way to the record as it stood.

use leptos::prelude::*;
use serde_json::Value as Json;
use shared::registers::wire::{RecordDetail, RecordOut, VersionOut};
use shared::registers::{Act, Register};

use super::place::record_then;
use super::value::shown;
use crate::format::date_time;
use crate::i18n::{t, written_tag};
use crate::ui::Icon;

/// A value that another one took the place of.
struct Change {
    label: &'static str,
    before: String,
    after: String,
}

/// The versions, the first one first.
pub(super) fn history(
    register: &'static Register,
    slug: &str,
    detail: &RecordDetail,
) -> impl IntoView + use<> {
    let before = detail.history.iter().map(Some);
    let before = std::iter::once(None).chain(before);
    let pairs = before.zip(&detail.history);
    let moments = pairs.map(|(before, version)| {
        let shown = version.record.version == detail.record.version;
        moment(register, slug, before, version, shown)
    });
    let moments = moments.collect_view();
    view! {
        <section class="l-stack" aria-labelledby="history-title">
            <h2 id="history-title">{t::REGISTERS_HISTORY.s()}</h2>
            <ol class="timeline" role="list">{moments}</ol>
        </section>
    }
}

fn moment(
    register: &'static Register,
    slug: &str,
    before: Option<&VersionOut>,
    version: &VersionOut,
    is_shown: bool,
) -> impl IntoView + use<> {
    let (title, icon) = match version.record.act {
        Act::Created => (t::REGISTERS_ACT_CREATED, "plus"),
        Act::Completed => (t::REGISTERS_ACT_COMPLETED, "check"),
        Act::Corrected => (t::REGISTERS_ACT_CORRECTED, "pencil"),
        Act::Withdrawn => (t::REGISTERS_ACT_WITHDRAWN, "x"),
    };
    let is_withdrawn = version.record.act == Act::Withdrawn;
    let class = if is_withdrawn {
        "timeline__item is-past register-withdrawn"
    } else {
        "timeline__item is-past"
    };
    let at = version.record.recorded_at;
    let number = t::REGISTERS_VERSION_N.with(&[("n", &version.record.version.to_string())]);
    let reason = version.act_reason.clone();
    let reason = reason.map(|reason| {
        let text = t::REGISTERS_REASON.with(&[("reason", &reason)]);
        view! { <p lang=written_tag()>{text}</p> }
    });
    // A withdrawal changes no value: it says that none of them counts.
    let changes = before.filter(|_| !is_withdrawn);
    let changes = changes.and_then(|before| changed(register, &before.record, &version.record));
    let href = record_then(slug, register, version.record.id, at);
    let mark = is_shown.then(|| view! { " · "<strong>{t::REGISTERS_SHOWN.s()}</strong> });
    view! {
        <li class=class aria-current=is_shown.then_some("step")>
            <span class="timeline__mark"><Icon name=icon/></span>
            <div class="timeline__body l-stack l-stack--s">
                <p class="timeline__date">{date_time(at)}" · "{number.clone()}{mark}</p>
                <p class="timeline__title">{title.s()}</p>
                {reason}
                {changes}
                <p><a class="register-way" href=href>{t::REGISTERS_THEN.s()}<span class="u-vh">": "{number}</span></a></p>
            </div>
        </li>
    }
}

/// What of a record is otherwise than before, value by value; nothing where all is as it was.
pub(super) fn changed(
    register: &'static Register,
    before: &RecordOut,
    after: &RecordOut,
) -> Option<AnyView> {
    let changes = changes_of(register, before, after);
    (!changes.is_empty()).then(|| list(changes).into_any())
}

fn changes_of(register: &'static Register, before: &RecordOut, after: &RecordOut) -> Vec<Change> {
    let columns = register.public_columns();
    let changes = columns.filter_map(|column| {
        let of = |record: &RecordOut| {
            let json = record.values.get(column.name);
            json.unwrap_or(&Json::Null).clone()
        };
        let (before, after) = (of(before), of(after));
        let said =
            |json: &Json| shown(column, json).unwrap_or_else(|| t::UI_NO_VALUE.s().to_owned());
        (before != after).then(|| Change {
            label: column.label,
            before: said(&before),
            after: said(&after),
        })
    });
    changes.collect()
}

fn list(changes: Vec<Change>) -> impl IntoView {
    let lines = changes.into_iter().map(|change| {
        view! {
            <li>
                <strong>{change.label}</strong>": "
                <span class="u-vh">{t::REGISTERS_BEFORE.s()}" "</span><del>{change.before}</del>
                " → "
                <span class="u-vh">{t::REGISTERS_AFTER.s()}" "</span><ins>{change.after}</ins>
            </li>
        }
    });
    view! { <ul class="register-changes" lang=written_tag()>{lines.collect_view()}</ul> }
}
