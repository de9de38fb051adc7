//! The desk of visits: who comes in, who goes out, what the public reads of it and when it never does.

mod clocks;
mod day_end;
mod desk;
mod full_documents;
mod lookup;
mod official_file;
mod officials;
mod offline;
mod training;

use actix_web::http::Method;
use serde_json::{Value as Json, json};
use shared::access::Role;
use shared::features::visits::REGISTER;
use shared::features::visits::desk::{ENTRIES_PATH, EXITS_PATH, entry_path, withdrawal_path};
use shared::features::visits::officials::OFFICIALS_PATH;
use shared::registers::wire::{RecordDetail, RecordsPage, records_path};
use uuid::Uuid;

use crate::support::{Answer, Staff, TestApp};

/// Of the demo, without records of example.
pub(crate) const SLUG: &str = "municastilla-piura";

pub(crate) async fn admin(app: &TestApp) -> Staff<'_> {
    let municipality = app.municipality(SLUG).await;
    app.staff_of(municipality, Role::VisitsAdmin).await
}

pub(crate) async fn recorder(app: &TestApp) -> Staff<'_> {
    let municipality = app.municipality(SLUG).await;
    app.staff_of(municipality, Role::VisitsRecorder).await
}

pub(crate) fn official(document: &str) -> Json {
    json!({
        "name": "Rojas Ficticio, Teófilo", "document_type": "dni", "document": document,
        "post": "Gerente de Infraestructura", "office": "Gerencia de Infraestructura",
        "resolution": "Resolución de Alcaldía N.° 045-2026-A", "valid_from": "2026-11-01",
    })
}

/// An official in his post since the first of the month.
pub(crate) async fn an_official(admin: &Staff<'_>) -> Uuid {
    let added = admin.post(OFFICIALS_PATH, &official("40999001")).await;
    added.assert(201).json()["id"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap()
}

fn visitor(document: &str, name: &str) -> Json {
    json!({ "document_type": "dni", "document": document, "name": name })
}

fn meeting(official: Uuid) -> Json {
    json!({
        "official_id": official, "visitor_kind": "private_entity", "entity": "Constructora Ficticia SAC",
        "ruc": "20100070970", "reason": "work_meeting", "place": "Sala de reuniones",
    })
}

pub(crate) fn check_in(official: Uuid, document: &str) -> Json {
    json!({ "visitors": [visitor(document, "Fernández Ficticia, Luz")], "meeting": meeting(official) })
}

/// Somebody comes in now; his visit.
pub(crate) async fn enters(desk: &Staff<'_>, official: Uuid, document: &str) -> Uuid {
    let entered = desk.post(ENTRIES_PATH, &check_in(official, document)).await;
    id(&entered.assert(201).json()["items"][0])
}

fn id(visit: &Json) -> Uuid {
    visit["id"].as_str().unwrap().parse().unwrap()
}

async fn leaves(desk: &Staff<'_>, visits: &[Uuid]) -> Answer {
    desk.post(EXITS_PATH, &json!({ "visits": visits })).await
}

async fn listed(desk: &Staff<'_>, query: &str) -> Vec<Json> {
    let found = desk
        .get(&format!("{ENTRIES_PATH}?{query}"))
        .await
        .assert(200);
    found.json()["items"].as_array().unwrap().clone()
}

async fn public(app: &TestApp, query: &str) -> RecordsPage {
    let path = format!("{}?{query}", records_path(SLUG, &REGISTER));
    app.get(&path).await.assert(200).read()
}

async fn public_one(app: &TestApp, id: Uuid) -> RecordDetail {
    let path = format!("{}/{id}", records_path(SLUG, &REGISTER));
    app.get(&path).await.assert(200).read()
}

/// The body that corrects a visit, as the desk reads it, and its tag.
async fn read(desk: &Staff<'_>, id: Uuid) -> (Json, String) {
    let found = desk.get(&entry_path(id)).await.assert(200);
    let tag = found.header("etag").unwrap().to_owned();
    let detail = found.json();
    let visit = &detail["visit"];
    let body = json!({
        "visitor": detail["visitor"], "meeting": detail["meeting"], "entered_at": visit["entered_at"],
        "exited_at": visit["exited_at"], "minors": visit["minors"], "reason": "Se leyó mal el documento",
    });
    (body, tag)
}

async fn withdraw(desk: &Staff<'_>, id: Uuid, tag: &str) -> Answer {
    let request = desk
        .request(Method::POST, &withdrawal_path(id))
        .insert_header(("if-match", tag))
        .set_json(json!({ "reason": "Se anotó dos veces" }));
    desk.send(request).await
}
