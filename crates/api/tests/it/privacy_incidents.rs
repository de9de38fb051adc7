//! Personal data: who answers for it, and the record of incidents with its clock and its evidence.

use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::access::Role;
use shared::features::journal::HISTORY_PATH;
use shared::features::privacy::{
    INCIDENTS_PATH, IncidentOut, IncidentState, PLATFORM_INCIDENTS_PATH, PLATFORM_PRIVACY_PATH,
    PrivacyPublic, privacy_path,
};
use shared::features::today::TODAY_PATH;
use tempfile::TempDir;
use uuid::Uuid;

use crate::support::{Staff, TestApp};

fn incident(app: &TestApp) -> Value {
    json!({
        "title": "Correo con una lista enviado a quien no correspondía",
        "known_at": app.now(),
        "began_at": app.now() - TimeDelta::hours(2),
        "description": "Se envió por error una lista con los datos de los inscritos en un taller.",
        "categories": ["identity", "contact"],
        "people": 42,
        "may_harm": true,
        "measures": "Se pidió al destinatario que la borre."
    })
}

async fn recorded(app: &TestApp, officer: &Staff<'_>) -> IncidentOut {
    officer
        .post(INCIDENTS_PATH, &incident(app))
        .await
        .assert(201)
        .read()
}

fn incident_path(id: Uuid) -> String {
    format!("{INCIDENTS_PATH}/{id}")
}

/// An archive of evidence in a folder of its own.
struct Evidence {
    folder: TempDir,
    bytes: Vec<u8>,
}

impl Evidence {
    async fn taken(officer: &Staff<'_>, incident: &str) -> Self {
        let archive = officer.get(&format!("{incident}/evidence")).await;
        let folder = tempfile::tempdir().unwrap();
        let bytes = archive.assert(200).body.to_vec();
        let taken = Self { folder, bytes };
        std::fs::write(taken.file(), &taken.bytes).unwrap();
        taken
    }

    fn file(&self) -> std::path::PathBuf {
        self.folder.path().join("evidence.tar.zst")
    }

    fn report(&self) -> api::verify::Report {
        let report = api::verify::evidence(&self.file(), None).unwrap();
        assert!(report.is_clean(), "{report}");
        report
    }
}

async fn note(
    officer: &Staff<'_>,
    of: &IncidentOut,
    what: &str,
    body: Value,
) -> crate::support::Answer {
    let path = format!("{}/{what}", incident_path(of.item.id));
    officer.post(&path, &body).await
}

#[actix_web::test]
async fn an_incident_is_known_told_and_closed_in_order() {
    let app = TestApp::spawn().await;
    let officer = app.staff(Role::DataProtectionOfficer).await;
    let found = recorded(&app, &officer).await;
    assert_eq!(found.item.code, "INC-2026-000001");
    assert_eq!(found.item.due_at, app.now() + TimeDelta::hours(48));
    app.wait(TimeDelta::minutes(10));
    officer.login().await.assert(200);
    let early =
        json!({ "number": "Oficio N.° 31-2026", "presented_at": app.now() - TimeDelta::hours(1) });
    let early = note(&officer, &found, "authority-notice", early).await;
    assert_eq!(early.assert(422).wrong_fields(), ["presented_at"]);
    let told = json!({ "number": "Oficio N.° 31-2026", "presented_at": app.now() });
    let told = note(&officer, &found, "authority-notice", told).await;
    let told: IncidentOut = told.assert(200).read();
    assert_eq!(told.item.state, IncidentState::Notified);
    assert!(!told.item.was_late());
    let close =
        json!({ "conclusion": "El destinatario borró la lista y lo confirmó por escrito." });
    // It may harm the persons: they have to be told first.
    note(&officer, &found, "close", close.clone())
        .await
        .assert(409);
    let people = json!({ "means": "Correo a las 42 personas de la lista", "told_at": app.now() });
    note(&officer, &found, "people-notice", people)
        .await
        .assert(200);
    let closed: IncidentOut = note(&officer, &found, "close", close.clone())
        .await
        .assert(200)
        .read();
    assert_eq!(closed.item.state, IncidentState::Closed);
    note(&officer, &found, "close", close).await.assert(409);
    let journal = format!("/api/v1/admin/privacy/incidents/{}", found.item.id);
    let seen: IncidentOut = officer.get(&journal).await.assert(200).read();
    assert_eq!(seen, closed);
    let looks = format!("{HISTORY_PATH}?action=privacy_incident.viewed");
    let looks = officer.get(&looks).await.assert(200).json();
    assert_eq!(looks["items"].as_array().unwrap().len(), 1);
    assert_eq!(looks["items"][0]["subject"]["id"], json!(found.item.id));
    let nothing = incident_path(Uuid::now_v7());
    officer.get(&nothing).await.assert(404);
}

