//! Remembered answers: never older than the last change, whatever the client accepts and knows.

use actix_web::http::header::{ACCEPT_ENCODING, IF_NONE_MATCH};
use actix_web::test::TestRequest;
use api::seed::{seed_demo, seed_reference};

use crate::support::{Answer, TestApp};

const LIST: &str = "/api/v1/municipalities";

async fn ask(app: &TestApp, encoding: &str, known: Option<&str>) -> Answer {
    let mut request = TestRequest::get()
        .uri(LIST)
        .insert_header((ACCEPT_ENCODING, encoding));
    if let Some(known) = known {
        request = request.insert_header((IF_NONE_MATCH, known));
    }
    app.send(request).await
}

#[actix_web::test]
async fn a_change_is_seen_at_once() {
    let app = TestApp::spawn().await;
    seed_reference(&app.state).await.unwrap();
    for _ in 0..2 {
        assert_eq!(app.get(LIST).await.assert(200).json()["total"], 0);
    }
    let before = app.get(LIST).await.header("etag").unwrap().to_owned();
    seed_demo(&app.state).await.unwrap();
    assert_eq!(app.get(LIST).await.assert(200).json()["total"], 5);
    let answer = ask(&app, "identity", Some(&before)).await.assert(200);
    assert_ne!(answer.header("etag"), Some(before.as_str()));
}

#[actix_web::test]
async fn each_encoding_has_its_own_body_and_tag() {
    let app = TestApp::demo().await;
    // Twice: the second time from memory.
    for _ in 0..2 {
        let plain = ask(&app, "identity", None).await.assert(200);
        let gzip = ask(&app, "gzip, deflate", None).await.assert(200);
        let brotli = ask(&app, "gzip, br", None).await.assert(200);
        assert_eq!(plain.header("content-encoding"), None);
        assert_eq!(gzip.header("content-encoding"), Some("gzip"));
        assert_eq!(brotli.header("content-encoding"), Some("br"));
        assert!(brotli.body.len() < plain.body.len() && gzip.body.starts_with(&[0x1f, 0x8b]));
        let tag = plain
            .header("etag")
            .unwrap()
            .trim_end_matches('"')
            .to_owned();
        assert_eq!(gzip.header("etag"), Some(format!("{tag}-gzip\"").as_str()));
        assert_eq!(brotli.header("etag"), Some(format!("{tag}-br\"").as_str()));
        for answer in [&plain, &gzip, &brotli] {
            assert_eq!(answer.header("vary"), Some("accept-encoding"));
            assert_eq!(answer.header("cache-control"), Some("no-cache"));
            assert!(
                answer.header("content-security-policy").is_some()
                    && answer.header("x-request-id").is_some()
            );
        }
    }
}

#[actix_web::test]
async fn who_knows_the_answer_is_told_that_nothing_changed() {
    let app = TestApp::spawn().await;
    seed_reference(&app.state).await.unwrap();
    for encoding in ["identity", "br"] {
        let first = ask(&app, encoding, None).await.assert(200);
        let tag = first.header("etag").unwrap();
        for known in [tag, "*", &format!("\"other\", W/{tag}")] {
            let again = ask(&app, encoding, Some(known)).await.assert(304);
            assert!(again.body.is_empty() && again.header("content-type").is_none());
            assert_eq!(again.header("etag"), Some(tag));
        }
        ask(&app, encoding, Some("\"other\"")).await.assert(200);
    }
}

#[actix_web::test]
async fn head_is_get_without_the_body() {
    let app = TestApp::spawn().await;
    seed_reference(&app.state).await.unwrap();
    // The first is answered by the handler, the second from memory, the third has nothing to remember.
    for path in [LIST, LIST, "/api/v1/nada"] {
        let head = app
            .send(TestRequest::with_uri(path).method(actix_web::http::Method::HEAD))
            .await;
        let get = app.get(path).await;
        assert_eq!(head.status, get.status, "{path}");
        assert_eq!(head.header("etag"), get.header("etag"));
        assert!(head.body.is_empty() && !get.body.is_empty());
    }
}

#[actix_web::test]
async fn hostile_encodings_get_a_readable_answer() {
    let app = TestApp::spawn().await;
    seed_reference(&app.state).await.unwrap();
    let long = "br;q=0,".repeat(500);
    for encoding in [
        "",
        "*;q=0",
        "identity;q=0",
        "br;q=2",
        ",;,",
        "zstd",
        long.as_str(),
    ] {
        let answer = ask(&app, encoding, None).await.assert(200);
        assert_eq!(answer.header("content-encoding"), None, "{encoding:.20}");
        assert_eq!(answer.json()["total"], 0);
    }
}

#[actix_web::test]
async fn without_memory_the_answers_are_the_same() {
    let app = TestApp::spawn_with(|settings| settings.server.cache_limit = 0).await;
    seed_reference(&app.state).await.unwrap();
    let first = ask(&app, "br", None).await.assert(200);
    let again = ask(&app, "br", None).await.assert(200);
    assert_eq!(
        (first.header("etag"), &first.body),
        (again.header("etag"), &again.body)
    );
    ask(&app, "br", first.header("etag")).await.assert(304);
}
