//! Who stands at the door: earlier visits first, then the source of identities, and never a made-up answer.

use api::settings::IdentitySource;
use chrono::TimeDelta;
use serde_json::{Value as Json, json};
use shared::access::Role;
use shared::features::journal::HISTORY_PATH;
use shared::features::visits::lookup::LOOKUP_PATH;

use super::{admin, an_official, enters, leaves, recorder};
use crate::support::{Staff, TestApp};

async fn look(desk: &Staff<'_>, kind: &str, document: &str) -> Json {
    let body = json!({ "document_type": kind, "document": document });
    desk.post(LOOKUP_PATH, &body).await.assert(200).json()
}

#[actix_web::test]
async fn who_came_before_is_proposed_and_nobody_else_is() {
    let app = TestApp::demo().await;
    let boss = admin(&app).await;
    let official = an_official(&boss).await;
    let unknown = look(&boss, "dni", "40123456").await;
    assert_eq!(unknown["source"], "not_looked_up");
    assert_eq!(unknown["name"], Json::Null);
    let visit = enters(&boss, official, "40123456").await;
    let found = look(&boss, "dni", "40123456").await;
    assert_eq!(found["source"], "visits");
    assert_eq!(found["name"], "Fernández Ficticia, Luz");
    assert_eq!(found["entity"], "Constructora Ficticia SAC");
    assert_eq!(found["official_id"], official.to_string());
    assert_eq!(found["inside_since"], "2026-11-21T15:00:00Z");
    app.wait(TimeDelta::minutes(2));
    leaves(&boss, &[visit]).await.assert(200);
    assert_eq!(
        look(&boss, "dni", "40123456").await["inside_since"],
        Json::Null
    );
    let entity = look(&boss, "ruc", "20100070970").await;
    assert_eq!(entity["name"], "Constructora Ficticia SAC");
    // Another municipality does not learn whom this one received.
    let elsewhere = app.municipality("municallao").await;
    let other = app.staff_of(elsewhere, Role::VisitsRecorder).await;
    assert_eq!(
        look(&other, "dni", "40123456").await["source"],
        "not_looked_up"
    );
    // A look in training sees training only.
    let body = json!({ "document_type": "dni", "document": "40123456", "is_training": true });
    let trained = boss.post(LOOKUP_PATH, &body).await.assert(200).json();
    assert_eq!(trained["source"], "not_looked_up");
    app.verified().await;
}

#[actix_web::test]
async fn every_look_stands_in_the_journal_without_the_number() {
    let app = TestApp::demo().await;
    let desk = recorder(&app).await;
    look(&desk, "dni", "40555666").await;
    let municipality = app.municipality(super::SLUG).await;
    let auditor = app.staff_of(municipality, Role::InternalAuditor).await;
    let history = auditor
        .get(&format!("{HISTORY_PATH}?subject_type=visitor_lookup"))
        .await
        .assert(200);
    let text = String::from_utf8(history.body.to_vec()).unwrap();
    assert!(text.contains("visitor.looked_up") && text.contains("not_looked_up"));
    assert!(!text.contains("40555666"));
    let wrong = json!({ "document_type": "dni", "document": "1" });
    let refused = desk.post(LOOKUP_PATH, &wrong).await.assert(422);
    assert_eq!(refused.wrong_fields(), ["document"]);
}

#[actix_web::test]
async fn a_file_of_identities_answers_and_says_what_it_does_not_know() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("identidades.csv");
    let rows = "Tipo doc;Documento;Apellidos y nombres\nDNI;40777888;Padrón Ficticia, Carmen\n\
                RUC;20131312955;Entidad Ficticia\n";
    std::fs::write(&file, rows).unwrap();
    let app = TestApp::demo_with(move |settings| {
        settings.identities.source = IdentitySource::File;
        settings.identities.file = file;
    })
    .await;
    let desk = recorder(&app).await;
    let found = look(&desk, "dni", "40777888").await;
    assert_eq!(
        (found["source"].clone(), found["name"].clone()),
        (json!("file"), json!("Padrón Ficticia, Carmen"))
    );
    assert_eq!(
        look(&desk, "ruc", "20131312955").await["name"],
        "Entidad Ficticia"
    );
    assert_eq!(look(&desk, "dni", "40777889").await["source"], "unknown");
}