/// What the journal says of incidents, as it stands in the database.
async fn journaled(app: &TestApp) -> Vec<Value> {
    use sea_orm::{ConnectionTrait, Statement};
    let owner = app.owner().await;
    let sql = "SELECT body FROM journal WHERE action LIKE 'privacy_incident.%' ORDER BY municipality_id, seq";
    let query = Statement::from_string(owner.get_database_backend(), sql);
    let rows = owner.query_all_raw(query).await.unwrap();
    let bodies = rows.iter().map(|row| row.try_get_by_index(0).unwrap());
    bodies
        .map(|body: String| serde_json::from_str(&body).unwrap())
        .collect()
}

#[actix_web::test]
async fn what_people_write_of_an_incident_cannot_be_guessed_from_the_journal() {
    use sha2::{Digest, Sha256};
    let app = TestApp::spawn().await;
    let officer = app.staff(Role::DataProtectionOfficer).await;
    let first = recorded(&app, &officer).await;
    recorded(&app, &officer).await;
    let people = json!({ "means": "Correo a las 42 personas de la lista", "told_at": app.now() });
    note(&officer, &first, "people-notice", people)
        .await
        .assert(200);
    let close = json!({ "conclusion": "El destinatario borró la lista y lo confirmó." });
    note(&officer, &first, "close", close).await.assert(200);

    let entries = journaled(&app).await;
    let guess = hex::encode(Sha256::digest(&first.item.title));
    for entry in &entries {
        let text = entry.to_string();
        assert!(
            !text.contains(&guess) && !text.contains("_sha256"),
            "{text}"
        );
    }
    let said = |entry: usize, name: &str| entries[entry]["after"][name].as_str().unwrap();
    for name in ["title", "description", "measures"] {
        // The same words twice: whoever has one journal cannot tell.
        assert_eq!(said(0, name).len(), 64);
        assert_ne!(said(0, name), said(1, name), "{name}");
    }
    assert_eq!(said(2, "means").len(), 64);
    assert_eq!(said(3, "conclusion").len(), 64);
    app.verified().await;
}

#[actix_web::test]
async fn a_correction_is_made_on_what_was_read_and_bad_input_is_named() {
    let app = TestApp::spawn().await;
    let officer = app.staff(Role::DataProtectionOfficer).await;
    let found = recorded(&app, &officer).await;
    let path = incident_path(found.item.id);
    let read = officer.get(&path).await.assert(200);
    let etag = read.header("etag").unwrap().to_owned();
    let mut body = incident(&app);
    body["people"] = json!(50);
    let corrected: IncidentOut = officer.put(&path, &etag, &body).await.assert(200).read();
    assert_eq!(corrected.item.people, 50);
    officer.put(&path, &etag, &body).await.assert(412);
    body["categories"] = json!([]);
    body["description"] = json!("corta");
    let refused = officer.post(INCIDENTS_PATH, &body).await.assert(422);
    assert_eq!(refused.wrong_fields(), ["categories", "description"]);
    let mut ahead = incident(&app);
    ahead["known_at"] = json!(app.now() + TimeDelta::hours(1));
    let refused = officer.post(INCIDENTS_PATH, &ahead).await.assert(422);
    assert_eq!(refused.wrong_fields(), ["known_at"]);
}

#[actix_web::test]
async fn the_officer_is_reminded_twice_while_the_authority_was_not_told() {
    let app = TestApp::spawn().await;
    let officer = app.staff(Role::DataProtectionOfficer).await;
    recorded(&app, &officer).await;
    let reminders = async || {
        app.run_jobs().await;
        let mails = app.mails_to(&officer.email).await;
        mails
            .iter()
            .filter(|mail| mail.contains("Autoridad Nacional"))
            .count()
    };
    let mut seen = Vec::new();
    for hours in [23, 1, 1, 15, 12] {
        app.wait(TimeDelta::hours(hours));
        seen.push(reminders().await);
    }
    assert_eq!(seen, [0, 1, 1, 2, 2]);
}

#[actix_web::test]
async fn the_evidence_is_verified_by_anybody_and_a_changed_one_is_refused() {
    let app = TestApp::spawn().await;
    let officer = app.staff(Role::DataProtectionOfficer).await;
    let found = recorded(&app, &officer).await;
    let taken = Evidence::taken(&officer, &incident_path(found.item.id)).await;
    let (file, report) = (taken.file(), taken.report());
    assert_eq!(report.acts["privacy_incident.recorded"], 1);
    assert_eq!(report.acts["privacy_incident.evidence_exported"], 1);
    assert!(report.heads >= 1);

    let keys = taken.folder.path().join("keys.json");
    let own = app.get("/api/v1/keys").await.assert(200);
    std::fs::write(&keys, &own.body).unwrap();
    assert!(
        api::verify::evidence(&file, Some(&keys))
            .unwrap()
            .is_clean()
    );
    let stranger = TestApp::spawn().await;
    let theirs = stranger.get("/api/v1/keys").await.assert(200);
    std::fs::write(&keys, &theirs.body).unwrap();
    assert!(api::verify::evidence(&file, Some(&keys)).is_err());

    let mut bytes = taken.bytes;
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&file, bytes).unwrap();
    assert!(api::verify::evidence(&file, None).is_err());
}

