//! An activity is announced, moved, called off or held; visits and acts are tied to it.

use actix_web::http::Method;
use chrono::TimeDelta;
use serde_json::{Value as Json, json};
use shared::features::interests::AGENDA;
use shared::features::interests::agenda::{
    AGENDA_PATH, agenda_cancellation_path, agenda_held_path, agenda_item_path, agenda_move_path,
};
use shared::features::visits::REGISTER as VISITS;
use shared::features::visits::desk::ENTRIES_PATH;
use shared::registers::Act;
use shared::registers::wire::{RecordsPage, records_path};
use uuid::Uuid;

use super::{act_with, id, public, public_act, public_item, recorded, who_decides, wrong};
use crate::support::{Answer, Staff, TestApp};
use crate::visits::{SLUG, admin, check_in, recorder};

fn item(official: Uuid) -> Json {
    json!({
        "official_id": official, "activity": "Visita a la obra del malecón", "kind": "works_visit",
        "slot": { "agenda_date": "2026-11-21", "start_time": "11:00", "end_time": "12:30", "venue": "outside",
            "place": "Malecón" },
        "participants": "Junta vecinal del malecón",
    })
}

async fn announced(boss: &Staff<'_>, body: &Json) -> Uuid {
    id(&boss.post(AGENDA_PATH, body).await.assert(201).json())
}

async fn step(boss: &Staff<'_>, id: Uuid, path: &str, body: &Json) -> Answer {
    let found = boss.get(&agenda_item_path(id)).await.assert(200);
    let request = boss
        .request(Method::POST, path)
        .insert_header(("if-match", found.header("etag").unwrap()))
        .set_json(body);
    boss.send(request).await
}

#[actix_web::test]
async fn each_step_of_an_activity_is_public_with_its_reason() {
    let app = TestApp::demo().await;
    let boss = admin(&app).await;
    let official = who_decides(&boss).await;
    let one = announced(&boss, &item(official)).await;
    let shown = public_item(&app, one).await.record;
    assert_eq!(shown.values["state"], "scheduled");
    assert_eq!(shown.values["official_name"], "Rojas Ficticio, Teófilo");
    // It has not begun yet.
    step(&boss, one, &agenda_held_path(one), &json!({}))
        .await
        .assert(409);
    let moved = json!({
        "slot": { "agenda_date": "2026-11-23", "start_time": "09:00", "venue": "seat" },
        "reason": "Llovió en la zona de la obra",
    });
    step(&boss, one, &agenda_move_path(one), &moved)
        .await
        .assert(200);
    app.wait(TimeDelta::days(2));
    boss.login().await.assert(200);
    step(&boss, one, &agenda_held_path(one), &json!({}))
        .await
        .assert(200);
    let shown = public_item(&app, one).await;
    assert_eq!(shown.record.values["state"], "held");
    assert_eq!(shown.record.values["agenda_date"], "2026-11-23");
    assert_eq!(shown.record.values["end_time"], Json::Null);
    let reasons: Vec<_> = shown
        .history
        .iter()
        .filter_map(|it| it.act_reason.clone())
        .collect();
    assert!(reasons.contains(&"Llovió en la zona de la obra".to_owned()));
    // Nothing leads out of what is over.
    let cancel = json!({ "reason": "Ya no se hará" });
    step(&boss, one, &agenda_cancellation_path(one), &cancel)
        .await
        .assert(409);

    let mut other = item(official);
    other["slot"]["agenda_date"] = json!("2026-11-24");
    let other = announced(&boss, &other).await;
    step(
        &boss,
        other,
        &agenda_cancellation_path(other),
        &json!({ "reason": "x" }),
    )
    .await
    .assert(422);
    step(&boss, other, &agenda_cancellation_path(other), &cancel)
        .await
        .assert(200);
    let shown = public_item(&app, other).await.record;
    assert_eq!(
        (shown.values["state"].as_str(), shown.act),
        (Some("cancelled"), Act::Corrected)
    );
    let feed = app
        .get(&format!("{}.ics", records_path(SLUG, &AGENDA)))
        .await
        .assert(200);
    let feed = String::from_utf8(feed.body.to_vec()).unwrap();
    assert!(
        feed.contains("BEGIN:VEVENT") && feed.contains("Cancelada"),
        "{feed}"
    );
    app.verified().await;
}

#[actix_web::test]
async fn a_visit_and_an_act_are_tied_to_an_activity_of_that_day() {
    let app = TestApp::demo().await;
    let boss = admin(&app).await;
    let official = who_decides(&boss).await;
    let one = announced(&boss, &item(official)).await;
    let mut tomorrow = item(official);
    tomorrow["slot"]["agenda_date"] = json!("2026-11-22");
    let tomorrow = announced(&boss, &tomorrow).await;
    let desk = recorder(&app).await;
    let with = |item: Uuid, document: &str| {
        let mut body = check_in(official, document);
        body["meeting"]["agenda_item_id"] = json!(item);
        body
    };
    for wrong in [tomorrow, Uuid::from_u128(3)] {
        let refused = desk.post(ENTRIES_PATH, &with(wrong, "47000104")).await;
        assert_eq!(
            refused.assert(422).wrong_fields(),
            ["meeting.agenda_item_id"]
        );
    }
    let entered = desk
        .post(ENTRIES_PATH, &with(one, "47000104"))
        .await
        .assert(201)
        .json();
    let visit = id(&entered["items"][0]);
    assert_eq!(
        public(&app, &VISITS, visit).await.record.values["agenda_item"],
        json!(one)
    );
    let path = format!("{}?agenda_item={one}", records_path(SLUG, &VISITS));
    let page: RecordsPage = app.get(&path).await.assert(200).read();
    assert_eq!(page.items.len(), 1);
    app.verified().await;
}

#[actix_web::test]
async fn outside_the_seat_only_what_was_announced_before_is_managed() {
    let app = TestApp::demo().await;
    let boss = admin(&app).await;
    let official = who_decides(&boss).await;
    let one = announced(&boss, &item(official)).await;
    let outside = |at: &str| {
        act_with(
            official,
            json!({ "held_at": at, "venue": "outside", "agenda_item_id": one }),
        )
    };
    // It was announced at ten; half an hour before nobody knew of it.
    assert_eq!(
        wrong(&boss, &outside("2026-11-21T14:30:00Z")).await,
        ["agenda_item_id"]
    );
    app.wait(TimeDelta::minutes(8));
    let act = recorded(&boss, &outside("2026-11-21T15:05:00Z")).await;
    assert_eq!(
        public_act(&app, act).await.record.values["agenda_item"],
        json!(one)
    );
    let cancel = json!({ "reason": "Ya no se hará" });
    step(&boss, one, &agenda_cancellation_path(one), &cancel)
        .await
        .assert(200);
    assert_eq!(
        wrong(&boss, &outside("2026-11-21T15:05:00Z")).await,
        ["agenda_item_id"]
    );
    app.verified().await;
}
