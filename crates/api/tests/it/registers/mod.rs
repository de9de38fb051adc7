//! Every register, from its declaration: what is entered is found, narrowed, counted, cited and proved, and nothing else.

mod bulk;
mod calendar;
mod changes;
mod downloads;
mod erasure;
mod feeds;
mod holders;
mod imports;
mod lists;
mod places;
mod privacy;
mod proof;
mod quality;
mod records;
mod schemas;
mod searches;
mod short_names;
mod statistics;
mod tables;
mod verification;
mod withdrawals;
mod workbooks;

use actix_web::http::Method;
use actix_web::http::header::IF_MATCH;
use serde_json::{Map, Value as Json, json};
use shared::access::Role;
use shared::features::interests::ACTS;
use shared::features::interests::capacities::CAPACITIES_PATH;
use shared::features::visits::officials::OFFICIALS_PATH;
use shared::registers::wire::{RecordsPage, records_path, staff_records_path};
use shared::registers::{Column, Kind, Register, Value};

use crate::support::{Answer, Staff, TestApp};

/// Of the demo, without records of example.
pub(crate) const SLUG: &str = "municastilla-piura";

/// Whoever may correct the records of a register.
pub(crate) async fn officer<'a>(app: &'a TestApp, register: &Register, slug: &str) -> Staff<'a> {
    let role = match register.id {
        "visits" | "interest_acts" | "official_agenda" => Role::VisitsAdmin,
        // Of those who may, the only role that several persons have at a time.
        _ => Role::ThemeOfficer,
    };
    let staff = app.staff_of(app.municipality(slug).await, role).await;
    if register.id == ACTS.id {
        let name = ACTS.column("official_name").unwrap().example;
        decides(&staff, name, "2010-01-01").await;
    }
    staff
}

/// An official decides since a day; once more he is left as he is.
pub(crate) async fn decides(staff: &Staff<'_>, name: &str, since: &str) {
    let official = json!({
        "name": name, "document_type": "dni", "document": "47009901", "post": "Gerente de Infraestructura",
        "office": "Gerencia de Infraestructura", "resolution": "Resolución de ejemplo N.° 001", "valid_from": since,
    });
    let added = staff.post(OFFICIALS_PATH, &official).await;
    if added.status == 409 {
        return;
    }
    let capacity = json!({
        "official_id": added.assert(201).json()["id"], "resolution": "Resolución de ejemplo N.° 002",
        "valid_from": since, "email": "obras@municastilla.example",
    });
    staff.post(CAPACITIES_PATH, &capacity).await.assert(201);
}

/// The example of the declaration, as somebody writes it: without what only a procedure writes.
pub(crate) fn example(register: &'static Register) -> Map<String, Json> {
    let columns = register.columns.iter().filter(|it| !it.is_procedural);
    columns
        .map(|column| {
            let value = Value::written(column, column.example).unwrap();
            (column.name.to_owned(), value.json(column.kind))
        })
        .collect()
}

/// Whether a column takes whatever somebody writes: not the official of an act, who is one that decides.
pub(crate) fn says_anything(register: &Register, column: &Column) -> bool {
    let names_who_decides = register.id == ACTS.id && column.name == "official_name";
    matches!(column.kind, Kind::Text(_)) && !names_who_decides
}

/// The example with other values, as many different records as there are numbers.
pub(crate) fn another(register: &'static Register, number: u32) -> Map<String, Json> {
    let mut record = example(register);
    let date = format!("2026-{:02}-{:02}", 1 + number % 9, 1 + number % 27);
    record.insert(register.date().to_owned(), json!(date));
    for column in register.columns.iter().filter(|it| !it.is_procedural) {
        match column.kind {
            Kind::Text(_) if !says_anything(register, column) => {}
            Kind::Text(_) if column.is_searchable || register.key.contains(&column.name) => {
                let text = column.example.split(' ').next().unwrap_or_default();
                record.insert(column.name.to_owned(), json!(format!("{text} {number}")));
            }
            Kind::Choice(choices) => {
                let at = usize::try_from(number).unwrap() % choices.len();
                record.insert(column.name.to_owned(), json!(choices[at].code));
            }
            Kind::Money => {
                record.insert(column.name.to_owned(), json!(1000 * i64::from(number)));
            }
            _ => {}
        }
    }
    record
}

pub(crate) async fn enter(
    staff: &Staff<'_>,
    register: &Register,
    values: Map<String, Json>,
) -> Answer {
    let body = json!({ "values": values });
    staff.post(&staff_records_path(register), &body).await
}

pub(crate) async fn withdraw(staff: &Staff<'_>, path: &str, etag: &str, reason: &str) -> Answer {
    let request = staff
        .request(Method::POST, &format!("{path}/withdrawal"))
        .insert_header((IF_MATCH, etag))
        .set_json(json!({ "reason": reason }));
    staff.send(request).await
}

pub(crate) async fn list(app: &TestApp, register: &Register, query: &str) -> RecordsPage {
    let path = format!("{}?{query}", records_path(SLUG, register));
    app.get(&path).await.assert(200).read()
}

pub(crate) fn encoded(text: &str) -> String {
    serde_urlencoded::to_string([("q", text)])
        .unwrap()
        .split_off(2)
}
