//! Questions to the operator: asked, answered, asked again, closed, and nobody else's business.

use serde_json::{Value as Json, json};
use shared::access::Role;
use shared::features::tickets::{TICKETS_DESK_PATH, TICKETS_PATH, desk_ticket_path, ticket_path};
use uuid::Uuid;

use super::Way;
use crate::support::TestApp;

fn question() -> Json {
    json!({
        "topic": "go_live", "subject": "designation", "title": "Sobre el contrato",
        "text": "¿Vale un contrato CAS a plazo fijo para la designación?",
    })
}

async fn asked(way: &Way<'_>) -> Uuid {
    let asked = way.boss.post(TICKETS_PATH, &question()).await.assert(201);
    asked.json()["ticket"]["id"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap()
}

#[actix_web::test]
async fn a_question_is_answered_by_the_operator_and_closed_by_whoever_asked() {
    let app = TestApp::demo().await;
    let way = Way::of(&app).await;
    let id = asked(&way).await;
    let open = format!("{TICKETS_DESK_PATH}?state=open&municipality={}", way.slug);
    let listed = way.operator.get(&open).await.assert(200).json();
    assert_eq!(listed["items"][0]["code"], "CON-2026-000001");
    app.run_jobs().await;
    assert!(!app.mails_to(&way.operator.email).await.is_empty());
    let messages = format!("{}/messages", desk_ticket_path(id));
    let answer = json!({ "text": "Sí, mientras esté vigente." });
    let seen = way
        .operator
        .post(&messages, &answer)
        .await
        .assert(200)
        .json();
    assert_eq!(seen["messages"][1]["author"], way.operator.name);
    app.run_jobs().await;
    let mails = app.mails_to(&way.boss.email).await;
    let told = mails.last().unwrap();
    assert!(told.contains(&format!("/admin/consultas/{id}")) && !told.contains("vigente"));
    let read = way.boss.get(&ticket_path(id)).await.assert(200).json();
    assert_eq!(read["ticket"]["state"], "answered");
    assert_eq!(read["messages"][1]["text"], "Sí, mientras esté vigente.");
    assert_eq!(read["messages"][1]["author"], Json::Null);
    let more = json!({ "text": "¿Y una orden de servicio?" });
    let own = format!("{}/messages", ticket_path(id));
    let again = way.boss.post(&own, &more).await.assert(200).json();
    assert_eq!(again["ticket"]["state"], "open");
    let closing = format!("{}/closing", ticket_path(id));
    way.boss.act(&closing).await.assert(200);
    way.boss.act(&closing).await.assert(409);
    way.operator.post(&messages, &answer).await.assert(409);
    app.verified().await;
}

#[actix_web::test]
async fn a_question_is_read_by_its_municipality_and_the_operator_only() {
    let app = TestApp::demo().await;
    let way = Way::of(&app).await;
    let id = asked(&way).await;
    let elsewhere = app.municipality("munipiura").await;
    let other = app.staff_of(elsewhere, Role::VisitsAdmin).await;
    other.get(&ticket_path(id)).await.assert(404);
    let listed = other.get(TICKETS_PATH).await.assert(200).json();
    assert_eq!(listed["items"], json!([]));
    other.get(&desk_ticket_path(id)).await.assert(403);
    way.operator.get(&ticket_path(id)).await.assert(403);
    let recorder = app.staff_of(way.id, Role::VisitsRecorder).await;
    recorder.post(TICKETS_PATH, &question()).await.assert(403);
    let empty = json!({ "topic": "other", "title": "Hola", "text": "corto" });
    let refused = way.boss.post(TICKETS_PATH, &empty).await.assert(422);
    assert_eq!(refused.wrong_fields(), ["text", "title"]);
    app.get(&ticket_path(id)).await.assert(401);
    app.verified().await;
}
