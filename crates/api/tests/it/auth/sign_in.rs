//! Signing in, and guessing passwords.

use chrono::TimeDelta;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::json;
use shared::access::Role;
use shared::features::auth::{Me, NextStep};

use super::ME;
use crate::support::{Staff, TestApp};

#[actix_web::test]
async fn a_person_signs_in_and_sees_what_he_may_do() {
    let app = TestApp::spawn().await;
    let admin = app.staff(Role::PortalAdmin).await;
    let me: Me = admin.get(ME).await.assert(200).read();
    assert_eq!(
        (me.email.as_str(), me.name.as_str()),
        (admin.email.as_str(), admin.name.as_str())
    );
    assert_eq!(me.tenant.unwrap().slug, "munipiura");
    assert_eq!(me.roles, [Role::PortalAdmin]);
    assert!(me.permissions.contains(&"grants:manage".to_owned()));
    assert!(!me.permissions.contains(&"operators:manage".to_owned()));
    assert_eq!((me.next, me.second_factor), (NextStep::Done, false));
}

#[actix_web::test]
async fn the_cookies_of_a_session_are_for_this_host_and_no_script() {
    let app = TestApp::spawn().await;
    let operator = app.operator().await;
    let answer = operator.login().await.assert(200);
    let cookies: Vec<_> = answer.headers.get_all("set-cookie").collect();
    assert_eq!(cookies.len(), 2);
    for cookie in cookies {
        let cookie = cookie.to_str().unwrap();
        assert!(cookie.starts_with("__Host-"), "{cookie}");
        for part in ["HttpOnly", "Secure", "SameSite=Strict", "Path=/"] {
            assert!(cookie.contains(part), "{cookie}");
        }
        assert!(!cookie.contains("Domain"), "{cookie}");
    }
    assert_eq!(
        answer.json(),
        json!({ "next": "done" }),
        "no token in the body"
    );
}

#[actix_web::test]
async fn a_wrong_password_and_an_unknown_mail_get_the_same_answer() {
    let app = TestApp::spawn().await;
    let operator = app.operator().await;
    let known = operator
        .elsewhere()
        .login_with("otra cosa muy distinta", None)
        .await;
    let mut unknown = operator.elsewhere();
    unknown.email = "nadie@muni.example".to_owned();
    let unknown = unknown.login_with("otra cosa muy distinta", None).await;
    let shown = |answer: crate::support::Answer| {
        let mut body = answer.assert(401).json();
        body["request_id"] = json!(null);
        body
    };
    assert_eq!(shown(known), shown(unknown));
}

#[actix_web::test]
async fn a_locked_account_opens_again_by_itself() {
    let app = TestApp::spawn().await;
    let operator = app.operator().await;
    let browser = operator.elsewhere();
    browser
        .login_with("una clave equivocada", None)
        .await
        .assert(401);
    let locked = browser.login().await.assert(429);
    let seconds: i64 = locked.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=2).contains(&seconds));
    operator.get(ME).await.assert(200);
    app.wait(TimeDelta::seconds(seconds));
    browser.login().await.assert(200);
}

#[actix_web::test]
async fn nobody_guesses_more_than_a_hundred_times_a_day() {
    let app = TestApp::spawn().await;
    let operator = app.operator().await;
    let browser = operator.elsewhere();
    let mut guesses = 0;
    for _ in 0..150 {
        let status = browser
            .login_with("una clave equivocada", None)
            .await
            .status
            .as_u16();
        guesses += u32::from(status == 401);
        app.wait(TimeDelta::seconds(20));
    }
    assert!((90..=100).contains(&guesses), "{guesses}");
    browser.login().await.assert(429);
    app.wait(TimeDelta::days(1));
    browser.login().await.assert(200);
}

#[actix_web::test]
async fn fifty_guesses_at_once_count_as_one() {
    let app = TestApp::spawn().await;
    let operator = app.operator().await;
    let browser = operator.elsewhere();
    let guesses = (0..30).map(|_| browser.login_with("una clave equivocada", None));
    let answers = futures_util::future::join_all(guesses).await;
    let refused = answers.iter().filter(|answer| answer.status == 401).count();
    assert_eq!(
        refused, 1,
        "all others were locked out or told to come back"
    );
}

#[actix_web::test]
async fn a_right_password_is_no_failure_when_its_hash_was_replaced_meanwhile() {
    let app = TestApp::spawn().await;
    let operator = app.operator().await;
    // The same password, hashed with parameters of another day: whoever signs in first replaces it.
    let outdated = "$argon2id$v=19$m=16,t=1,p=1$bXVuaWNhLXRlc3Qtc2FsdA$brqvK2zaxCEhJOatT99/Kd64iUlXHxSZf6DEJ0RrIxw";
    let owner = app.owner().await;
    let sql = "UPDATE accounts SET password_hash = $1 WHERE name = $2";
    let values = [outdated.into(), operator.name.as_str().into()];
    let update = Statement::from_sql_and_values(owner.get_database_backend(), sql, values);
    let changed = owner.execute_raw(update).await.unwrap().rows_affected();
    assert_eq!(changed, 1);

    let browsers: Vec<_> = (0..4).map(|_| operator.elsewhere()).collect();
    let answers = futures_util::future::join_all(browsers.iter().map(|browser| browser.login()));
    for answer in answers.await {
        answer.assert(200);
    }
    // Nothing was counted: one failure is the first, and only after it the account waits.
    let stranger = operator.elsewhere();
    let guess = async || stranger.login_with("una clave equivocada", None).await;
    guess().await.assert(401);
    guess().await.assert(429);
}

#[actix_web::test]
async fn counts_of_failed_attempts_go_when_they_have_lapsed() {
    let app = TestApp::spawn().await;
    let nobody = Staff::browser(&app, &app.person());
    let counts = async || {
        app.run_jobs().await;
        let owner = app.owner().await;
        let sql = "SELECT COUNT(*) FROM attempts";
        let statement = Statement::from_string(owner.get_database_backend(), sql);
        let row = owner.query_one_raw(statement).await.unwrap().unwrap();
        row.try_get_by_index::<i64>(0).unwrap()
    };
    nobody
        .login_with("equivocada del todo", None)
        .await
        .assert(401);
    assert!(counts().await > 0);
    app.wait(TimeDelta::days(2));
    assert_eq!(counts().await, 0);
}
