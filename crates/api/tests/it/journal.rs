//! What outsiders read to check the journals.

use uuid::Uuid;

use crate::support::TestApp;

#[actix_web::test]
async fn anyone_reads_the_public_keys_and_never_the_secret_ones() {
    let app = TestApp::spawn().await;
    let answer = app.get("/api/v1/keys").await.assert(200);
    let keys = answer.json();
    let purposes: Vec<&str> = keys["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|key| key["purpose"].as_str().unwrap())
        .collect();
    assert_eq!(purposes, ["head", "session"]);
    let ring =
        std::fs::read_to_string(app.state.settings.keys.folder.join("keyring.json")).unwrap();
    let ring: serde_json::Value = serde_json::from_str(&ring).unwrap();
    let shown = String::from_utf8(answer.body.to_vec()).unwrap();
    for key in ring.as_array().unwrap() {
        assert!(!shown.contains(key["secret"].as_str().unwrap()));
    }
}

#[actix_web::test]
async fn heads_of_the_platform_and_of_a_municipality_are_lists_that_browsers_revalidate() {
    let app = TestApp::spawn().await;
    for path in [
        "/api/v1/journal/heads".to_owned(),
        format!("/api/v1/m/{}/journal/heads?limit=5", Uuid::now_v7()),
    ] {
        let answer = app.get(&path).await.assert(200);
        assert_eq!(answer.json()["items"], serde_json::json!([]));
        assert!(answer.header("etag").is_some());
    }
}

#[actix_web::test]
async fn parameters_that_make_no_sense_are_refused() {
    let app = TestApp::spawn().await;
    for query in ["limit=0", "limit=101", "cursor=***", "page=2"] {
        let answer = app.get(&format!("/api/v1/journal/heads?{query}")).await;
        assert_eq!(answer.assert(400).problem().code, "malformed");
    }
    app.get("/api/v1/m/nada/journal/heads").await.assert(404);
}
