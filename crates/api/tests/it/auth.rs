//! Signing in, the life of a session, what protects it.

use actix_web::http::Method;
use actix_web::test::TestRequest;
use chrono::TimeDelta;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::json;
use shared::access::Role;
use shared::features::auth::{Me, NextStep, Sessions};

use crate::support::{PASSWORD, TestApp};

const ME: &str = "/api/v1/auth/me";
const ACCESS: &str = "__Host-at";
const REFRESH: &str = "__Host-rt";

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

#[actix_web::test]
async fn a_write_with_a_cookie_comes_from_our_page_or_not_at_all() {
    let app = TestApp::spawn().await;
    let operator = app.operator().await;
    let ours = app.state.settings.server.public_url.clone();
    let strangers = [
        (None, Some("1")),
        (Some("null"), Some("1")),
        (Some("https://otro.example"), Some("1")),
        (Some("http://127.0.0.1:8081"), Some("1")),
        (Some("https://127.0.0.1:8080"), Some("1")),
        (Some("http://127.0.0.1:8080.otro.example"), Some("1")),
        (Some(ours.as_str()), None),
        (Some(ours.as_str()), Some("")),
        (Some(ours.as_str()), Some("0")),
        (Some(ours.as_str()), Some("1, 1")),
    ];
    let paths = [
        "/api/v1/auth/sessions/end-others",
        "/api/v1/auth/logout",
        "/api/v1/auth/refresh",
        "/api/v1/auth/login",
        "/api/v1/developers/keys",
    ];
    for (origin, mark) in strangers {
        for path in paths {
            for media in [
                "application/json",
                "text/plain",
                "application/x-www-form-urlencoded",
            ] {
                let mut request = operator.request(Method::GET, path).method(Method::POST);
                if let Some(origin) = origin {
                    request = request.insert_header(("origin", origin));
                }
                if let Some(mark) = mark {
                    request = request.insert_header(("x-munica-csrf", mark));
                }
                let request = request
                    .insert_header(("content-type", media))
                    .set_payload("{}");
                let refused = app.send(request).await.assert(403);
                assert_eq!(
                    refused.problem().code,
                    "cross_site",
                    "{origin:?} {mark:?} {path}"
                );
            }
        }
    }
    operator.get(ME).await.assert(200);
}

#[actix_web::test]
async fn nobody_identifies_himself_twice_or_badly_and_passes_as_anonymous() {
    let app = TestApp::spawn().await;
    let operator = app.operator().await;
    let both = operator
        .request(Method::GET, ME)
        .insert_header(("authorization", "Bearer mnc_x"));
    assert_eq!(
        app.send(both).await.assert(400).problem().code,
        "two_credentials"
    );
    let public = "/api/v1/m/munipiura/responsibles";
    app.municipality("munipiura").await;
    app.get(public).await.assert(200);
    for value in [
        "",
        "Bearer",
        "Bearer ",
        "Bearer mnc_",
        "Basic YTpi",
        "bearer x",
        "Bearer mnc_00000000000000000000000000000000",
    ] {
        let request = TestRequest::get()
            .uri(public)
            .insert_header(("authorization", value));
        app.send(request).await.assert(401);
    }
    for value in ["x", "a.b.c", "eyJhbGciOiJub25lIn0.e30."] {
        let stranger = operator.elsewhere();
        stranger.set_cookie(ACCESS, value);
        stranger.get(public).await.assert(401);
    }
}

#[actix_web::test]
async fn a_burst_beyond_the_limit_is_told_when_to_come_back() {
    let app = TestApp::spawn_with(|settings| settings.limits.reads_by_address = 3).await;
    for left in [2, 1, 0] {
        let answer = app.get("/api/v1/nada").await.assert(404);
        assert!(
            answer
                .header("ratelimit")
                .unwrap()
                .starts_with(&format!("\"reads\";r={left};"))
        );
    }
    let refused = app.get("/api/v1/nada").await.assert(429);
    assert!(
        refused
            .header("retry-after")
            .unwrap()
            .parse::<u32>()
            .unwrap()
            > 0
    );
    assert_eq!(
        refused.header("ratelimit-policy"),
        Some("\"reads\";q=3;w=60")
    );
    app.get("/health").await.assert(200);
}

#[actix_web::test]
async fn an_address_that_a_client_writes_into_a_header_buys_it_nothing() {
    let app = TestApp::spawn_with(|settings| settings.limits.reads_by_address = 1).await;
    let peer = "203.0.113.9:4000".parse().unwrap();
    let from = |hop: &'static str| {
        TestRequest::get()
            .uri("/api/v1/nada")
            .peer_addr(peer)
            .insert_header(("x-forwarded-for", hop))
    };
    app.send(from("198.51.100.1")).await.assert(404);
    app.send(from("198.51.100.2")).await.assert(429);
}
