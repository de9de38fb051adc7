//! Whole document numbers, where a municipality reads the norms so: on its own list and records, and nowhere else.

use chrono::TimeDelta;
use serde_json::{Value as Json, json};
use shared::features::visits::settings::{FULL_DOCUMENTS_PATH, VISIT_SETTINGS_PATH};
use shared::registers::wire::{all_records_path, records_path};

use super::*;

const DOCUMENT: &str = "40777001";
const MASKED: &str = "****7001";

async fn decide(admin: &Staff<'_>, is_full_document: bool) -> Answer {
    let body = json!({
        "is_full_document": is_full_document,
        "reason": "Acuerdo de Concejo 012-2026, lectura de la Ley 28024",
    });
    admin.post(FULL_DOCUMENTS_PATH, &body).await
}

async fn text(app: &TestApp, path: &str) -> String {
    let answer = app.get(path).await.assert(200);
    String::from_utf8_lossy(&answer.body).into_owned()
}

/// What stands in the column of documents of the first item of a list.
async fn shown(app: &TestApp, path: &str) -> Json {
    let page = app.get(path).await.assert(200).json();
    page["items"][0]["visitor_document"].clone()
}

#[actix_web::test]
async fn by_an_act_the_list_and_the_record_show_it_and_nothing_else_does() {
    let app = TestApp::demo().await;
    let admin = admin(&app).await;
    let official = an_official(&admin).await;
    let id = enters(&admin, official, DOCUMENT).await;
    let list = records_path(SLUG, &REGISTER);
    let short = format!("/api/v1/m/{SLUG}/visits");
    let record = format!("{list}/{id}");
    assert_eq!(shown(&app, &list).await, MASKED);
    assert!(!text(&app, &record).await.contains(DOCUMENT));

    decide(&admin, true).await.assert(200);
    decide(&admin, true).await.assert(409);
    let settings = admin.get(VISIT_SETTINGS_PATH).await.assert(200).json();
    assert_eq!(settings["is_full_document"], true);
    // What was remembered a moment ago is forgotten.
    for own in [&list, &short] {
        assert_eq!(shown(&app, own).await, DOCUMENT, "{own}");
        assert_eq!(shown(&app, &format!("{own}?limit=50")).await, DOCUMENT);
        assert_eq!(shown(&app, &format!("{own}?limit=51")).await, MASKED);
    }
    let detail: RecordDetail = app.get(&record).await.assert(200).read();
    assert_eq!(detail.record.values["visitor_document"], DOCUMENT);
    assert_eq!(
        detail.history[0].record.values["visitor_document"],
        DOCUMENT
    );
    // Its leaf holds a commitment: what is shown of the number changes nothing of it.
    let municipality = app.municipality(SLUG).await;
    shared::registers::proof::check(&REGISTER, municipality, &detail.history[0]).unwrap();

    let today = "from=2026-11-01&to=2026-11-30";
    let since = "from=2026-11-01T00:00:00Z";
    let everywhere = all_records_path(&REGISTER);
    for masked in [
        everywhere.clone(),
        format!("{list}.csv"),
        format!("{list}.json"),
        format!("{list}.ndjson"),
        format!("{list}.atom"),
        format!("{list}.ics"),
        format!("{list}/facets"),
        format!("{list}/changes?{since}"),
        format!("{list}/versions.ndjson"),
        format!("{list}/statistics?{today}"),
        format!("{everywhere}.csv"),
        format!("{everywhere}.atom"),
        format!("{everywhere}/changes?{since}"),
    ] {
        let text = text(&app, &masked).await;
        assert!(!text.contains(DOCUMENT), "{masked}: {text}");
    }
    app.run_jobs().await;

    decide(&admin, false).await.assert(200);
    for own in [&list, &short] {
        assert_eq!(shown(&app, own).await, MASKED, "{own}");
    }
    assert!(!text(&app, &record).await.contains(DOCUMENT));
    app.verified().await;
}

#[actix_web::test]
async fn the_past_shows_the_number_of_its_version_and_only_of_whoever_decided_so() {
    let app = TestApp::demo().await;
    let admin = admin(&app).await;
    let official = an_official(&admin).await;
    let id = enters(&admin, official, DOCUMENT).await;
    let before = app.now();
    app.wait(TimeDelta::minutes(2));
    let (mut body, tag) = read(&admin, id).await;
    body["visitor"]["document"] = json!("40777002");
    let corrected = admin.put(&entry_path(id), &tag, &body).await;
    corrected.assert(200);
    decide(&admin, true).await.assert(200);
    let list = records_path(SLUG, &REGISTER);
    assert_eq!(shown(&app, &list).await, "40777002");
    let at = before.to_rfc3339().replace('+', "%2B");
    assert_eq!(shown(&app, &format!("{list}?as_of={at}")).await, DOCUMENT);
    let detail: RecordDetail = app.get(&format!("{list}/{id}")).await.assert(200).read();
    let numbers: Vec<_> = detail
        .history
        .iter()
        .map(|version| version.record.values["visitor_document"].clone())
        .collect();
    assert_eq!(numbers, [DOCUMENT, "40777002"]);

    let other = app.municipality("munipiura").await;
    let theirs = app.staff_of(other, Role::VisitsAdmin).await;
    let official = an_official(&theirs).await;
    enters(&theirs, official, "40777003").await;
    let list = records_path("munipiura", &REGISTER);
    assert_eq!(shown(&app, &format!("{list}?limit=1")).await, "****7003");
    decide(&recorder(&app).await, false).await.assert(403);
}
