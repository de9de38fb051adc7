//! Asking by mail: nothing is sent to who did not confirm, and an end is an end.

use actix_web::test::TestRequest;
use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::features::watches::{
    CONFIRM_PAGE, END_PAGE, WATCHES_PATH, WatchLinkOut, WatchState, confirm_path, end_path,
    link_path,
};

use super::{MAIL, an_hour_later, ask, asking, asking_with, clerk, count, notices, pay, subscribe};
use crate::support::TestApp;

async fn confirmation(app: &TestApp) -> String {
    app.token_in_mail(MAIL, &format!("{CONFIRM_PAGE}/")).await
}

async fn state(app: &TestApp, token: &str) -> WatchState {
    let link: WatchLinkOut = app.get(&link_path(token)).await.assert(200).read();
    link.state
}

#[actix_web::test]
async fn a_watch_begins_when_whoever_has_the_mail_clicks_and_not_when_a_scanner_opens_the_link() {
    let app = TestApp::demo().await;
    let staff = clerk(&app).await;
    ask(&app, &asking()).await.assert(202);
    let token = confirmation(&app).await;
    for _ in 0..3 {
        let link = app.get(&link_path(&token)).await.assert(200);
        assert_eq!(link.header("cache-control"), Some("no-store"));
        let link: WatchLinkOut = link.read();
        assert_eq!(link.state, WatchState::Pending);
        assert_eq!(link.watched.unwrap().register, "payments");
    }
    pay(&staff, 1).await;
    an_hour_later(&app).await;
    assert_eq!(notices(&app, MAIL).await.len(), 0);

    app.post(&confirm_path(&token), &json!({}))
        .await
        .assert(200);
    assert_eq!(state(&app, &token).await, WatchState::Confirmed);
    // A second click changes nothing.
    app.post(&confirm_path(&token), &json!({}))
        .await
        .assert(200);
    let acts = "SELECT count(*) FROM journal WHERE action = 'watch.confirmed'";
    assert_eq!(count(&app, acts).await, 1);
    // What was there before he wanted to be told is no news.
    an_hour_later(&app).await;
    assert_eq!(notices(&app, MAIL).await.len(), 0);
    app.verified().await;
}

#[actix_web::test]
async fn one_click_ends_a_watch_from_the_mail_program_or_from_a_page_without_scripts() {
    let app = TestApp::demo().await;
    let staff = clerk(&app).await;
    let page = format!("{END_PAGE}/");
    for by_mail_program in [true, false] {
        subscribe(&app, &asking()).await;
        pay(&staff, if by_mail_program { 1 } else { 2 }).await;
        an_hour_later(&app).await;
        let token = app.token_in_mail(MAIL, &page).await;
        let mut request = TestRequest::post()
            .uri(&end_path(&token))
            .insert_header(("content-type", "application/x-www-form-urlencoded"))
            .set_payload("List-Unsubscribe=One-Click");
        if !by_mail_program {
            request = request.insert_header(("accept", "text/html,application/xhtml+xml"));
        }
        let answer = app.send(request).await;
        if by_mail_program {
            answer.assert(200);
        } else {
            let back = answer.assert(303);
            assert_eq!(
                back.header("location"),
                Some(format!("{page}{token}").as_str())
            );
        }
        assert_eq!(state(&app, &token).await, WatchState::Ended);
        // Once more is no mistake.
        app.post(&end_path(&token), &json!({})).await.assert(200);
    }
    let told = notices(&app, MAIL).await.len();
    pay(&staff, 3).await;
    an_hour_later(&app).await;
    assert_eq!(notices(&app, MAIL).await.len(), told);
    // The address is gone, what was watched too; that he had agreed stands in the journal.
    let left = "SELECT count(*) FROM watches WHERE email_tag IS NOT NULL OR filters <> '' OR client_tag IS NOT NULL";
    assert_eq!(count(&app, left).await, 0);
    let values = "SELECT count(*) FROM personal_values p JOIN watches w ON w.id = p.subject_id";
    assert_eq!(count(&app, values).await, 0);
    let proof = "SELECT count(*) FROM journal WHERE action IN ('watch.requested', 'watch.confirmed', 'watch.ended')";
    assert_eq!(count(&app, proof).await, 6);
    app.verified().await;
}

