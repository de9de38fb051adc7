//! The life of a session.

use chrono::TimeDelta;
use serde_json::json;
use shared::features::auth::Sessions;

use super::{ACCESS, ME, REFRESH};
use crate::support::{PASSWORD, TestApp};

#[actix_web::test]
async fn an_idle_session_ends_and_a_busy_one_ends_after_twelve_hours() {
    let app = TestApp::spawn().await;
    let operator = app.operator().await;
    let renew = || operator.act("/api/v1/auth/refresh");
    app.wait(TimeDelta::minutes(29));
    renew().await.assert(204);
    app.wait(TimeDelta::minutes(31));
    renew().await.assert(401);

    operator.login().await.assert(200);
    for _ in 0..48 {
        renew().await.assert(204);
        operator.get(ME).await.assert(200);
        app.wait(TimeDelta::minutes(15));
    }
    renew().await.assert(401);
}

#[actix_web::test]
async fn an_access_token_ends_after_ten_minutes_and_is_taken_back() {
    let app = TestApp::spawn().await;
    let operator = app.operator().await;
    app.wait(TimeDelta::seconds(599));
    operator.get(ME).await.assert(200);
    app.wait(TimeDelta::seconds(1));
    let refused = operator.get(ME).await.assert(401);
    assert_eq!(refused.problem().code, "invalid_credentials");
    assert_eq!(operator.cookie(ACCESS), None);
    assert_eq!(
        operator.get(ME).await.assert(401).problem().code,
        "unauthenticated"
    );
}

#[actix_web::test]
async fn a_refresh_token_works_once_and_its_reuse_ends_the_session() {
    let app = TestApp::spawn().await;
    let operator = app.operator().await;
    let stolen = operator.cookie(REFRESH).unwrap();
    operator.act("/api/v1/auth/refresh").await.assert(204);
    assert_ne!(operator.cookie(REFRESH).unwrap(), stolen);
    operator.get(ME).await.assert(200);

    let thief = operator.elsewhere();
    thief.set_cookie(REFRESH, &stolen);
    thief.act("/api/v1/auth/refresh").await.assert(401);
    assert_eq!(thief.cookie(REFRESH), None);
    operator.get(ME).await.assert(401);
    operator.act("/api/v1/auth/refresh").await.assert(401);
}

#[actix_web::test]
async fn of_twenty_refreshes_at_once_at_most_one_wins() {
    let app = TestApp::spawn().await;
    let operator = app.operator().await;
    let token = operator.cookie(REFRESH).unwrap();
    let browsers: Vec<_> = (0..20)
        .map(|_| {
            let browser = operator.elsewhere();
            browser.set_cookie(REFRESH, &token);
            browser
        })
        .collect();
    let renewals = browsers
        .iter()
        .map(|browser| browser.act("/api/v1/auth/refresh"));
    let answers = futures_util::future::join_all(renewals).await;
    let won = answers.iter().filter(|answer| answer.status == 204).count();
    assert!(won <= 1, "{won}");
    operator.get(ME).await.assert(401);
}

#[actix_web::test]
async fn signing_out_ends_the_session_also_for_a_copy_of_its_cookies() {
    let app = TestApp::spawn().await;
    let operator = app.operator().await;
    let copy = operator.elsewhere();
    for name in [ACCESS, REFRESH] {
        copy.set_cookie(name, &operator.cookie(name).unwrap());
    }
    let answer = operator.act("/api/v1/auth/logout").await.assert(204);
    assert_eq!(answer.header("clear-site-data"), Some("\"cache\""));
    assert_eq!(
        (operator.cookie(ACCESS), operator.cookie(REFRESH)),
        (None, None)
    );
    copy.get(ME).await.assert(401);
    copy.act("/api/v1/auth/refresh").await.assert(401);
    operator.act("/api/v1/auth/logout").await.assert(204);
}

#[actix_web::test]
async fn every_sign_in_has_a_session_of_its_own_and_each_can_be_ended() {
    let app = TestApp::spawn().await;
    let here = app.operator().await;
    let there = here.elsewhere();
    there.set_cookie(ACCESS, "plantada");
    there.login().await.assert(200);
    assert_ne!(there.cookie(ACCESS).as_deref(), Some("plantada"));
    let list: Sessions = here.get("/api/v1/auth/sessions").await.assert(200).read();
    assert_eq!(list.items.len(), 2);
    let other = list.items.iter().find(|session| !session.current).unwrap();
    here.act(&format!("/api/v1/auth/sessions/{}/end", other.id))
        .await
        .assert(204);
    there.get(ME).await.assert(401);
    here.get(ME).await.assert(200);

    let stranger = app.operator().await;
    let own = list.items.iter().find(|session| session.current).unwrap();
    stranger
        .act(&format!("/api/v1/auth/sessions/{}/end", own.id))
        .await
        .assert(404);
    here.get(ME).await.assert(200);
}

#[actix_web::test]
async fn a_changed_password_ends_the_other_sessions() {
    let app = TestApp::spawn().await;
    let here = app.operator().await;
    let there = here.elsewhere();
    there.login().await.assert(200);
    let change = |current: &str, new: &str| json!({ "current": current, "new": new });
    let path = "/api/v1/auth/password";
    let wrong = here
        .post(path, &change("no es esta", "tres palabras sueltas"))
        .await;
    assert_eq!(wrong.assert(422).wrong_fields(), ["current"]);
    app.wait(TimeDelta::seconds(2));
    for weak in [
        "corta",
        "passwordpassword",
        "aaaaaaaaaaaaaaaa",
        "soy persona ficticia",
    ] {
        let refused = here.post(path, &change(PASSWORD, weak)).await;
        assert_eq!(refused.assert(422).wrong_fields(), ["new"], "{weak}");
    }
    here.post(path, &change(PASSWORD, "tres palabras sueltas"))
        .await
        .assert(204);
    here.get(ME).await.assert(200);
    there.get(ME).await.assert(401);
    here.login().await.assert(401);
    app.wait(TimeDelta::seconds(2));
    here.login_with("tres palabras sueltas", None)
        .await
        .assert(200);
}
