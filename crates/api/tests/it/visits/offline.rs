//! What a device recorded without a network: sent once or often, by whomever, it is there once.

use chrono::TimeDelta;
use serde_json::{Value as Json, json};
use shared::access::Role;
use shared::features::journal::HISTORY_PATH;
use shared::features::visits::desk::{ENTRIES_PATH, EXITS_PATH, GIVEN_UP_PATH};
use uuid::Uuid;

use super::{admin, an_official, check_in, id, listed, public, public_one, recorder};
use crate::support::TestApp;

/// An entry that a device recorded some minutes before it sends it.
fn kept(app: &TestApp, official: Uuid, visit: Uuid, minutes: i64) -> Json {
    let mut body = check_in(official, "40123456");
    body["ids"] = json!([visit]);
    body["captured_by"] = json!("Hugo Ficticio");
    body["clock"] = clock(app, minutes);
    body
}

fn clock(app: &TestApp, minutes: i64) -> Json {
    json!({ "recorded_at": app.now() - TimeDelta::minutes(minutes), "sent_at": app.now() })
}

#[actix_web::test]
async fn an_entry_that_a_device_sends_again_is_there_once_whoever_sends_it() {
    let app = TestApp::demo().await;
    let official = an_official(&admin(&app).await).await;
    let visit = Uuid::now_v7();
    let desk = recorder(&app).await;
    let body = kept(&app, official, visit, 90);
    let first = desk.post(ENTRIES_PATH, &body).await.assert(201).json();
    assert_eq!(id(&first["items"][0]), visit);
    assert_eq!(first["items"][0]["captured_by"], "Hugo Ficticio");
    // Longer than the key of a request is remembered, and somebody else.
    app.wait(TimeDelta::days(3));
    let boss = admin(&app).await;
    let again = boss.post(ENTRIES_PATH, &body).await.assert(201).json();
    assert_eq!(id(&again["items"][0]), visit);
    let shown = public(&app, "total=true").await;
    assert_eq!(shown.total, Some(1));
    let shown = public_one(&app, visit).await;
    assert_eq!(shown.history.len(), 1);
    assert_eq!(shown.record.values["record_class"], "on_time");
    assert_eq!(shown.record.values["entry_time"], "08:30");
    app.verified().await;
}

#[actix_web::test]
async fn a_device_gives_each_visitor_an_identifier_of_his_own() {
    let app = TestApp::demo().await;
    let boss = admin(&app).await;
    let official = an_official(&boss).await;
    let visit = Uuid::now_v7();
    for ids in [
        json!([visit, Uuid::now_v7()]),
        json!([Uuid::nil()]),
        json!(["x"]),
    ] {
        let mut body = kept(&app, official, visit, 5);
        body["ids"] = ids;
        let refused = boss.post(ENTRIES_PATH, &body).await;
        assert!(refused.status.is_client_error(), "{}", refused.status);
    }
    let mut twice = kept(&app, official, visit, 5);
    twice["visitors"] = json!([
        twice["visitors"][0],
        super::visitor("40123457", "Ruiz Ficticia, Eva")
    ]);
    twice["ids"] = json!([visit, visit]);
    let refused = boss.post(ENTRIES_PATH, &twice).await.assert(422);
    assert_eq!(refused.wrong_fields(), ["ids"]);
    assert!(listed(&boss, "state=inside").await.is_empty());
}

#[actix_web::test]
async fn an_identifier_of_one_municipality_says_nothing_in_another() {
    let app = TestApp::demo().await;
    let boss = admin(&app).await;
    let official = an_official(&boss).await;
    let visit = Uuid::now_v7();
    let body = kept(&app, official, visit, 5);
    boss.post(ENTRIES_PATH, &body).await.assert(201);
    let elsewhere = app.municipality("munilapunta").await;
    let stranger = app.staff_of(elsewhere, Role::VisitsAdmin).await;
    let their_official = an_official(&stranger).await;
    let theirs = kept(&app, their_official, visit, 5);
    let entered = stranger
        .post(ENTRIES_PATH, &theirs)
        .await
        .assert(201)
        .json();
    assert_eq!(entered["items"][0]["official_id"], json!(their_official));
    assert_eq!(listed(&boss, "state=inside").await.len(), 1);
}

#[actix_web::test]
async fn an_exit_of_a_device_is_judged_by_when_it_was_recorded() {
    let app = TestApp::demo().await;
    let boss = admin(&app).await;
    let official = an_official(&boss).await;
    let visit = Uuid::now_v7();
    let body = kept(&app, official, visit, 90);
    boss.post(ENTRIES_PATH, &body).await.assert(201);
    let exit = json!({
        "visits": [visit], "clock": clock(&app, 40), "captured_by": "Hugo Ficticio",
    });
    boss.post(EXITS_PATH, &exit).await.assert(200);
    let shown = public_one(&app, visit).await.record.values;
    assert_eq!(
        (&shown["entry_time"], &shown["exit_time"]),
        (&json!("08:30"), &json!("09:20"))
    );
    // The device did not hear the answer and sends it again.
    boss.post(EXITS_PATH, &exit).await.assert(409);
    let mut back = exit.clone();
    back["clock"]["sent_at"] = json!(app.now() - TimeDelta::hours(2));
    let refused = boss.post(EXITS_PATH, &back).await.assert(422);
    assert_eq!(refused.wrong_fields(), ["clock"]);
}

#[actix_web::test]
async fn what_is_given_up_stays_in_the_journal() {
    let app = TestApp::demo().await;
    let desk = recorder(&app).await;
    let visit = Uuid::now_v7();
    let mut body = json!({
        "visits": [visit], "is_exit": false, "recorded_at": app.now(), "reason": "corta",
    });
    let refused = desk.post(GIVEN_UP_PATH, &body).await.assert(422);
    assert_eq!(refused.wrong_fields(), ["reason"]);
    body["reason"] = json!("Otra puerta ya anotó este ingreso");
    desk.post(GIVEN_UP_PATH, &body).await.assert(204);
    let municipality = app.municipality(super::SLUG).await;
    let auditor = app.staff_of(municipality, Role::InternalAuditor).await;
    let history = auditor
        .get(&format!("{HISTORY_PATH}?subject_type=visit"))
        .await
        .assert(200);
    let text = String::from_utf8(history.body.to_vec()).unwrap();
    assert!(text.contains("visit.given_up") && text.contains(&visit.to_string()));
    app.verified().await;
}
