//! Who decides, by which resolution, since when and until when.

use actix_web::http::Method;
use serde_json::{Value as Json, json};
use shared::access::Role;
use shared::features::interests::acts::ACTS_PATH;
use shared::features::interests::capacities::{
    CAPACITIES_IN_FORCE_PATH, CAPACITIES_PATH, capacity_end_path, capacity_path,
};
use uuid::Uuid;

use super::{MAIL, act, act_with, capacity, id, recorded, wrong};
use crate::support::{Answer, Staff, TestApp};
use crate::visits::{admin, an_official, recorder};

async fn end(boss: &Staff<'_>, id: Uuid, last: &str) -> Answer {
    let found = boss.get(&capacity_path(id)).await.assert(200);
    let body = json!({ "valid_to": last, "resolution": "Resolución de Alcaldía N.° 090-2026-A" });
    let request = boss
        .request(Method::POST, &capacity_end_path(id))
        .insert_header(("if-match", found.header("etag").unwrap()))
        .set_json(body);
    boss.send(request).await
}

async fn in_force(desk: &Staff<'_>, day: &str) -> usize {
    let path = format!("{CAPACITIES_IN_FORCE_PATH}?on={day}");
    let found = desk.get(&path).await.assert(200).json();
    found["items"].as_array().unwrap().len()
}

#[actix_web::test]
async fn interests_are_managed_before_who_decides_on_that_day_and_nobody_else() {
    let app = TestApp::demo().await;
    let boss = admin(&app).await;
    let official = an_official(&boss).await;
    assert_eq!(wrong(&boss, &act(official)).await, ["official_id"]);
    let added = boss
        .post(CAPACITIES_PATH, &capacity(official))
        .await
        .assert(201);
    let capacity_id = id(&added.json());
    assert!(!added.json().to_string().contains(MAIL));
    recorded(&boss, &act(official)).await;
    // The day before it began he was in his post and did not decide.
    let early =
        json!({ "held_at": "2026-11-01T15:00:00Z", "late_reason": "Se olvidó anotar el acto" });
    assert_eq!(
        wrong(&boss, &act_with(official, early)).await,
        ["official_id"]
    );

    let before = end(&boss, capacity_id, "2026-11-01").await.assert(422);
    assert_eq!(before.wrong_fields(), ["valid_to"]);
    end(&boss, capacity_id, "2026-11-20").await.assert(200);
    assert_eq!(in_force(&boss, "2026-11-20").await, 1);
    assert_eq!(in_force(&boss, "2026-11-21").await, 0);
    assert_eq!(wrong(&boss, &act(official)).await, ["official_id"]);
    // What is over may be given again, for other days.
    boss.post(CAPACITIES_PATH, &capacity(official))
        .await
        .assert(409);
    let mut again = capacity(official);
    again["valid_from"] = json!("2026-11-21");
    boss.post(CAPACITIES_PATH, &again).await.assert(201);
    recorded(&boss, &act(official)).await;
    app.verified().await;
}

#[actix_web::test]
async fn only_the_administrator_of_a_municipality_says_who_decides_there() {
    let app = TestApp::demo().await;
    let boss = admin(&app).await;
    let official = an_official(&boss).await;
    let desk = recorder(&app).await;
    desk.post(CAPACITIES_PATH, &capacity(official))
        .await
        .assert(403);
    let added = boss
        .post(CAPACITIES_PATH, &capacity(official))
        .await
        .assert(201);
    desk.get(CAPACITIES_PATH).await.assert(200);
    let elsewhere = app.municipality("municallao").await;
    let other = app.staff_of(elsewhere, Role::VisitsAdmin).await;
    other
        .get(&capacity_path(id(&added.json())))
        .await
        .assert(404);
    let listed = other.get(CAPACITIES_PATH).await.assert(200).json();
    assert_eq!(listed["items"], json!([]));
    let refused = other
        .post(CAPACITIES_PATH, &capacity(official))
        .await
        .assert(422);
    assert_eq!(refused.wrong_fields(), ["official_id"]);
    assert_eq!(wrong(&other, &act(official)).await, ["official_id"]);
    for (field, value) in [
        ("email", json!("sin arroba")),
        ("resolution", json!("x")),
        ("official_id", Json::from(Uuid::nil().to_string())),
        ("valid_to", json!("2026-11-01")),
    ] {
        let mut body = capacity(official);
        body[field] = value;
        let refused = boss.post(CAPACITIES_PATH, &body).await.assert(422);
        assert_eq!(refused.wrong_fields(), [field]);
    }
    app.get(CAPACITIES_PATH).await.assert(401);
    app.post(ACTS_PATH, &act(official)).await.assert(401);
}
