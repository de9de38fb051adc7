//! Before production the desk practises and nothing is public; with it, the practice goes.

use serde_json::json;
use shared::features::golive::{GoLiveStage, practice_path};
use shared::features::today::TODAY_PATH;
use shared::features::visits::REGISTER;
use shared::features::visits::desk::ENTRIES_PATH;
use shared::features::visits::settings::VISIT_SETTINGS_PATH;
use shared::registers::wire::{records_path, registers_path};

use super::{Way, an_official, visit};
use crate::support::TestApp;

async fn is_in_production(app: &TestApp, way: &Way<'_>) -> bool {
    let found = app.get(&registers_path(&way.slug)).await.assert(200).json();
    let all = found["items"].as_array().unwrap();
    let visits = all.iter().find(|it| it["id"] == REGISTER.id).unwrap();
    visits["is_in_production"].as_bool().unwrap()
}

async fn tasks(way: &Way<'_>) -> Vec<String> {
    let today = way.boss.get(TODAY_PATH).await.assert(200).json();
    let tasks = today["tasks"].as_array().unwrap().iter();
    tasks
        .map(|task| task["kind"].as_str().unwrap().to_owned())
        .collect()
}

#[actix_web::test]
async fn before_production_the_desk_practises_only() {
    let app = TestApp::demo().await;
    let way = Way::of(&app).await;
    let official = way.practise().await;
    way.boss
        .post(ENTRIES_PATH, &visit(official, false))
        .await
        .assert(409);
    let settings = way.boss.get(VISIT_SETTINGS_PATH).await.assert(200).json();
    assert_eq!(settings["is_in_production"], false);
    assert!(!is_in_production(&app, &way).await);
    let records = app
        .get(&records_path(&way.slug, &REGISTER))
        .await
        .assert(200);
    assert_eq!(records.json()["items"], json!([]));
    // Nor does any other way into the register publish.
    let record = json!({ "values": {
        "registered_at": "2026-11-21T15:04:00Z", "visit_date": "2026-11-21", "visitor_name": "Practicante Ficticia, Zoila",
        "visitor_document_type": "dni", "visitor_document": "40999123", "visitor_kind": "natural_person",
        "official_name": "Rojas Ficticio, Teófilo", "entry_time": "09:30", "reason": "work_meeting",
        "record_class": "on_time",
    } });
    let path = "/api/v1/admin/registers/visits";
    way.boss.post(path, &record).await.assert(409);
    assert!(tasks(&way).await.contains(&"stages_to_send".to_owned()));
    let done = way
        .boss
        .get(&practice_path(REGISTER.id))
        .await
        .assert(200)
        .json();
    assert_eq!((&done["entries"], &done["exits"]), (&json!(1), &json!(1)));
    app.verified().await;
}

#[actix_web::test]
async fn the_practice_is_the_evidence_of_its_stage() {
    let app = TestApp::demo().await;
    let way = Way::of(&app).await;
    way.go_until(GoLiveStage::Training).await;
    way.fill(GoLiveStage::Demo).await;
    let early = way.submit(&way.boss, GoLiveStage::Demo).await.assert(422);
    assert_eq!(early.wrong_fields(), ["practice"]);
    way.practise().await;
    let sent = way
        .submit(&way.boss, GoLiveStage::Demo)
        .await
        .assert(200)
        .json();
    assert_eq!(sent["practice"]["entries"], 1);
    assert_eq!(sent["practice"]["people"], 1);
    app.verified().await;
}

#[actix_web::test]
async fn production_opens_the_register_and_takes_the_practice_away() {
    let app = TestApp::demo().await;
    let way = Way::of(&app).await;
    way.go_until(GoLiveStage::Production).await;
    assert!(is_in_production(&app, &way).await);
    assert!(!tasks(&way).await.contains(&"stages_to_send".to_owned()));
    let trained = format!("{ENTRIES_PATH}?state=day&is_training=true");
    let listed = way.boss.get(&trained).await.assert(200).json();
    assert_eq!(listed["items"], json!([]));
    let found = way
        .boss
        .get("/api/v1/admin/visits/officials")
        .await
        .assert(200)
        .json();
    let official = found["items"][0]["id"].as_str().unwrap().parse().unwrap();
    way.boss
        .post(ENTRIES_PATH, &visit(official, false))
        .await
        .assert(201);
    let records = app
        .get(&records_path(&way.slug, &REGISTER))
        .await
        .assert(200);
    assert_eq!(records.json()["items"].as_array().unwrap().len(), 1);
    app.verified().await;
}

#[actix_web::test]
async fn whoever_was_in_production_before_stays_there() {
    let app = TestApp::demo().await;
    let id = app.municipality("munipiura").await;
    let boss = app.staff_of(id, shared::access::Role::VisitsAdmin).await;
    let official = an_official(&boss).await;
    boss.post(ENTRIES_PATH, &visit(official, false))
        .await
        .assert(201);
    let plan = boss
        .get("/api/v1/admin/golive/visits")
        .await
        .assert(200)
        .json();
    assert_eq!(plan["next"], "interest_management");
    app.verified().await;
}

#[actix_web::test]
async fn a_municipality_practises_with_people_of_fiction() {
    let app = TestApp::demo().await;
    let way = Way::of(&app).await;
    let path = practice_path(REGISTER.id);
    way.boss.act(&path).await.assert(204);
    way.boss.act(&path).await.assert(409);
    let inside = format!("{ENTRIES_PATH}?state=inside&is_training=true");
    let listed = way.boss.get(&inside).await.assert(200).json();
    assert_eq!(listed["items"].as_array().unwrap().len(), 4);
    // Nobody practised these.
    let done = way.boss.get(&path).await.assert(200).json();
    assert_eq!(done["entries"], 0);
    way.go_until(GoLiveStage::Production).await;
    let officials = way
        .boss
        .get("/api/v1/admin/visits/officials?q=practica")
        .await;
    assert_eq!(officials.assert(200).json()["items"], json!([]));
    way.boss.act(&path).await.assert(409);
    app.verified().await;
}
