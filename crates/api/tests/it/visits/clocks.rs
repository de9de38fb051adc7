//! When it happened, when it was recorded, and what the public reads of the difference.

use chrono::TimeDelta;
use serde_json::{Value as Json, json};
use shared::features::visits::desk::{ENTRIES_PATH, EXITS_PATH};
use shared::features::visits::settings::VISIT_SETTINGS_PATH;

use super::{admin, an_official, check_in, enters, id, listed, public_one};
use crate::support::TestApp;

/// An entry of so many minutes ago.
fn earlier(official: uuid::Uuid, now: chrono::DateTime<chrono::Utc>, seconds: i64) -> Json {
    let mut body = check_in(official, "40123456");
    body["entered_at"] = json!(now - TimeDelta::seconds(seconds));
    body
}

#[actix_web::test]
async fn the_class_of_an_entry_follows_from_its_clocks() {
    let app = TestApp::demo().await;
    let boss = admin(&app).await;
    let official = an_official(&boss).await;
    for (index, (seconds, interruption, class)) in [
        (900, Json::Null, "on_time"),
        (901, Json::Null, "late"),
        (7_200, json!("external"), "backfilled_external"),
        (86_400, json!("internal"), "backfilled_internal"),
    ]
    .into_iter()
    .enumerate()
    {
        let mut body = earlier(official, app.now(), seconds);
        body["visitors"][0]["document"] = json!(format!("4012345{index}"));
        if class != "on_time" {
            let refused = boss.post(ENTRIES_PATH, &body).await.assert(422);
            assert_eq!(refused.wrong_fields(), ["late.reason"]);
        }
        body["late"] =
            json!({ "interruption": interruption, "reason": "Corte de luz en toda la sede" });
        let visit = id(&boss.post(ENTRIES_PATH, &body).await.assert(201).json()["items"][0]);
        let shown = public_one(&app, visit).await.record.values;
        assert_eq!(shown["record_class"], class);
        let reason = if class == "on_time" {
            Json::Null
        } else {
            json!("Corte de luz en toda la sede")
        };
        assert_eq!(shown["class_reason"], reason);
        assert_eq!(shown["registered_at"], "2026-11-21T15:00:00.000Z");
    }
    let ahead = earlier(official, app.now(), -1);
    let refused = boss.post(ENTRIES_PATH, &ahead).await.assert(422);
    assert_eq!(refused.wrong_fields(), ["entered_at"]);
    app.verified().await;
}

#[actix_web::test]
async fn what_a_device_kept_without_a_network_is_judged_by_when_it_was_recorded() {
    let app = TestApp::demo().await;
    let boss = admin(&app).await;
    let official = an_official(&boss).await;
    // Its clock is an hour ahead; it recorded two hours before it could send.
    let ahead = app.now() + TimeDelta::hours(1);
    let mut body = check_in(official, "40123456");
    body["clock"] = json!({ "recorded_at": ahead - TimeDelta::hours(2), "sent_at": ahead });
    let visit = id(&boss.post(ENTRIES_PATH, &body).await.assert(201).json()["items"][0]);
    let shown = public_one(&app, visit).await.record.values;
    assert_eq!(shown["record_class"], "on_time");
    assert_eq!(shown["entry_time"], "08:00");
    assert_eq!(shown["registered_at"], "2026-11-21T13:00:00.000Z");
    body["clock"] = json!({ "recorded_at": ahead, "sent_at": app.now() });
    let refused = boss.post(ENTRIES_PATH, &body).await.assert(422);
    assert_eq!(refused.wrong_fields(), ["clock"]);
}

#[actix_web::test]
async fn a_municipality_sets_its_own_limit() {
    let app = TestApp::demo().await;
    let boss = admin(&app).await;
    let official = an_official(&boss).await;
    let found = boss.get(VISIT_SETTINGS_PATH).await.assert(200);
    assert_eq!(found.json()["limit_minutes"], 15);
    let tag = found.header("etag").unwrap().to_owned();
    let body = json!({ "limit_minutes": 5, "places": ["Alcaldía"], "gates": ["Principal"] });
    boss.put(VISIT_SETTINGS_PATH, &tag, &body).await.assert(200);
    boss.put(VISIT_SETTINGS_PATH, &tag, &body).await.assert(412);
    let refused = boss
        .post(ENTRIES_PATH, &earlier(official, app.now(), 301))
        .await;
    assert_eq!(refused.assert(422).wrong_fields(), ["late.reason"]);
    boss.post(ENTRIES_PATH, &earlier(official, app.now(), 300))
        .await
        .assert(201);
}

#[actix_web::test]
async fn a_day_that_ends_without_an_exit_says_so_and_none_is_made_up() {
    let app = TestApp::demo().await;
    let boss = admin(&app).await;
    let official = an_official(&boss).await;
    let visit = enters(&boss, official, "40123456").await;
    let open = listed(&boss, "state=open").await;
    assert_eq!(open[0]["lacks_exit"], false);
    app.wait(TimeDelta::hours(14));
    boss.login().await.assert(200);
    assert_eq!(listed(&boss, "state=inside").await, Vec::<Json>::new());
    let open = listed(&boss, "state=open").await;
    assert_eq!(
        (open[0]["lacks_exit"].clone(), open[0]["exited_at"].clone()),
        (json!(true), Json::Null)
    );
    assert_eq!(
        public_one(&app, visit).await.record.values["exit_time"],
        Json::Null
    );
    // He may come again: nobody knows when he left, but he did.
    let again = enters(&boss, official, "40123456").await;
    assert_ne!(again, visit);
    let left = "2026-11-21T16:30:00Z";
    let told = json!({ "visits": [visit], "exited_at": left });
    let refused = boss.post(EXITS_PATH, &told).await.assert(422);
    assert_eq!(refused.wrong_fields(), ["reason"]);
    let before = json!({ "visits": [visit], "exited_at": "2026-11-21T14:59:00Z", "reason": "Salió por la otra puerta" });
    let refused = boss.post(EXITS_PATH, &before).await.assert(422);
    assert_eq!(refused.wrong_fields(), ["exited_at"]);
    let told =
        json!({ "visits": [visit], "exited_at": left, "reason": "Salió por la otra puerta" });
    boss.post(EXITS_PATH, &told).await.assert(200);
    let one = public_one(&app, visit).await;
    assert_eq!(one.record.values["exit_time"], "11:30");
    assert_eq!(
        one.history[1].act_reason.as_deref(),
        Some("Salió por la otra puerta")
    );
    app.verified().await;
}
