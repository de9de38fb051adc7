//! What the official says of an act, and that he said nothing.

use actix_web::test::TestRequest;
use chrono::TimeDelta;
use serde_json::json;
use shared::features::interests::ACTS;
use shared::features::interests::answers::{
    ANSWER_PAGE, AnswerLinkOut, AnswerState, answer_path, confirm_path, reject_path,
};
use shared::registers::wire::staff_records_path;

use super::{act, public_act, recorded, token, who_decides};
use crate::support::TestApp;
use crate::visits::admin;

async fn state(app: &TestApp, token: &str) -> AnswerState {
    let link: AnswerLinkOut = app.get(&answer_path(token)).await.assert(200).read();
    link.state
}

#[actix_web::test]
async fn opening_the_link_changes_nothing_and_a_click_confirms_once() {
    let app = TestApp::demo().await;
    let boss = admin(&app).await;
    let official = who_decides(&boss).await;
    let act = recorded(&boss, &act(official)).await;
    let token = token(&app).await;
    for _ in 0..3 {
        let link = app.get(&answer_path(&token)).await.assert(200);
        assert_eq!(link.header("cache-control"), Some("no-store"));
        let link: AnswerLinkOut = link.read();
        assert_eq!(link.state, AnswerState::Waiting);
        assert_eq!(link.matter, "Licencia de edificación del terminal");
    }
    assert_eq!(public_act(&app, act).await.history.len(), 1);

    app.wait(TimeDelta::days(2));
    app.post(&confirm_path(&token), &json!({}))
        .await
        .assert(200);
    let shown = public_act(&app, act).await;
    assert_eq!(shown.record.values["answer"], "confirmed");
    assert_eq!(shown.record.values["answered_on"], "2026-11-23");
    assert_eq!(shown.history.len(), 2);
    // A second click changes nothing, and another answer is too late.
    app.post(&confirm_path(&token), &json!({}))
        .await
        .assert(200);
    app.post(&reject_path(&token), &json!({})).await.assert(409);
    assert_eq!(public_act(&app, act).await.history.len(), 2);
    assert_eq!(state(&app, &token).await, AnswerState::Confirmed);
    app.verified().await;
}

#[actix_web::test]
async fn an_act_is_rejected_from_a_page_without_scripts() {
    let app = TestApp::demo().await;
    let boss = admin(&app).await;
    let official = who_decides(&boss).await;
    let act = recorded(&boss, &act(official)).await;
    let token = token(&app).await;
    let request = TestRequest::post()
        .uri(&reject_path(&token))
        .insert_header(("content-type", "application/x-www-form-urlencoded"))
        .insert_header(("accept", "text/html,application/xhtml+xml"));
    let back = app.send(request).await.assert(303);
    let page = format!("{ANSWER_PAGE}/{token}");
    assert_eq!(back.header("location"), Some(page.as_str()));
    // Also for who is signed in here: the token does what it does, and no cookie is read.
    let signed_in = boss.post(&reject_path(&token), &json!({})).await;
    signed_in.assert(200);
    assert_eq!(
        public_act(&app, act).await.record.values["answer"],
        "rejected"
    );
    app.verified().await;
}

#[actix_web::test]
async fn who_says_nothing_in_time_is_shown_to_have_said_nothing() {
    let app = TestApp::demo().await;
    let boss = admin(&app).await;
    let official = who_decides(&boss).await;
    let act = recorded(&boss, &act(official)).await;
    let token = token(&app).await;
    // The term ends on Monday 30 November at the end of the day in Lima: at five in the morning of Tuesday in UTC.
    let last = "2026-12-01T04:59:59Z"
        .parse::<chrono::DateTime<chrono::Utc>>()
        .unwrap();
    app.wait(last - app.now());
    app.run_jobs().await;
    assert!(public_act(&app, act).await.record.values["answer"].is_null());
    assert_eq!(state(&app, &token).await, AnswerState::Waiting);
    app.wait(TimeDelta::hours(2));
    assert_eq!(state(&app, &token).await, AnswerState::NoAnswer);
    app.run_jobs().await;
    let shown = public_act(&app, act).await;
    assert_eq!(shown.record.values["answer"], "no_answer");
    assert!(shown.record.values["answered_on"].is_null());
    assert_eq!(shown.history.len(), 2);
    app.post(&confirm_path(&token), &json!({}))
        .await
        .assert(410);
    app.run_jobs().await;
    assert_eq!(public_act(&app, act).await.history.len(), 2);
    app.verified().await;
}

#[actix_web::test]
async fn a_link_of_nothing_and_one_of_what_was_withdrawn_answer_nothing() {
    let app = TestApp::demo().await;
    let boss = admin(&app).await;
    let official = who_decides(&boss).await;
    let act = recorded(&boss, &act(official)).await;
    let token = token(&app).await;
    app.get(&answer_path("nada")).await.assert(410);
    app.post(&confirm_path("nada"), &json!({}))
        .await
        .assert(410);
    let path = format!("{}/{act}", staff_records_path(&ACTS));
    let found = boss.get(&path).await.assert(200);
    let request = boss
        .request(actix_web::http::Method::POST, &format!("{path}/withdrawal"))
        .insert_header(("if-match", found.header("etag").unwrap()))
        .set_json(json!({ "reason": "Se anotó dos veces" }));
    boss.send(request).await.assert(200);
    assert_eq!(state(&app, &token).await, AnswerState::Void);
    app.post(&confirm_path(&token), &json!({}))
        .await
        .assert(409);
    app.wait(TimeDelta::days(30));
    app.run_jobs().await;
    assert_eq!(public_act(&app, act).await.history.len(), 2);
    app.verified().await;
}
