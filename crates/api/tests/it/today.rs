//! What waits, for whom.

use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::access::Role;
use shared::features::today::TODAY_PATH;

use crate::portal_requests::{on_desk, portal, spawn, step, submit};
use crate::support::{Staff, TestApp, grant};

/// Kind, count and how many are late.
pub(crate) async fn waits(staff: &Staff<'_>) -> Vec<(String, u64, u64)> {
    let today = staff.get(TODAY_PATH).await.assert(200).json();
    let tasks = today["tasks"].as_array().unwrap().clone();
    tasks
        .iter()
        .map(|task| {
            (
                task["kind"].as_str().unwrap().to_owned(),
                task["count"].as_u64().unwrap(),
                task["overdue"].as_u64().unwrap(),
            )
        })
        .collect()
}

pub(crate) fn task(kind: &str, count: u64, overdue: u64) -> (String, u64, u64) {
    (kind.to_owned(), count, overdue)
}

#[actix_web::test]
async fn a_request_waits_for_those_who_may_go_on_with_it_and_is_late_after_its_term() {
    let app = spawn().await;
    let (first, second) = (app.operator().await, app.operator().await);
    assert_eq!(waits(&first).await, []);
    let receipt = submit(&app).await;
    let today = first.get(TODAY_PATH).await.assert(200).json();
    assert_eq!(today["portal"], Value::Null);
    assert_eq!(
        today["tasks"][0]["next_due_at"],
        serde_json::to_value(receipt.answer_by.due_at).unwrap()
    );
    assert_eq!(
        today["tasks"][0]["link"],
        "/admin/solicitudes?estado=submitted"
    );
    let id = on_desk(&first).await;
    step(&first, &id, "take", Value::Null).await.assert(200);
    assert_eq!(waits(&second).await, [task("requests_in_review", 1, 0)]);
    step(&first, &id, "propose", Value::Null).await.assert(200);
    // Who proposed has nothing left to do.
    assert_eq!(waits(&first).await, []);
    assert_eq!(waits(&second).await, [task("requests_to_approve", 1, 0)]);
    app.wait(TimeDelta::days(12));
    second.login().await.assert(200);
    assert_eq!(waits(&second).await, [task("requests_to_approve", 1, 1)]);
}

#[actix_web::test]
async fn an_administrator_sees_his_set_up_and_what_ends_and_only_his_municipality() {
    let app = spawn().await;
    let (admin, _, [operator, _]) = portal(&app).await;
    let today = admin.get(TODAY_PATH).await.assert(200).json();
    // His first sign-in began it.
    assert_eq!(today["portal"], "configuring");
    // Beside it, the first stage by which its visitor register goes live.
    assert_eq!(waits(&admin).await.len(), 2);
    assert_eq!(today["tasks"][0]["kind"], "setup");
    let open = |list: Value| {
        let items = list["items"].as_array().unwrap().clone();
        items.iter().filter(|item| item["done"] == false).count()
    };
    let list = admin
        .get("/api/v1/admin/checklist")
        .await
        .assert(200)
        .json();
    assert_eq!(today["tasks"][0]["count"], open(list.clone()));
    assert_eq!(today["tasks"][0]["next_due_at"], list["due_at"]);
    assert!(list["due_at"].is_string());

    let mut body = grant(&app.person(), Role::Communications);
    body["ends_on"] = json!("2026-12-15");
    admin.post("/api/v1/admin/grants", &body).await.assert(201);
    let key = json!({ "name": "Tablero", "purpose": "Mostrar visitas", "scopes": ["data:read"], "expires_on": "2026-12-01" });
    admin.post("/api/v1/admin/api-keys", &key).await.assert(201);
    let kinds: Vec<_> = waits(&admin)
        .await
        .into_iter()
        .map(|(kind, ..)| kind)
        .collect();
    assert_eq!(
        kinds,
        [
            "keys_ending",
            "grants_ending",
            "setup",
            "stages_to_send",
            "invitations_pending"
        ]
    );
    assert_eq!(waits(&operator).await, []);
}

#[actix_web::test]
async fn nothing_waits_for_a_reader_and_nobody_asks_without_a_session() {
    let app = TestApp::spawn().await;
    let auditor = app.staff(Role::InternalAuditor).await;
    assert_eq!(waits(&auditor).await, []);
    app.get(TODAY_PATH).await.assert(401);
}
