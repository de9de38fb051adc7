//! What is admitted before any handler: whose page it comes from, who says who he is, how often.

use actix_web::http::Method;
use actix_web::test::TestRequest;

use super::{ACCESS, ME};
use crate::support::TestApp;

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
