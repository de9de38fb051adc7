//! In and out: one person, a group, two desks at once.

use actix_web::http::Method;
use chrono::TimeDelta;
use serde_json::{Value as Json, json};
use shared::access::Role;
use shared::features::visits::REGISTER;
use shared::features::visits::desk::{
    ENTRIES_PATH, EXITS_PATH, badge_path, entry_path, reopening_path,
};
use shared::features::visits::lookup::LOOKUP_PATH;
use shared::registers::Act;
use shared::registers::wire::staff_records_path;

use super::{
    admin, an_official, check_in, enters, id, leaves, listed, meeting, public, public_one, read,
    recorder, visitor, withdraw,
};
use crate::support::TestApp;

#[actix_web::test]
async fn a_visit_is_public_from_its_entry_and_its_exit_completes_it() {
    let app = TestApp::demo().await;
    let boss = admin(&app).await;
    let official = an_official(&boss).await;
    let desk = recorder(&app).await;
    let visit = enters(&desk, official, "40123456").await;
    let inside = listed(&desk, "state=inside").await;
    assert_eq!(inside.len(), 1);
    assert_eq!(inside[0]["official_name"], "Rojas Ficticio, Teófilo");
    assert_eq!(inside[0]["is_own"], true);
    let shown = public(&app, "").await;
    assert_eq!(shown.items[0].values["entry_time"], "10:00");
    assert_eq!(shown.items[0].values["exit_time"], Json::Null);
    assert_eq!(shown.items[0].values["record_class"], "on_time");
    assert!(
        !shown.items[0].values["visitor_document"]
            .to_string()
            .contains("40123456")
    );

    app.wait(TimeDelta::minutes(9));
    let out = leaves(&desk, &[visit]).await.assert(200).json();
    assert_eq!(out["items"][0]["exited_at"], "2026-11-21T15:09:00Z");
    assert_eq!(listed(&desk, "state=inside").await, Vec::<Json>::new());
    let one = public_one(&app, visit).await;
    assert_eq!(one.record.values["exit_time"], "10:09");
    let acts: Vec<_> = one
        .history
        .iter()
        .map(|version| version.record.act)
        .collect();
    assert_eq!(acts, [Act::Created, Act::Completed]);
    assert_eq!(one.history[1].act_reason, None);
    let badge = desk.get(&badge_path(visit)).await.assert(200).json();
    assert!(badge["qr_svg"].as_str().unwrap().contains("<svg"));
    assert!(badge["code"].as_str().unwrap().starts_with("MV"));
    app.verified().await;
}

#[actix_web::test]
async fn the_difference_of_a_day_says_what_was_completed() {
    let app = TestApp::demo().await;
    let boss = admin(&app).await;
    let official = an_official(&boss).await;
    let visit = enters(&boss, official, "40123456").await;
    app.wait(TimeDelta::minutes(1));
    let from = app.now();
    app.wait(TimeDelta::minutes(1));
    leaves(&boss, &[visit]).await.assert(200);
    let from = from.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
    let path = format!(
        "/api/v1/m/{}/registers/visits/changes?from={from}",
        super::SLUG
    );
    let changes = app.get(&path).await.assert(200).json();
    assert_eq!(changes["items"][0]["change"], "completed");
    assert_eq!(changes["items"][0]["before"]["exit_time"], Json::Null);
    assert_eq!(changes["items"][0]["after"]["exit_time"], "10:02");
}

