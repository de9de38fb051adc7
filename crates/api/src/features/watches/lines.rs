//! What changed, one line of Spanish for each change.

use serde_json::Value as Json;
use shared::registers::changes::{ChangeOut, Difference};
use shared::registers::wire::RecordOut;
use shared::registers::{Column, Kind, Register};

/// Values of a new record that a line tells, and changes of a corrected one.
const VALUES: usize = 4;
/// Longest value that a line quotes, in characters.
const LONGEST: usize = 120;

/// One change, as a mail tells it: what was done, to what, why, and where it is read. Of what was withdrawn it says only
/// why, as the register does.
pub(super) fn line(register: &'static Register, change: &ChangeOut, origin: &str) -> String {
    let record = change.after.as_ref().or(change.before.as_ref());
    let date = record
        .and_then(|record| record.values.get(register.date()))
        .and_then(Json::as_str);
    let mut parts = vec![format!(
        "{}: {} del {}{}.",
        done(change.change),
        register.record.to_lowercase(),
        date.unwrap_or("día que no consta"),
        whose(record)
    )];
    match change.change {
        Difference::Added => parts.extend(told(register, change.after.as_ref())),
        Difference::Completed | Difference::Corrected => {
            parts.extend(differing(register, change));
        }
        Difference::Withdrawn => {}
    }
    if let Some(reason) = &change.reason {
        parts.push(format!("Motivo: {}.", short(reason)));
    }
    if let Some(slug) = record.and_then(|record| record.municipality.as_ref()) {
        let slug = &slug.slug;
        parts.push(format!(
            "{origin}/m/{slug}/registros/{}/{}",
            register.id, change.id
        ));
    }
    parts.join(" ")
}

const fn done(change: Difference) -> &'static str {
    match change {
        Difference::Added => "Se agregó",
        Difference::Completed => "Se completó",
        Difference::Corrected => "Se corrigió",
        Difference::Withdrawn => "Se retiró",
    }
}

fn whose(record: Option<&RecordOut>) -> String {
    let owner = record.and_then(|record| record.municipality.as_ref());
    owner.map_or_else(String::new, |owner| format!(", {}", owner.name))
}

/// What a new record says first: the columns by which people look for it.
fn told(register: &'static Register, record: Option<&RecordOut>) -> Option<String> {
    let record = record?;
    let columns = register
        .public_columns()
        .filter(|column| column.is_searchable && column.name != register.date());
    let values = columns.filter_map(|column| {
        let value = written(column, record.values.get(column.name)?)?;
        Some(format!("{}: {value}", column.label))
    });
    let values: Vec<_> = values.take(VALUES).collect();
    (!values.is_empty()).then(|| format!("{}.", values.join("; ")))
}

/// What a corrected record says otherwise.
fn differing(register: &'static Register, change: &ChangeOut) -> Option<String> {
    let (before, after) = (change.before.as_ref()?, change.after.as_ref()?);
    let columns = register
        .public_columns()
        .filter(|column| before.values.get(column.name) != after.values.get(column.name));
    let said = |column: &Column, record: &RecordOut| {
        let value = record.values.get(column.name);
        value
            .and_then(|value| written(column, value))
            .unwrap_or_else(|| "sin dato".to_owned())
    };
    let values = columns.map(|column| {
        let (before, after) = (said(column, before), said(column, after));
        format!("{}: de «{before}» a «{after}»", column.label)
    });
    let values: Vec<_> = values.take(VALUES).collect();
    (!values.is_empty()).then(|| format!("{}.", values.join("; ")))
}

/// A value as people read it; none where there is nothing.
fn written(column: &Column, value: &Json) -> Option<String> {
    let text = match (column.kind, value) {
        (_, Json::Null) => return None,
        (Kind::Choice(_), Json::String(code)) => column.label_of(code).to_owned(),
        (Kind::Money, Json::Number(cents)) => {
            let cents = cents.as_i64()?;
            format!("S/ {}.{:02}", cents / 100, cents.rem_euclid(100))
        }
        (Kind::Percent, Json::Number(hundredths)) => {
            let hundredths = hundredths.as_i64()?;
            format!("{}.{:02} %", hundredths / 100, hundredths.rem_euclid(100))
        }
        (_, Json::Bool(is)) => if *is { "sí" } else { "no" }.to_owned(),
        (_, Json::String(text)) => text.clone(),
        (_, other) => other.to_string(),
    };
    Some(short(&text))
}

/// One line, not longer than a line of a mail may be.
fn short(text: &str) -> String {
    let one_line: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if one_line.chars().count() <= LONGEST {
        return one_line;
    }
    let cut: String = one_line.chars().take(LONGEST).collect();
    format!("{cut}…")
}
