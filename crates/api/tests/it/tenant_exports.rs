//! A municipality leaves: exported, checked, removed by two operators, and the others are untouched.

use std::collections::BTreeMap;

use api::backup;
use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::access::Role;
use shared::features::conservation::DisposalOut;
use shared::features::grants::responsibles_path;
use shared::features::tenant_exports::{
    EXPORTS_PATH, ExportStatus, REMOVALS_PATH, RemovalNotice, TenantExportOut, archive_path,
    removal_decision_path, removal_notice_path,
};
use uuid::Uuid;

use crate::support::{Staff, TestApp, grant};

const SLUG: &str = "munisevilla";

/// A municipality with staff, a page, a document and its file.
async fn a_municipality<'a>(app: &'a TestApp, slug: &str) -> (Uuid, Staff<'a>) {
    let id = app.municipality(slug).await;
    let admin = app.staff_of(id, Role::PortalAdmin).await;
    let document = json!({ "title": "Constancia de participación", "text": format!("Participó en el taller de {slug}.") });
    admin
        .post("/api/v1/admin/documents", &document)
        .await
        .assert(201);
    (id, admin)
}

async fn export(app: &TestApp, operator: &Staff<'_>, municipality: Uuid) -> TenantExportOut {
    let ask = json!({ "municipality_id": municipality, "reason": "Oficio N.° 21-2026: pasa a su propia instalación" });
    let asked: TenantExportOut = operator.post(EXPORTS_PATH, &ask).await.assert(202).read();
    assert_eq!(asked.status, ExportStatus::Requested);
    operator.get(&archive_path(asked.id)).await.assert(409);
    app.run_jobs().await;
    let list = operator.get(EXPORTS_PATH).await.assert(200).json();
    serde_json::from_value(list["items"][0].clone()).unwrap()
}

fn removal(export: Uuid, slug: &str) -> Value {
    json!({
        "export_id": export, "slug": slug, "reason": "La municipalidad pasó a su propia instalación",
        "legal_basis": "Acuerdo de Concejo N.° 12-2026"
    })
}

/// Everything a municipality owns, table by table: how many rows, and the digest over all of them.
async fn content(app: &TestApp, municipality: Uuid) -> BTreeMap<String, (u64, String)> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("content.tar.zst");
    let manifest = backup::export_tenant(&app.state, municipality, &path)
        .await
        .unwrap();
    let tables = manifest.tables.into_iter();
    tables
        .map(|table| (table.name, (table.rows, table.sha256)))
        .collect()
}

#[actix_web::test]
async fn an_export_is_sealed_downloadable_and_seen_by_the_municipality() {
    let app = TestApp::spawn().await;
    let (id, _) = a_municipality(&app, SLUG).await;
    let operator = app.operator().await;
    let ready = export(&app, &operator, id).await;
    assert_eq!(ready.status, ExportStatus::Ready);
    assert!(ready.rows.unwrap() > 3 && ready.files == Some(1));
    let archive = operator.get(&archive_path(ready.id)).await.assert(200);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("archive.tar.zst");
    std::fs::write(&path, &archive.body).unwrap();
    let ring = api::keys::Keyring::open(&app.state.settings.keys.folder).unwrap();
    let manifest = backup::check(&path, &ring).unwrap();
    assert_eq!(manifest.municipality_id, Some(id));
    let journal = &content(&app, id).await["journal"];
    assert!(
        journal.0 > u64::try_from(ready.journal_seq.unwrap()).unwrap(),
        "its journal tells who took the data"
    );
}

#[actix_web::test]
async fn a_municipality_is_removed_by_two_operators_and_another_keeps_every_row() {
    let app = TestApp::spawn().await;
    let (id, _) = a_municipality(&app, SLUG).await;
    let (other, _) = a_municipality(&app, "munichulucanas").await;
    // The hourly signing has passed: the one that follows a removal finds nothing new of the other municipality.
    app.run_jobs().await;
    app.wait(TimeDelta::hours(1));
    app.run_jobs().await;
    let (first, second) = (app.operator().await, app.operator().await);
    let ready = export(&app, &first, id).await;
    let before = content(&app, other).await;
    assert_eq!(before["signed_heads"].0, 1);
    let wrong = first.post(REMOVALS_PATH, &removal(ready.id, "otra")).await;
    assert_eq!(wrong.assert(422).wrong_fields(), ["slug"]);
    let proposed: DisposalOut = first
        .post(REMOVALS_PATH, &removal(ready.id, SLUG))
        .await
        .assert(201)
        .read();
    let decide = removal_decision_path(proposed.id);
    let confirm = |slug: &str| json!({ "decision": "confirm", "slug": slug });
    first.post(&decide, &confirm(SLUG)).await.assert(409);
    second.post(&decide, &confirm("otra")).await.assert(422);
    let ordinary = format!(
        "/api/v1/platform/conservation/disposals/{}/decision",
        proposed.id
    );
    second
        .post(&ordinary, &json!({ "decision": "confirm" }))
        .await
        .assert(409);
    second.post(&decide, &confirm(SLUG)).await.assert(200);
    app.run_jobs().await;

    assert_eq!(content(&app, other).await, before);
    let left = content(&app, id).await;
    let rows: Vec<&str> = left
        .iter()
        .filter(|(_, (rows, _))| *rows > 0)
        .map(|(name, _)| name.as_str())
        .collect();
    assert_eq!(
        rows,
        [
            "disposals",
            "journal",
            "journal_heads",
            "municipalities",
            "public_documents",
            "signed_heads",
            "tenant_exports",
            "verifiable_documents"
        ]
    );
    let notice: RemovalNotice = app.get(&removal_notice_path(SLUG)).await.assert(200).read();
    assert_eq!(notice.legal_basis, "Acuerdo de Concejo N.° 12-2026");
    assert_eq!(Some(notice.archive_sha256), ready.sha256);
    assert_eq!(notice.journal_hash.len(), 64);
    let heads = format!("/api/v1/m/{SLUG}/journal/heads");
    let heads = app.get(&heads).await.assert(200).json();
    assert!(heads["items"][0]["seq"].as_i64().unwrap() > notice.journal_seq);
    app.get(&format!("/api/v1/m/{SLUG}")).await.assert(404);
    let people = app.get(&responsibles_path(SLUG)).await.assert(200).json();
    assert_eq!(people["items"], json!([]));
    let report = api::verify::database(&app.state, api::verify::Depth::Files, None)
        .await
        .unwrap();
    assert!(report.is_clean(), "{report}");
}

