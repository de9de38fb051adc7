//! Gestión de intereses: who decides, what is managed before him, what he says of it, and his agenda.

mod acts;
mod agenda;
mod answers;
mod capacities;
mod procedure;

use serde_json::{Value as Json, json};
use shared::features::interests::acts::ACTS_PATH;
use shared::features::interests::answers::ANSWER_PAGE;
use shared::features::interests::capacities::CAPACITIES_PATH;
use shared::features::interests::{ACTS, AGENDA};
use shared::registers::Register;
use shared::registers::wire::{RecordDetail, records_path};
use uuid::Uuid;

use crate::support::{Staff, TestApp};
use crate::visits::{SLUG, an_official};

/// Where the official reads his mail.
const MAIL: &str = "obras@municastilla.example";

fn capacity(official: Uuid) -> Json {
    json!({
        "official_id": official, "resolution": "Resolución de Alcaldía N.° 051-2026-A",
        "valid_from": "2026-11-02", "email": MAIL,
    })
}

/// An official who decides since the second of the month.
async fn who_decides(boss: &Staff<'_>) -> Uuid {
    let official = an_official(boss).await;
    boss.post(CAPACITIES_PATH, &capacity(official))
        .await
        .assert(201);
    official
}

/// An act of half an hour ago.
fn act(official: Uuid) -> Json {
    json!({
        "official_id": official, "held_at": "2026-11-21T14:30:00Z",
        "manager": {
            "name": "Fernández Ficticia, Luz", "document_type": "dni", "document": "47000101",
            "kind": "third_party", "is_professional": true, "represented": "Constructora Ficticia SAC",
            "represented_ruc": "20100070970",
        },
        "matter": "Licencia de edificación del terminal", "decision_sought": "Que se apruebe la licencia",
        "modality": "in_person", "venue": "seat", "place": "Sala de reuniones",
    })
}

/// The same with other values.
fn act_with(official: Uuid, other: Json) -> Json {
    let mut body = act(official);
    for (name, value) in other.as_object().unwrap() {
        body[name] = value.clone();
    }
    body
}

async fn recorded(desk: &Staff<'_>, body: &Json) -> Uuid {
    let recorded = desk.post(ACTS_PATH, body).await.assert(201);
    id(&recorded.json())
}

fn id(of: &Json) -> Uuid {
    of["id"].as_str().unwrap().parse().unwrap()
}

/// What is wrong with an act.
async fn wrong(desk: &Staff<'_>, body: &Json) -> Vec<String> {
    desk.post(ACTS_PATH, body).await.assert(422).wrong_fields()
}

async fn public(app: &TestApp, register: &Register, id: Uuid) -> RecordDetail {
    let path = format!("{}/{id}", records_path(SLUG, register));
    app.get(&path).await.assert(200).read()
}

async fn public_act(app: &TestApp, id: Uuid) -> RecordDetail {
    public(app, &ACTS, id).await
}

async fn public_item(app: &TestApp, id: Uuid) -> RecordDetail {
    public(app, &AGENDA, id).await
}

/// The token of the link that the official got last.
async fn token(app: &TestApp) -> String {
    app.token_in_mail(MAIL, &format!("{ANSWER_PAGE}/")).await
}
