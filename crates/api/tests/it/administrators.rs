//! Administrators of portals as operators name and replace them, with the scan of the resolution.

use serde_json::{Value, json};
use shared::access::Role;
use shared::features::files::platform_upload_path;
use shared::features::grants::{
    GRANTS_PATH, GrantOut, GrantStatus, OPERATORS_PATH, administrators_path,
};
use shared::features::journal::{HISTORY_PATH, PLATFORM_HISTORY_PATH};
use shared::features::portal_admin::{StaffFile, staff_upload_path};
use shared::kit::page::Page;
use uuid::Uuid;

use crate::support::{Staff, TestApp, corpus, grant};

fn body(person: &Value, scan: Option<Uuid>) -> Value {
    json!({ "person": person, "resolution": {
        "number": "Resolución de Alcaldía N.° 046-2026-A", "date": "2026-11-14", "file_id": scan } })
}

async fn list(operator: &Staff<'_>, path: &str) -> Vec<GrantOut> {
    let page: Page<GrantOut> = operator.get(path).await.assert(200).read();
    page.items
}

async fn scan(staff: &Staff<'_>, path: &str) -> StaffFile {
    let sent = staff
        .send_file(path, "resolucion.pdf", &corpus::pdf(b""))
        .await;
    sent.assert(201).read()
}

#[actix_web::test]
async fn an_operator_replaces_an_administrator_who_is_gone() {
    let app = TestApp::spawn().await;
    let place = app.municipality("munipiura").await;
    let path = administrators_path(&place.to_string());
    let gone = app.staff_of(place, Role::PortalAdmin).await;
    gone.post(GRANTS_PATH, &grant(&app.person(), Role::UnitStaff))
        .await
        .assert(201);
    let operator = app.operator().await;
    let rows = list(&operator, &path).await;
    let roles: Vec<Role> = rows.iter().map(|row| row.role).collect();
    assert_eq!(roles, [Role::PortalAdmin], "what else there is, is not his");

    let end = format!("{path}/{}/end", rows[0].id);
    let reason = json!({ "reason": "Cese en el cargo" });
    operator.post(&end, &reason).await.assert(204);
    gone.get(GRANTS_PATH).await.assert(401);
    let person = app.person();
    let named: GrantOut = operator
        .post(&path, &body(&person, None))
        .await
        .assert(201)
        .read();
    let invite = format!("{path}/{}/invitation", named.id);
    operator.act(&invite).await.assert(204);
    let successor = Staff::browser(&app, &person);
    successor.begin().await;
    successor.get(GRANTS_PATH).await.assert(200);
    operator.act(&invite).await.assert(409);
    operator
        .act(&format!("{path}/{}/end-sessions", named.id))
        .await
        .assert(204);
    successor.get(GRANTS_PATH).await.assert(401);
    let states: Vec<_> = list(&operator, &path)
        .await
        .iter()
        .map(|row| row.status)
        .collect();
    assert_eq!(states, [GrantStatus::Active, GrantStatus::Ended]);
}

#[actix_web::test]
async fn an_operator_acts_on_administrators_of_the_municipality_and_on_nobody_else_there() {
    let app = TestApp::spawn().await;
    let admin = app.staff(Role::PortalAdmin).await;
    let given = admin
        .post(GRANTS_PATH, &grant(&app.person(), Role::UnitStaff))
        .await;
    let officer: GrantOut = given.assert(201).read();
    let operator = app.operator().await;
    let place = app.municipality("munipiura").await;
    let here = administrators_path(&place.to_string());
    for act in ["invitation", "end-sessions", "reset-factor"] {
        let path = format!("{here}/{}/{act}", officer.id);
        operator.act(&path).await.assert(403);
        admin.act(&path).await.assert(403);
    }
    let mine = list(&operator, &here).await[0].id;
    let elsewhere = app.municipality("municastilla").await;
    let there = administrators_path(&elsewhere.to_string());
    operator
        .act(&format!("{there}/{mine}/end-sessions"))
        .await
        .assert(404);
    let nowhere = administrators_path(&Uuid::now_v7().to_string());
    operator.get(&nowhere).await.assert(404);
}

#[actix_web::test]
async fn the_scan_of_a_resolution_goes_with_the_role_and_each_look_is_journaled() {
    let app = TestApp::spawn().await;
    let operator = app.operator().await;
    let upload = platform_upload_path("scan");
    let file = scan(&operator, &upload).await;
    let named = operator
        .post(OPERATORS_PATH, &body(&app.person(), Some(file.id)))
        .await;
    let named: GrantOut = named.assert(201).read();
    assert_eq!(named.resolution.file_id, Some(file.id));
    operator.get(&file.url).await.assert(200);
    let viewed = format!("{PLATFORM_HISTORY_PATH}?action=file.viewed");
    let lines = operator.get(&viewed).await.assert(200).json();
    assert_eq!(lines["items"].as_array().unwrap().len(), 1);

    // That of an administrator is the platform's, and those whom he works for may look at it.
    let place = app.municipality("munipiura").await;
    let path = administrators_path(&place.to_string());
    let paper = scan(&operator, &upload).await;
    let person = app.person();
    operator
        .post(&path, &body(&person, Some(paper.id)))
        .await
        .assert(201);
    let admin = Staff::browser(&app, &person);
    admin.begin().await;
    admin.get(&paper.url).await.assert(403);
    let own = format!("/api/v1/admin/files/{}", paper.id);
    admin.get(&own).await.assert(200);
    let viewed = format!("{HISTORY_PATH}?action=file.viewed");
    let lines = admin.get(&viewed).await.assert(200).json();
    assert_eq!(lines["items"].as_array().unwrap().len(), 1);

    // What the municipality keeps is not the operators' to open, nor to name in a form of theirs.
    admin
        .send_file(&upload, "resolucion.pdf", &corpus::pdf(b""))
        .await
        .assert(403);
    let kept = scan(&admin, &staff_upload_path("scan")).await;
    let foreign = operator
        .post(&path, &body(&app.person(), Some(kept.id)))
        .await
        .assert(422);
    assert_eq!(foreign.wrong_fields(), ["resolution.file_id"]);
    let mut deputy = grant(&app.person(), Role::PortalAdmin);
    deputy["resolution"]["file_id"] = json!(kept.id);
    admin.post(GRANTS_PATH, &deputy).await.assert(201);
    let scans: Vec<_> = list(&operator, &path)
        .await
        .iter()
        .map(|row| row.resolution.file_id)
        .collect();
    assert_eq!(scans, [None, Some(paper.id)]);
}