#[actix_web::test]
async fn two_desks_that_mark_the_same_exit_have_one_effect() {
    let app = TestApp::demo().await;
    let boss = admin(&app).await;
    let official = an_official(&boss).await;
    let other = recorder(&app).await;
    let (first, second) = (
        enters(&boss, official, "40123456").await,
        enters(&boss, official, "40123457").await,
    );
    let both = [first];
    let (one, two) = tokio::join!(leaves(&boss, &both), leaves(&other, &both));
    let mut statuses = [one.status.as_u16(), two.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
    assert_eq!(public_one(&app, first).await.history.len(), 2);
    // Of several, those who are out already are named, and the others leave.
    let mixed = leaves(&other, &[first, second]).await.assert(200).json();
    assert_eq!(mixed["already_out"][0], first.to_string());
    assert_eq!(id(&mixed["items"][0]), second);
    app.verified().await;
}

#[actix_web::test]
async fn the_same_check_in_sent_twice_has_one_effect() {
    let app = TestApp::demo().await;
    let boss = admin(&app).await;
    let official = an_official(&boss).await;
    let body = check_in(official, "40123456");
    let send = || {
        let request = boss.request(Method::POST, ENTRIES_PATH);
        boss.send(
            request
                .insert_header(("idempotency-key", "tableta-1-7"))
                .set_json(&body),
        )
    };
    let first = send().await.assert(201).json();
    let second = send().await.assert(201).json();
    assert_eq!(first, second);
    // Without the key it is a second entry of somebody who is inside.
    let refused = boss.post(ENTRIES_PATH, &body).await.assert(422);
    assert_eq!(refused.wrong_fields(), ["visitors[0].document"]);
    assert_eq!(public(&app, "total=true").await.total, Some(1));
}

#[actix_web::test]
async fn companions_are_visits_of_their_own_and_minors_are_only_counted() {
    let app = TestApp::demo().await;
    let boss = admin(&app).await;
    let official = an_official(&boss).await;
    let names = ["Fernández Ficticia, Luz", "Acompañante Ficticio, Raúl"];
    let body = json!({
        "visitors": [visitor("40123456", names[0]), visitor("40123457", names[1])],
        "minors": 3, "meeting": meeting(official),
    });
    let entered = boss.post(ENTRIES_PATH, &body).await.assert(201).json();
    let visits: Vec<_> = entered["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(id)
        .collect();
    assert_eq!(visits.len(), 2);
    for (index, visit) in entered["items"].as_array().unwrap().iter().enumerate() {
        assert_eq!(visit["group_id"], visits[0].to_string());
        assert_eq!(visit["minors"], if index == 0 { 3 } else { 0 });
    }
    assert_eq!(public(&app, "total=true").await.total, Some(2));
    let path = format!("/api/v1/m/{}/registers/visits", super::SLUG);
    let text = String::from_utf8(app.get(&path).await.assert(200).body.to_vec()).unwrap();
    assert!(!text.contains("minor"));
    leaves(&boss, &visits).await.assert(200);
    // Nobody comes twice in one group.
    let twice = json!({
        "visitors": [visitor("40123458", names[0]), visitor("40123458", names[0])],
        "meeting": meeting(official),
    });
    let refused = boss.post(ENTRIES_PATH, &twice).await.assert(422);
    assert_eq!(refused.wrong_fields(), ["visitors[1].document"]);
    assert_eq!(public(&app, "total=true").await.total, Some(2));
    app.verified().await;
}

#[actix_web::test]
async fn what_is_wrong_is_named_by_its_field() {
    let app = TestApp::demo().await;
    let boss = admin(&app).await;
    let official = an_official(&boss).await;
    for (pointer, value, field) in [
        ("/visitors/0/document", json!("123"), "visitors[0].document"),
        ("/visitors/0/name", json!(""), "visitors[0].name"),
        ("/meeting/reason", json!("nada"), "meeting.reason"),
        ("/meeting/reason", json!("other"), "meeting.reason_detail"),
        ("/meeting/ruc", json!("20100070971"), "meeting.ruc"),
        ("/meeting/entity", json!(null), "meeting.entity"),
        ("/visitors", json!([]), "visitors"),
    ] {
        let mut body = check_in(official, "40123456");
        *body.pointer_mut(pointer).unwrap() = value;
        let refused = boss.post(ENTRIES_PATH, &body).await.assert(422);
        assert_eq!(refused.wrong_fields(), [field], "{pointer}");
    }
    assert_eq!(public(&app, "total=true").await.total, Some(0));
}

#[actix_web::test]
async fn whoever_recorded_a_visit_corrects_it_for_fifteen_minutes() {
    let app = TestApp::demo().await;
    let boss = admin(&app).await;
    let official = an_official(&boss).await;
    let (desk, colleague) = (recorder(&app).await, recorder(&app).await);
    let visit = enters(&desk, official, "40123456").await;
    let (mut body, tag) = read(&colleague, visit).await;
    body["visitor"]["document"] = json!("40123465");
    colleague
        .put(&entry_path(visit), &tag, &body)
        .await
        .assert(403);

    app.wait(TimeDelta::minutes(9));
    desk.login().await.assert(200);
    app.wait(TimeDelta::minutes(6));
    let (mut body, tag) = read(&desk, visit).await;
    body["visitor"]["document"] = json!("40123465");
    desk.put(&entry_path(visit), &tag, &body).await.assert(200);
    desk.put(&entry_path(visit), &tag, &body).await.assert(412);

    app.wait(TimeDelta::seconds(1));
    let (mut body, tag) = read(&desk, visit).await;
    body["visitor"]["name"] = json!("Otra Ficticia, Ana");
    desk.put(&entry_path(visit), &tag, &body).await.assert(403);
    withdraw(&desk, visit, &tag).await.assert(403);
    boss.login().await.assert(200);
    let (mut body, tag) = read(&boss, visit).await;
    assert_eq!(body["visitor"]["document"], "40123465");
    body["visitor"]["name"] = json!("Otra Ficticia, Ana");
    boss.put(&entry_path(visit), &tag, &body).await.assert(200);
    let one = public_one(&app, visit).await;
    assert_eq!(one.history.len(), 3);
    // What was on time stays so, however late it is corrected.
    assert_eq!(one.record.values["record_class"], "on_time");
    let (_, tag) = read(&boss, visit).await;
    withdraw(&boss, visit, &tag).await.assert(200);
    assert_eq!(public(&app, "").await.items, []);
    assert_eq!(listed(&boss, "state=open").await, Vec::<Json>::new());
    assert_eq!(public_one(&app, visit).await.history.len(), 4);
    app.verified().await;
}

#[actix_web::test]
async fn an_exit_that_was_marked_by_mistake_is_taken_back() {
    let app = TestApp::demo().await;
    let boss = admin(&app).await;
    let official = an_official(&boss).await;
    let desk = recorder(&app).await;
    let colleague = recorder(&app).await;
    let visit = enters(&desk, official, "40123456").await;
    let body = json!({ "reason": "Se marcó la salida por error" });
    desk.post(&reopening_path(visit), &body).await.assert(403);
    boss.post(&reopening_path(visit), &body).await.assert(409);
    leaves(&desk, &[visit]).await.assert(200);
    colleague
        .post(&reopening_path(visit), &body)
        .await
        .assert(403);
    let back = desk
        .post(&reopening_path(visit), &body)
        .await
        .assert(200)
        .json();
    assert_eq!(back["exited_at"], Json::Null);
    assert_eq!(listed(&desk, "state=inside").await.len(), 1);
    let one = public_one(&app, visit).await;
    let acts: Vec<_> = one
        .history
        .iter()
        .map(|version| version.record.act)
        .collect();
    assert_eq!(acts, [Act::Created, Act::Completed, Act::Corrected]);
    leaves(&desk, &[visit]).await.assert(200);
    app.verified().await;
}

#[actix_web::test]
async fn nobody_reaches_the_visits_of_another_municipality() {
    let app = TestApp::demo().await;
    let boss = admin(&app).await;
    let official = an_official(&boss).await;
    let visit = enters(&boss, official, "40123456").await;
    let elsewhere = app.municipality("municallao").await;
    let other = app.staff_of(elsewhere, Role::VisitsAdmin).await;
    other.get(&entry_path(visit)).await.assert(404);
    other.get(&badge_path(visit)).await.assert(404);
    let exit = json!({ "visits": [visit] });
    other.post(EXITS_PATH, &exit).await.assert(404);
    let body = json!({ "reason": "No es mío, disculpe" });
    other.post(&reopening_path(visit), &body).await.assert(404);
    let (body, tag) = read(&boss, visit).await;
    other.put(&entry_path(visit), &tag, &body).await.assert(404);
    withdraw(&other, visit, &tag).await.assert(404);
    // Its officials are not visited here.
    let refused = other
        .post(ENTRIES_PATH, &check_in(official, "40123457"))
        .await
        .assert(422);
    assert_eq!(refused.wrong_fields(), ["meeting.official_id"]);
    assert_eq!(listed(&other, "state=open").await, Vec::<Json>::new());
    app.get(ENTRIES_PATH).await.assert(401);
    app.post(EXITS_PATH, &exit).await.assert(401);
}

#[actix_web::test]
async fn a_document_that_is_corrected_in_the_register_is_corrected_at_the_door() {
    let app = TestApp::demo().await;
    let boss = admin(&app).await;
    let official = an_official(&boss).await;
    let visit = enters(&boss, official, "40123456").await;
    let path = format!("{}/{visit}", staff_records_path(&REGISTER));
    let seen = boss.get(&path).await.assert(200);
    let mut values = seen.json()["values"].clone();
    values["visitor_document"] = json!("40777123");
    let body = json!({ "values": values, "reason": "Se leyó mal el documento" });
    let corrected = boss
        .put(&path, seen.header("etag").unwrap(), &body)
        .await
        .assert(200);
    let found = |document: &str| json!({ "document_type": "dni", "document": document });
    let old = boss
        .post(LOOKUP_PATH, &found("40123456"))
        .await
        .assert(200)
        .json();
    assert_eq!(old["source"], "not_looked_up");
    let new = boss
        .post(LOOKUP_PATH, &found("40777123"))
        .await
        .assert(200)
        .json();
    assert_eq!(new["source"], "visits");
    assert_eq!(
        listed(&boss, "state=open").await[0]["document_masked"],
        "****7123"
    );
    // Withdrawn there, nobody is inside any more.
    let reason = json!({ "reason": "Se anotó dos veces" });
    let request = boss
        .request(Method::POST, &format!("{path}/withdrawal"))
        .insert_header(("if-match", corrected.header("etag").unwrap()))
        .set_json(&reason);
    boss.send(request).await.assert(200);
    assert!(listed(&boss, "state=open").await.is_empty());
    app.verified().await;
}