#[actix_web::test]
async fn what_nobody_confirms_is_erased_after_two_days() {
    let app = TestApp::demo().await;
    ask(&app, &asking()).await.assert(202);
    let token = confirmation(&app).await;
    app.wait(TimeDelta::hours(48) - TimeDelta::seconds(1));
    assert_eq!(state(&app, &token).await, WatchState::Pending);
    app.wait(TimeDelta::seconds(1));
    app.get(&link_path(&token)).await.assert(410);
    app.post(&confirm_path(&token), &json!({}))
        .await
        .assert(410);
    an_hour_later(&app).await;
    assert_eq!(count(&app, "SELECT count(*) FROM watches").await, 0);
    let acts = "SELECT count(*) FROM journal WHERE action = 'watch.lapsed'";
    assert_eq!(count(&app, acts).await, 1);
    app.get(&link_path("nadie")).await.assert(410);
    app.verified().await;
}

#[actix_web::test]
async fn nobody_can_fill_a_stranger_s_mailbox_nor_learn_what_it_gets() {
    let app = TestApp::demo().await;
    for _ in 0..7 {
        let answer = ask(&app, &asking()).await.assert(202);
        assert!(answer.body.is_empty());
    }
    assert_eq!(app.mails_to(MAIL).await.len(), 5);
    // The sender is stopped whatever addresses he names.
    let mut refused = 0;
    for number in 0..20 {
        let body = asking_with(&json!({ "email": format!("vecino{number}@correo.example") }));
        let answer = ask(&app, &body).await;
        if answer.status == 429 {
            assert!(answer.header("retry-after").is_some());
            refused += 1;
        } else {
            answer.assert(202);
        }
    }
    assert_eq!(refused, 5);
}

#[actix_web::test]
async fn a_watch_that_cannot_be_is_refused_with_its_field() {
    let app = TestApp::demo().await;
    let cases: [(Value, &str); 8] = [
        (json!({ "register": "salaries" }), "register"),
        (json!({ "municipality": "nowhere" }), "municipality"),
        (json!({ "filters": "nada=1" }), "filters"),
        (json!({ "filters": "limit=5" }), "filters"),
        (
            json!({ "filters": "as_of=2026-11-21T15:00:00Z" }),
            "filters",
        ),
        (json!({ "email": "vecina" }), "email"),
        (json!({ "consent": false }), "consent"),
        (json!({ "rhythm": "always" }), "rhythm"),
    ];
    for (fields, field) in cases {
        let refused = ask(&app, &asking_with(&fields)).await.assert(422);
        assert_eq!(refused.wrong_fields(), [field], "{fields}");
    }
    assert_eq!(count(&app, "SELECT count(*) FROM watches").await, 0);
    // Sent again with the same key it has its effect once.
    for _ in 0..2 {
        let request = TestRequest::post()
            .uri(WATCHES_PATH)
            .insert_header(("idempotency-key", "una-vez"))
            .set_json(asking());
        app.send(request).await.assert(202);
    }
    app.run_jobs().await;
    assert_eq!(app.mails_to(MAIL).await.len(), 1);
}

#[actix_web::test]
async fn the_same_watch_confirmed_again_takes_the_place_of_the_first() {
    let app = TestApp::demo().await;
    let staff = clerk(&app).await;
    subscribe(&app, &asking()).await;
    subscribe(&app, &asking_with(&json!({ "rhythm": "daily" }))).await;
    pay(&staff, 1).await;
    an_hour_later(&app).await;
    assert_eq!(notices(&app, MAIL).await.len(), 0);
    app.wait(TimeDelta::hours(24));
    app.run_jobs().await;
    assert_eq!(notices(&app, MAIL).await.len(), 1);
}
