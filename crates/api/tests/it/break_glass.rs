//! Break-glass: an operator looks into a municipality, for a time, with a reason, seen by all.

use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::access::Role;
use shared::features::break_glass::BreakGlassOut;
use shared::features::journal::HISTORY_PATH;
use uuid::Uuid;

use crate::support::{Staff, TestApp, grant};

const PATH: &str = "/api/v1/platform/break-glass";
const GRANTS: &str = "/api/v1/admin/grants";

fn body(municipality: Uuid, minutes: i64) -> Value {
    json!({ "municipality_id": municipality, "reason": "Atención del ticket 2026-114: faltan roles", "minutes": minutes })
}

async fn enter(operator: &Staff<'_>, municipality: Uuid) {
    let choose = json!({ "municipality_id": municipality });
    operator
        .post("/api/v1/auth/workplace", &choose)
        .await
        .assert(204);
}

#[actix_web::test]
async fn an_operator_reads_a_municipality_while_his_access_lasts_and_writes_nothing() {
    let app = TestApp::spawn().await;
    let admin = app.staff(Role::PortalAdmin).await;
    let place = app.municipality("munipiura").await;
    let operator = app.operator().await;
    let choose = json!({ "municipality_id": place });
    operator
        .post("/api/v1/auth/workplace", &choose)
        .await
        .assert(403);
    operator.get(GRANTS).await.assert(403);

    let open: BreakGlassOut = operator
        .post(PATH, &body(place, 60))
        .await
        .assert(201)
        .read();
    assert_eq!(open.until, app.now() + TimeDelta::minutes(60));
    operator.post(PATH, &body(place, 60)).await.assert(409);
    enter(&operator, place).await;
    operator.get(GRANTS).await.assert(200);
    operator
        .post(GRANTS, &grant(&app.person(), Role::UnitStaff))
        .await
        .assert(403);
    operator.get("/api/v1/platform/operators").await.assert(403);
    let me = operator.get("/api/v1/auth/me").await.json();
    assert_eq!(me["break_glass"]["reason"], body(place, 60)["reason"]);
    let mails = app.mails_to(&admin.email).await;
    assert!(
        mails.iter().any(|mail| mail.contains("ticket 2026-114")),
        "{mails:?}"
    );

    app.wait(TimeDelta::minutes(9));
    for _ in 0..6 {
        operator.act("/api/v1/auth/refresh").await.assert(204);
        app.wait(TimeDelta::minutes(9));
    }
    operator.act("/api/v1/auth/refresh").await.assert(204);
    operator.get(GRANTS).await.assert(403);
    operator.get("/api/v1/platform/operators").await.assert(200);
}

#[actix_web::test]
async fn what_is_read_under_an_access_stands_in_the_journal_of_the_municipality() {
    let app = TestApp::spawn().await;
    let admin = app.staff(Role::PortalAdmin).await;
    let place = app.municipality("munipiura").await;
    let operator = app.operator().await;
    let open: BreakGlassOut = operator
        .post(PATH, &body(place, 60))
        .await
        .assert(201)
        .read();
    // Nothing of the municipality is read before he enters, nor by what is refused or not there.
    operator.get("/api/v1/admin/today").await.assert(200);
    enter(&operator, place).await;
    operator.get("/api/v1/auth/me").await.assert(200);
    operator.get("/api/v1/admin/api-keys").await.assert(403);
    let unknown = format!("/api/v1/admin/files/{}", Uuid::now_v7());
    operator.get(&unknown).await.assert(404);
    admin.get(GRANTS).await.assert(200);
    operator.get(GRANTS).await.assert(200);
    let journal = format!("{HISTORY_PATH}?action=break_glass.read");
    let seen = operator.get(&journal).await.assert(200).json();
    assert_eq!(seen["items"].as_array().unwrap().len(), 1);

    let lines = admin.get(&journal).await.assert(200).json();
    let lines = lines["items"].as_array().unwrap();
    let routes: Vec<_> = lines.iter().map(|line| &line["after"]).collect();
    let read = |route: &str| json!({ "method": "GET", "route": route });
    assert_eq!(routes, [&read(HISTORY_PATH), &read(GRANTS)]);
    for line in lines {
        assert_eq!(line["subject"]["id"], json!(open.id));
        assert_eq!(line["actor"]["name"], operator.name);
        assert_eq!(line["actor"]["kind"], "operator");
    }
    app.verified().await;
}

#[actix_web::test]
async fn an_access_is_closed_by_the_one_who_opened_it() {
    let app = TestApp::spawn().await;
    let place = app.municipality("munipiura").await;
    let (operator, other) = (app.operator().await, app.operator().await);
    let open: BreakGlassOut = operator
        .post(PATH, &body(place, 60))
        .await
        .assert(201)
        .read();
    enter(&operator, place).await;
    let close = format!("{PATH}/{}/close", open.id);
    other.act(&close).await.assert(404);
    operator
        .post(
            "/api/v1/auth/workplace",
            &json!({ "municipality_id": null }),
        )
        .await
        .assert(204);
    operator.act(&close).await.assert(204);
    operator.act(&close).await.assert(409);
    let choose = json!({ "municipality_id": place });
    operator
        .post("/api/v1/auth/workplace", &choose)
        .await
        .assert(403);
}

#[actix_web::test]
async fn an_access_has_a_reason_a_municipality_and_an_end() {
    let app = TestApp::spawn().await;
    let place = app.municipality("munipiura").await;
    let operator = app.operator().await;
    for minutes in [0, 4, 241, -5] {
        let refused = operator.post(PATH, &body(place, minutes)).await.assert(422);
        assert_eq!(refused.wrong_fields(), ["minutes"]);
    }
    let mut short = body(place, 60);
    short["reason"] = "porque sí".into();
    assert_eq!(
        operator.post(PATH, &short).await.assert(422).wrong_fields(),
        ["reason"]
    );
    let nowhere = operator
        .post(PATH, &body(Uuid::now_v7(), 60))
        .await
        .assert(422);
    assert_eq!(nowhere.wrong_fields(), ["municipality_id"]);
    let admin = app.staff(Role::PortalAdmin).await;
    admin.post(PATH, &body(place, 60)).await.assert(403);
}
