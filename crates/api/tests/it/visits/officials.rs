//! Whom one can visit, since when and until when.

use actix_web::http::Method;
use serde_json::{Value as Json, json};
use shared::access::Role;
use shared::features::visits::desk::ENTRIES_PATH;
use shared::features::visits::officials::{
    OFFICIALS_IN_FORCE_PATH, OFFICIALS_PATH, official_end_path, official_path,
};
use shared::features::visits::settings::{FULL_DOCUMENTS_PATH, VISIT_SETTINGS_PATH};
use uuid::Uuid;

use super::{admin, an_official, check_in, enters, official, public_one, recorder};
use crate::support::{Answer, Staff, TestApp};

async fn end(boss: &Staff<'_>, id: Uuid, last: &str) -> Answer {
    let found = boss.get(&official_path(id)).await.assert(200);
    let tag = found.header("etag").unwrap().to_owned();
    let body = json!({ "valid_to": last, "resolution": "Resolución de Alcaldía N.° 090-2026-A" });
    let request = boss
        .request(Method::POST, &official_end_path(id))
        .insert_header(("if-match", tag))
        .set_json(body);
    boss.send(request).await
}

async fn in_force(desk: &Staff<'_>, day: &str) -> usize {
    let path = format!("{OFFICIALS_IN_FORCE_PATH}?on={day}");
    let found = desk.get(&path).await.assert(200).json();
    found["items"].as_array().unwrap().len()
}

#[actix_web::test]
async fn an_official_is_visited_on_the_days_of_his_post_only() {
    let app = TestApp::demo().await;
    let boss = admin(&app).await;
    let id = an_official(&boss).await;
    let visit = enters(&boss, id, "40123456").await;
    let again = boss.post(OFFICIALS_PATH, &official("40999001")).await;
    again.assert(409);
    let early = end(&boss, id, "2026-10-31").await.assert(422);
    assert_eq!(early.wrong_fields(), ["valid_to"]);
    end(&boss, id, "2026-11-20").await.assert(200);
    assert_eq!(in_force(&boss, "2026-11-20").await, 1);
    assert_eq!(in_force(&boss, "2026-11-21").await, 0);
    assert_eq!(in_force(&boss, "2026-10-31").await, 0);
    let refused = boss
        .post(ENTRIES_PATH, &check_in(id, "40123457"))
        .await
        .assert(422);
    assert_eq!(refused.wrong_fields(), ["meeting.official_id"]);
    let mut yesterday = check_in(id, "40123457");
    yesterday["entered_at"] = json!("2026-11-20T15:00:00Z");
    yesterday["late"] = json!({ "reason": "Se olvidó anotar la visita" });
    boss.post(ENTRIES_PATH, &yesterday).await.assert(201);
    // What was published says what held then.
    let shown = public_one(&app, visit).await.record.values;
    assert_eq!(shown["official_post"], "Gerente de Infraestructura");
    app.verified().await;
}

#[actix_web::test]
async fn a_correction_keeps_the_number_that_nobody_typed_again() {
    let app = TestApp::demo().await;
    let boss = admin(&app).await;
    let id = an_official(&boss).await;
    let found = boss.get(&official_path(id)).await.assert(200);
    let before = found.json();
    assert!(!before.to_string().contains("40999001"));
    let tag = found.header("etag").unwrap().to_owned();
    let mut body = official("40999001");
    body["document"] = Json::Null;
    body["post"] = json!("Gerente de Obras");
    let after = boss
        .put(&official_path(id), &tag, &body)
        .await
        .assert(200)
        .json();
    boss.put(&official_path(id), &tag, &body).await.assert(412);
    assert_eq!(after["document_masked"], before["document_masked"]);
    let listed = boss
        .get(&format!("{OFFICIALS_PATH}?q=obras"))
        .await
        .assert(200)
        .json();
    assert_eq!(listed["items"].as_array().unwrap().len(), 1);
    body["document_type"] = json!("ce");
    let tag = boss
        .get(&official_path(id))
        .await
        .header("etag")
        .unwrap()
        .to_owned();
    let refused = boss.put(&official_path(id), &tag, &body).await.assert(422);
    assert_eq!(refused.wrong_fields(), ["document"]);
    app.verified().await;
}

#[actix_web::test]
async fn only_the_administrator_keeps_officials_and_settings() {
    let app = TestApp::demo().await;
    let boss = admin(&app).await;
    let id = an_official(&boss).await;
    let desk = recorder(&app).await;
    desk.post(OFFICIALS_PATH, &official("40999002"))
        .await
        .assert(403);
    desk.get(&official_path(id)).await.assert(403);
    desk.get(OFFICIALS_IN_FORCE_PATH).await.assert(200);
    let found = desk.get(VISIT_SETTINGS_PATH).await.assert(200);
    let tag = found.header("etag").unwrap().to_owned();
    let body = json!({ "limit_minutes": 5, "places": [], "gates": [] });
    desk.put(VISIT_SETTINGS_PATH, &tag, &body).await.assert(403);
    let decision = json!({ "is_full_document": true, "reason": "Lectura literal de la Ley 28024" });
    desk.post(FULL_DOCUMENTS_PATH, &decision).await.assert(403);
    let decided = boss
        .post(FULL_DOCUMENTS_PATH, &decision)
        .await
        .assert(200)
        .json();
    assert_eq!(decided["is_full_document"], true);
    boss.post(FULL_DOCUMENTS_PATH, &decision).await.assert(409);
    let elsewhere = app.municipality("municallao").await;
    let other = app.staff_of(elsewhere, Role::VisitsAdmin).await;
    other.get(&official_path(id)).await.assert(404);
    assert_eq!(
        other.get(VISIT_SETTINGS_PATH).await.assert(200).json()["is_full_document"],
        false
    );
    app.verified().await;
}