#[actix_web::test]
async fn the_evidence_holds_what_the_platform_did_to_this_municipality_and_to_no_other() {
    let app = TestApp::spawn().await;
    let officer = app.staff(Role::DataProtectionOfficer).await;
    let found = recorded(&app, &officer).await;
    let operator = app.operator().await;
    let order = json!({
        "reason": "Mientras se aclara el incidente", "resolution_number": "Oficio N.° 5-2026",
        "resolution_date": "2026-11-20",
    });
    for slug in ["munipiura", "munisechura"] {
        let id = app.municipality(slug).await;
        let path = format!("/api/v1/platform/municipalities/{id}/suspend");
        operator.post(&path, &order).await.assert(200);
    }
    let taken = Evidence::taken(&officer, &incident_path(found.item.id)).await;
    let report = taken.report();
    // In its own journal and in the platform's; the other municipality's two are not there.
    assert_eq!(report.acts["portal.suspended"], 2);
}

#[actix_web::test]
async fn the_platform_keeps_a_record_of_its_own() {
    let app = TestApp::spawn().await;
    let operator = app.operator().await;
    let officer = app.staff(Role::DataProtectionOfficer).await;
    recorded(&app, &officer).await;
    let own = operator
        .post(PLATFORM_INCIDENTS_PATH, &incident(&app))
        .await;
    let path = own.assert(201).header("location").unwrap().to_owned();
    // Neither sees the record of the other.
    for (who, record) in [
        (&operator, PLATFORM_INCIDENTS_PATH),
        (&officer, INCIDENTS_PATH),
    ] {
        let list = who.get(record).await.assert(200).json();
        assert_eq!(list["items"].as_array().unwrap().len(), 1, "{record}");
        assert_eq!(list["items"][0]["code"], "INC-2026-000001");
        let due = who.get(TODAY_PATH).await.assert(200).json();
        let kinds: Vec<_> = due["tasks"].as_array().unwrap().iter().collect();
        let open = kinds.iter().find(|task| task["kind"] == "incidents_open");
        assert_eq!(open.unwrap()["count"], 1, "{record}");
    }
    officer.get(PLATFORM_INCIDENTS_PATH).await.assert(403);
    officer.get(&path).await.assert(403);
    operator.get(INCIDENTS_PATH).await.assert(403);

    app.run_jobs().await;
    app.wait(TimeDelta::hours(24));
    app.run_jobs().await;
    let mails = app.mails_to(&operator.email).await;
    assert!(
        mails
            .iter()
            .any(|mail| mail.contains("incidentes-plataforma"))
    );

    operator.login().await.assert(200);
    let told = json!({ "number": "Oficio N.° 40-2026", "presented_at": app.now() });
    let told = operator
        .post(&format!("{path}/authority-notice"), &told)
        .await;
    assert_eq!(told.assert(200).json()["state"], "notified");
    let report = Evidence::taken(&operator, &path).await.report();
    assert_eq!(report.acts["privacy_incident.recorded"], 1);
    assert_eq!(report.acts["privacy_incident.authority_told"], 1);
}

#[actix_web::test]
async fn an_incident_is_nobody_elses_business() {
    let app = TestApp::spawn().await;
    let officer = app.staff(Role::DataProtectionOfficer).await;
    let found = recorded(&app, &officer).await;
    let elsewhere = app.municipality("munisechura").await;
    let other = app.staff_of(elsewhere, Role::DataProtectionOfficer).await;
    other.get(&incident_path(found.item.id)).await.assert(404);
    let evidence = format!("{}/evidence", incident_path(found.item.id));
    other.get(&evidence).await.assert(404);
    assert_eq!(
        other.get(INCIDENTS_PATH).await.assert(200).json()["items"],
        json!([])
    );
    let admin = app.staff(Role::PortalAdmin).await;
    admin.get(INCIDENTS_PATH).await.assert(403);
    app.get(INCIDENTS_PATH).await.assert(401);
}

#[actix_web::test]
async fn the_public_reads_who_answers_and_how_long_data_is_kept() {
    let app = TestApp::spawn_with(|settings| {
        settings.privacy.officer = "Persona Ficticia".to_owned();
        settings.privacy.email = "datos@munica.example".to_owned();
    })
    .await;
    api::seed::seed_reference(&app.state).await.unwrap();
    let place = privacy_path("munipiura");
    app.municipality("munipiura").await;
    let before: PrivacyPublic = app.get(&place).await.assert(200).read();
    assert_eq!(before.officer, None);
    let officer = app.staff(Role::DataProtectionOfficer).await;
    let after: PrivacyPublic = app.get(&place).await.assert(200).read();
    assert_eq!(after.officer.unwrap().name, officer.name);
    assert!(after.terms.iter().any(|term| term.months == Some(120)));
    let own: PrivacyPublic = app.get(PLATFORM_PRIVACY_PATH).await.assert(200).read();
    assert_eq!(own.officer.unwrap().name, "Persona Ficticia");
    assert_eq!(own.email.as_deref(), Some("datos@munica.example"));
}