#[actix_web::test]
async fn with_a_municipality_go_the_accounts_of_those_who_worked_only_there() {
    let app = TestApp::spawn().await;
    let (id, admin) = a_municipality(&app, SLUG).await;
    let auditor = app.staff_of(id, Role::InternalAuditor).await;
    let (_, other) = a_municipality(&app, "munichulucanas").await;
    // The auditor will work for the other one too: from next month on.
    let person = json!({
        "name": auditor.name, "document_type": "dni", "document_number": auditor.dni,
        "email": auditor.email,
    });
    let mut both = grant(&person, Role::InternalAuditor);
    both["starts_on"] = "2026-12-21".into();
    other.post("/api/v1/admin/grants", &both).await.assert(201);
    let (first, second) = (app.operator().await, app.operator().await);
    let ready = export(&app, &first, id).await;
    let proposed: DisposalOut = first
        .post(REMOVALS_PATH, &removal(ready.id, SLUG))
        .await
        .assert(201)
        .read();
    let confirm = json!({ "decision": "confirm", "slug": SLUG });
    let decide = removal_decision_path(proposed.id);
    second.post(&decide, &confirm).await.assert(200);

    admin.get("/api/v1/auth/me").await.assert(401);
    admin.login().await.assert(401);
    auditor.login().await.assert(200);
    other.login().await.assert(200);
    let disabled = "/api/v1/platform/journal?action=account.disabled";
    let acts = first.get(disabled).await.assert(200).json();
    let acts = acts["items"].as_array().unwrap();
    assert!(!acts.is_empty());
    for act in acts {
        assert_eq!(act["after"]["disposal"], json!(proposed.id));
    }
}

#[actix_web::test]
async fn an_export_that_lacks_later_acts_is_no_ground_for_a_removal() {
    let app = TestApp::spawn().await;
    let (id, admin) = a_municipality(&app, SLUG).await;
    let operator = app.operator().await;
    let ready = export(&app, &operator, id).await;
    let document =
        json!({ "title": "Otra constancia", "text": "Se emitió después de la exportación." });
    admin
        .post("/api/v1/admin/documents", &document)
        .await
        .assert(201);
    operator
        .post(REMOVALS_PATH, &removal(ready.id, SLUG))
        .await
        .assert(409);
    app.wait(TimeDelta::minutes(1));
    let again = export(&app, &operator, id).await;
    operator
        .post(REMOVALS_PATH, &removal(again.id, SLUG))
        .await
        .assert(201);
}

#[actix_web::test]
async fn a_hold_protects_a_whole_municipality() {
    let app = TestApp::spawn().await;
    let (id, _) = a_municipality(&app, SLUG).await;
    let operator = app.operator().await;
    let hold = json!({
        "municipality_id": id, "kind": "tenant", "reason": "Auditoría de la Contraloría en curso",
        "legal_basis": "Oficio N.° 3-2026-CG"
    });
    operator
        .post("/api/v1/platform/conservation/holds", &hold)
        .await
        .assert(201);
    let ready = export(&app, &operator, id).await;
    operator
        .post(REMOVALS_PATH, &removal(ready.id, SLUG))
        .await
        .assert(409);
}

#[actix_web::test]
async fn only_operators_export_and_there_is_no_notice_of_who_stays() {
    let app = TestApp::spawn().await;
    let (id, admin) = a_municipality(&app, SLUG).await;
    let ask = json!({ "municipality_id": id, "reason": "Quiero llevarme los datos" });
    admin.post(EXPORTS_PATH, &ask).await.assert(403);
    app.post(EXPORTS_PATH, &ask).await.assert(401);
    app.get(&removal_notice_path(SLUG)).await.assert(404);
}
