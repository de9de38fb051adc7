//! Files of officials: read, looked at, applied, taken back; over every register, from its declaration.

mod hostile;
mod jobs;
mod visits;
mod way;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde_json::{Map, Value as Json, json};
use shared::kit::page::Page;
use shared::registers::import::{
    ImportOut, ImportRowOut, ImportState, Verdict, import_path, imports_path,
};
use shared::registers::wire::RecordsPage;
use shared::registers::{Column, Kind, Register};
use shared::time::lima_datetime;
use tabular::write::Value;
use tabular::write::csv::CsvWriter;
use tabular::write::xlsx::{Heading, XlsxWriter};
use uuid::Uuid;

use super::{SLUG, another, encoded, list, officer};
use crate::support::{Answer, Staff, TestApp};

/// A value as officials write it.
pub(super) fn cell<'a>(column: &Column, value: &'a Json) -> Value<'a> {
    let text = value.as_str().unwrap_or_default();
    match column.kind {
        _ if value.is_null() => Value::Empty,
        Kind::Money | Kind::Percent => Value::Cents(value.as_i64().unwrap()),
        Kind::Degrees => {
            Value::Number(f64::from(i32::try_from(value.as_i64().unwrap()).unwrap()) / 1e6)
        }
        Kind::Integer => Value::Integer(value.as_i64().unwrap()),
        Kind::Bool => Value::Bool(value.as_bool().unwrap()),
        Kind::Date => Value::Date(text.parse::<NaiveDate>().unwrap()),
        Kind::Time => Value::Time(NaiveTime::parse_from_str(text, "%H:%M").unwrap()),
        Kind::Instant => Value::DateTime(lima_datetime(text.parse::<DateTime<Utc>>().unwrap())),
        Kind::Choice(choices) => {
            Value::Code(choices.iter().find(|it| it.code == text).unwrap().label)
        }
        _ => Value::Text(text),
    }
}

/// What somebody writes.
fn by_hand(register: &'static Register) -> impl Iterator<Item = &'static Column> {
    register.columns.iter().filter(|it| !it.is_procedural)
}

/// A CSV of these records, under the labels of the declaration.
pub(super) fn csv(register: &'static Register, records: &[Map<String, Json>]) -> Vec<u8> {
    let mut writer = CsvWriter::new(true).local();
    let labels = by_hand(register).map(|column| Value::Code(column.label));
    writer.row(labels).unwrap();
    for record in records {
        let columns = by_hand(register);
        writer
            .row(columns.map(|column| cell(column, &record[column.name])))
            .unwrap();
    }
    writer.take().unwrap()
}

pub(super) fn xlsx(register: &'static Register, records: &[Map<String, Json>]) -> Vec<u8> {
    let heads = by_hand(register).map(|column| Heading {
        label: column.label,
        width: 12,
    });
    let mut writer = XlsxWriter::new("Datos", &heads.collect::<Vec<_>>()).unwrap();
    for record in records {
        let columns = by_hand(register);
        writer
            .row(columns.map(|column| cell(column, &record[column.name])))
            .unwrap();
    }
    std::fs::read(writer.finish().unwrap().path()).unwrap()
}

pub(super) fn records(register: &'static Register, from: u32, to: u32) -> Vec<Map<String, Json>> {
    (from..=to)
        .map(|number| another(register, number))
        .collect()
}

pub(super) async fn upload(staff: &Staff<'_>, name: &str, bytes: &[u8]) -> Answer {
    staff
        .send_file("/api/v1/admin/uploads/sheet", name, bytes)
        .await
}

/// Sends a file and begins its import, which is not read yet.
pub(super) async fn begin(
    staff: &Staff<'_>,
    register: &Register,
    name: &str,
    bytes: &[u8],
) -> ImportOut {
    let file = upload(staff, name, bytes).await.assert(201).json();
    let body = json!({ "file_id": file["id"] });
    let begun = staff.post(&imports_path(register), &body).await.assert(202);
    begun.read()
}

pub(super) async fn seen(staff: &Staff<'_>, register: &Register, id: Uuid) -> ImportOut {
    staff
        .get(&import_path(register, id))
        .await
        .assert(200)
        .read()
}

/// The same after it was read.
pub(super) async fn read(
    app: &TestApp,
    staff: &Staff<'_>,
    register: &Register,
    name: &str,
    bytes: &[u8],
) -> ImportOut {
    let begun = begin(staff, register, name, bytes).await;
    assert_eq!(begun.state, ImportState::Reading);
    app.run_jobs().await;
    seen(staff, register, begun.id).await
}

pub(super) async fn act(
    staff: &Staff<'_>,
    register: &Register,
    id: Uuid,
    act: &str,
    body: Json,
) -> Answer {
    let path = format!("{}/{act}", import_path(register, id));
    staff.post(&path, &body).await
}

pub(super) async fn apply(
    app: &TestApp,
    staff: &Staff<'_>,
    register: &Register,
    it: &ImportOut,
) -> ImportOut {
    let body = json!({ "staging": it.staging, "reason": "Relación enviada por la gerencia" });
    act(staff, register, it.id, "apply", body).await.assert(202);
    app.run_jobs().await;
    seen(staff, register, it.id).await
}

pub(super) async fn undo(
    app: &TestApp,
    staff: &Staff<'_>,
    register: &Register,
    id: Uuid,
) -> ImportOut {
    let body = json!({ "reason": "Era el archivo de otro mes" });
    act(staff, register, id, "undo", body).await.assert(202);
    app.run_jobs().await;
    seen(staff, register, id).await
}

pub(super) async fn rows(
    staff: &Staff<'_>,
    register: &Register,
    id: Uuid,
    verdict: Verdict,
) -> Page<ImportRowOut> {
    let path = format!(
        "{}/rows?verdict={}&limit=100",
        import_path(register, id),
        verdict.as_str()
    );
    staff.get(&path).await.assert(200).read()
}

pub(super) fn counts(it: &ImportOut) -> [i64; 5] {
    [it.added, it.changed, it.same, it.ignored, it.rejected]
}

pub(super) async fn at(app: &TestApp, register: &Register, at: DateTime<Utc>) -> RecordsPage {
    list(
        app,
        register,
        &format!("as_of={}&total=true", encoded(&at.to_rfc3339())),
    )
    .await
}

/// The values of the list, without what every version has of its own.
pub(super) async fn values(app: &TestApp, register: &Register) -> Vec<Map<String, Json>> {
    let page = list(app, register, "limit=1000").await;
    page.items.into_iter().map(|item| item.values).collect()
}
