//! What outsiders read to check the journals.

use api::verify::{self, Depth, Kept};
use chrono::TimeDelta;
use serde_json::json;
use shared::access::Role;
use shared::features::auth::OWN_HISTORY_PATH;
use shared::features::journal::{
    HISTORY_PATH, JOURNAL_EXPORT_PATH, PLATFORM_HEADS_PATH, PLATFORM_HISTORY_PATH,
    PLATFORM_JOURNAL_EXPORT_PATH, SignedHead,
};

use crate::support::{Staff, TestApp, grant};

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

#[actix_web::test]
async fn an_exported_journal_is_checked_without_us_and_says_who_took_it() {
    let app = TestApp::spawn().await;
    let auditor = app.staff(Role::InternalAuditor).await;
    let operator = app.operator().await;
    for (staff, path) in [
        (&auditor, JOURNAL_EXPORT_PATH),
        (&operator, PLATFORM_JOURNAL_EXPORT_PATH),
    ] {
        let answer = staff.get(path).await.assert(200);
        assert_eq!(answer.header("content-type"), Some("application/x-tar"));
        let folder = tempfile::tempdir().unwrap();
        let mut archive = tar::Archive::new(answer.body.as_ref());
        archive.unpack(folder.path()).unwrap();
        let file = |name: &str| folder.path().join(name);
        let [journal, heads, keys] = ["diario.ndjson", "cabezas.ndjson", "llaves.json"].map(file);
        let report = verify::file(&journal, &heads, &keys).unwrap();
        assert!(report.is_clean() && report.heads > 0, "{report}");
        let entries = std::fs::read_to_string(&journal).unwrap();
        let last = entries.lines().last().unwrap();
        assert!(last.contains("journal.exported"), "{last}");
        assert!(last.contains(&staff.name), "{last}");
        let shorter = entries.strip_suffix(&format!("{last}\n")).unwrap();
        std::fs::write(&journal, shorter).unwrap();
        assert!(!verify::file(&journal, &heads, &keys).unwrap().is_clean());
    }
    operator.get(JOURNAL_EXPORT_PATH).await.assert(403);
    auditor.get(PLATFORM_JOURNAL_EXPORT_PATH).await.assert(403);
}

#[actix_web::test]
async fn the_heads_of_a_day_are_a_public_file_and_a_day_without_any_is_not_found() {
    let app = TestApp::spawn().await;
    app.staff(Role::PortalAdmin).await;
    for _ in 0..2 {
        app.run_jobs().await;
        app.wait(TimeDelta::hours(2));
    }
    app.run_jobs().await;
    let day = |day: &str| format!("{PLATFORM_HEADS_PATH}/{day}");
    let answer = app.get(&day("2026-11-21")).await.assert(200);
    assert_eq!(answer.header("content-type"), Some("application/x-ndjson"));
    let text = String::from_utf8(answer.body.to_vec()).unwrap();
    let heads: Vec<SignedHead> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let own = app.get("/api/v1/m/munipiura/journal/heads").await.json();
    let own: SignedHead = serde_json::from_value(own["items"][0].clone()).unwrap();
    assert!(heads.contains(&own), "{text}");
    for nothing in ["2026-11-20", "ayer", "2026-13-01"] {
        app.get(&day(nothing)).await.assert(404);
    }
}

#[actix_web::test]
async fn who_changes_a_part_reads_the_history_of_that_part_without_the_journal() {
    let app = TestApp::demo().await;
    let communications = app.staff(Role::Communications).await;
    // The demo's municipality has its officer already.
    let elsewhere = app.municipality("muniprueba").await;
    let officer = app.staff_of(elsewhere, Role::TransparencyOfficer).await;
    let page = json!({ "is_visible": true, "value": { "title": "Ferias", "slug": "ferias", "summary": "Las ferias de la plaza.", "body": "Cada sábado." } });
    let added = communications
        .post("/api/v1/admin/content/pages", &page)
        .await;
    let id = added.assert(201).json()["id"].as_str().unwrap().to_owned();
    let read = async |staff: &Staff<'_>, path: String| staff.get(&path).await.assert(200).json();
    let about = |path: &str| format!("{path}?subject_id={id}&limit=10");
    let found = read(
        &communications,
        about("/api/v1/admin/content/pages/history"),
    )
    .await;
    assert_eq!(found["items"].as_array().unwrap().len(), 1, "{found}");
    assert_eq!(found["items"][0]["actor"]["name"], communications.name);
    // The identifier of another kind of thing does not open it.
    let other = read(
        &communications,
        about("/api/v1/admin/content/videos/history"),
    )
    .await;
    assert_eq!(other["items"], json!([]));
    read(&communications, "/api/v1/admin/portal/history".into()).await;
    read(&officer, "/api/v1/admin/content/pte_items/history".into()).await;
    for (staff, path) in [
        (&communications, "content/menu/history"),
        (&communications, "content/pte_items/history"),
        (&officer, "content/pages/history"),
        (&officer, "portal/history"),
        (&communications, "journal"),
    ] {
        staff
            .get(&format!("/api/v1/admin/{path}"))
            .await
            .assert(403);
    }
    let elsewhere = app.municipality("munilapunta").await;
    let stranger = app.staff_of(elsewhere, Role::PortalAdmin).await;
    let nothing = read(&stranger, about("/api/v1/admin/content/pages/history")).await;
    assert_eq!(nothing["items"], json!([]));
}

#[actix_web::test]
async fn everybody_reads_what_was_done_with_his_own_account_and_with_no_other() {
    let app = TestApp::spawn().await;
    let person = app.staff(Role::UnitStaff).await;
    let other = app.staff(Role::UnitStaff).await;
    let wrong = person
        .elsewhere()
        .login_with("no es esta clave", None)
        .await;
    wrong.assert(401);
    let own = person.get(OWN_HISTORY_PATH).await.assert(200).json();
    let acts: Vec<&str> = own["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["action"].as_str().unwrap())
        .collect();
    assert_eq!(acts[0], "auth.sign_in_refused", "{own}");
    assert!(acts.contains(&"auth.signed_in"));
    let others = other.get(OWN_HISTORY_PATH).await.assert(200).json();
    assert_ne!(own["items"][0]["subject"], others["items"][0]["subject"]);
    assert!(!others.to_string().contains("sign_in_refused"));
    app.get(OWN_HISTORY_PATH).await.assert(401);
}
