//! The state of the service for everybody: what was heard of each part, and for how long nothing was.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::TestApp;

const STATUS: &str = "/api/v1/status";

async fn part(app: &TestApp, name: &str) -> (Value, Value) {
    let status = app.get(STATUS).await.assert(200).json();
    let parts = status["components"].as_array().unwrap().clone();
    let part = parts.iter().find(|part| part["component"] == name).unwrap();
    (part["state"].clone(), part["at"].clone())
}

#[actix_web::test]
async fn a_worker_that_falls_silent_is_seen_and_its_news_are_not_believed_any_more() {
    let app = TestApp::spawn().await;
    assert_eq!(part(&app, "database").await.0, "working");
    assert_eq!(part(&app, "worker").await, (json!("unknown"), Value::Null));
    assert_eq!(part(&app, "storage").await.0, "unknown");
    app.run_jobs().await;
    for name in ["worker", "outbox", "journal", "storage"] {
        assert_eq!(part(&app, name).await.0, "working", "{name}");
    }
    app.wait(TimeDelta::minutes(5));
    assert_eq!(part(&app, "worker").await.0, "delayed");
    assert_eq!(part(&app, "outbox").await, (json!("unknown"), Value::Null));
    app.wait(TimeDelta::minutes(20));
    assert_eq!(part(&app, "worker").await.0, "failing");
    app.run_jobs().await;
    assert_eq!(part(&app, "worker").await.0, "working");
}

#[actix_web::test]
async fn a_backup_is_told_and_grows_old() {
    let app = TestApp::spawn().await;
    app.run_jobs().await;
    assert_eq!(part(&app, "backup").await, (json!("unknown"), Value::Null));
    let folder = tempfile::tempdir().unwrap();
    let archive = folder.path().join("munica.tar.zst");
    api::backup::write(&app.state, &archive).await.unwrap();
    let (state, at) = part(&app, "backup").await;
    assert_eq!(state, "working");
    assert_eq!(at, json!(app.now()));
    app.wait(TimeDelta::days(2));
    app.run_jobs().await;
    assert_eq!(part(&app, "backup").await.0, "delayed");
}

#[actix_web::test]
async fn an_error_leads_to_what_it_means() {
    let app = TestApp::spawn().await;
    let problem = app
        .get("/api/v1/municipalities?limit=0")
        .await
        .assert(400)
        .json();
    assert_eq!(problem["type"], "/docs/errors/malformed");
    let list = app.get("/api/v1/errors").await.assert(200).json();
    let kinds = list["items"].as_array().unwrap();
    let kind = kinds
        .iter()
        .find(|kind| kind["code"] == "malformed")
        .unwrap();
    assert_eq!(kind["title"], problem["title"]);
    assert!(kind["meaning"].as_str().unwrap().len() > 40);
}
