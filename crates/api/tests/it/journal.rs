//! What outsiders read to check the journals.

use api::verify::{self, Depth, Kept};
use chrono::TimeDelta;
use shared::access::Role;
use shared::features::journal::{HISTORY_PATH, PLATFORM_HISTORY_PATH};

use crate::support::{TestApp, grant};

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
    app.municipality("munipiura").await;
    for path in [
        "/api/v1/journal/heads",
        "/api/v1/m/munipiura/journal/heads?limit=5",
    ] {
        let answer = app.get(path).await.assert(200);
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

#[actix_web::test]
async fn staff_read_the_journal_of_their_municipality_page_by_page_and_no_other() {
    let app = TestApp::spawn().await;
    let admin = app.staff(Role::PortalAdmin).await;
    for role in [Role::DocumentDesk, Role::UnitStaff] {
        let body = grant(&app.person(), role);
        admin.post("/api/v1/admin/grants", &body).await.assert(201);
    }
    let ask = |query: &str| format!("{HISTORY_PATH}?subject_type=grant&{query}");
    let first = admin.get(&ask("limit=2")).await.assert(200).json();
    let (a, b) = (&first["items"][0], &first["items"][1]);
    assert_eq!(a["action"], "grant.given");
    assert_eq!(a["actor"]["name"], admin.name);
    assert!(a["seq"].as_i64() > b["seq"].as_i64());
    let cursor = first["next_cursor"].as_str().unwrap();
    let rest = admin.get(&ask(&format!("limit=2&cursor={cursor}"))).await;
    let rest = rest.assert(200).json();
    assert_eq!(rest["items"].as_array().unwrap().len(), 1);
    for nothing in ["from=2026-11-22", "to=2026-11-20", "action=grant.ended"] {
        let found = admin.get(&ask(nothing)).await.assert(200).json();
        assert_eq!(found["items"], serde_json::json!([]), "{nothing}");
    }
    admin.get(&ask("pagina=2")).await.assert(400);

    let elsewhere = app.municipality("municallao").await;
    let other = app.staff_of(elsewhere, Role::PortalAdmin).await;
    let own = other.get(&ask("limit=100")).await.assert(200).json();
    assert_eq!(own["items"].as_array().unwrap().len(), 1);
    let operator = app.operator().await;
    operator.get(HISTORY_PATH).await.assert(403);
    admin.get(PLATFORM_HISTORY_PATH).await.assert(403);
    let platform = operator.get(PLATFORM_HISTORY_PATH).await.assert(200).json();
    let subjects = platform["items"].as_array().unwrap();
    assert!(
        subjects
            .iter()
            .any(|line| line["action"] == "account.created")
    );
}

#[actix_web::test]
async fn the_officer_receives_the_head_of_the_day_once_and_quiet_days_bring_no_mail() {
    let app = TestApp::spawn().await;
    let officer = app.staff(Role::TransparencyOfficer).await;
    let heads = async || -> Vec<String> {
        let mails = app.outbox().await.into_iter();
        let heads = mails.filter(|mail| mail.text.contains("\n{\"hash\":"));
        heads
            .map(|mail| format!("{} {}", mail.to, mail.text))
            .collect()
    };
    app.run_jobs().await;
    app.wait(TimeDelta::hours(2));
    app.run_jobs().await;
    assert_eq!(heads().await.len(), 0);
    app.wait(TimeDelta::hours(14));
    app.run_jobs().await;
    let mails = heads().await;
    let published = app.get("/api/v1/m/munipiura/journal/heads").await.json();
    let hash = published["items"][0]["hash"].as_str().unwrap();
    let own: Vec<&String> = mails.iter().filter(|mail| mail.contains(hash)).collect();
    assert_eq!(own.len(), 1, "{mails:?}");
    assert!(own[0].starts_with(&officer.email), "{own:?}");
    for _ in 0..3 {
        app.wait(TimeDelta::days(1));
        app.run_jobs().await;
    }
    assert_eq!(heads().await.len(), mails.len());

    // What is copied out of the mail is enough to check the database with.
    let line = own[0].lines().find(|line| line.starts_with('{')).unwrap();
    let kept = app.state.settings.keys.folder.join("heads.ndjson");
    for (line, holds) in [(line, true), (&line.replace(":00.", ":01."), false)] {
        std::fs::write(&kept, line).unwrap();
        let kept = Kept {
            heads: &kept,
            keys: None,
        };
        let report = verify::database(&app.state, Depth::Journals, Some(kept)).await;
        assert_eq!(report.unwrap().is_clean(), holds, "{line}");
    }
}
