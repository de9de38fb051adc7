//! Issued documents over HTTP: verified by anybody, issued, revoked and replaced by the staff.

use serde_json::{Value, json};
use shared::access::Role;
use shared::features::documents::{
    DocumentItem, DocumentPublic, DocumentState, SignatureState, document_code, document_path,
};

use crate::support::{Staff, TestApp};

#[actix_web::test]
async fn a_code_nobody_issued_is_a_404_and_a_mistyped_one_says_so() {
    let app = TestApp::spawn().await;
    let code = document_code(2026, [1, 2, 3, 4, 5, 6, 7]);
    app.get(&document_path(&code)).await.assert(404);
    let mut mistyped = code.clone();
    let last = if mistyped.pop() == Some('2') {
        '3'
    } else {
        '2'
    };
    mistyped.push(last);
    for code in [mistyped.as_str(), "DOC", "1234"] {
        let answer = app.get(&document_path(code)).await.assert(422);
        assert_eq!(answer.wrong_fields(), ["code"]);
    }
}

const DOCUMENTS: &str = "/api/v1/admin/documents";

fn document(title: &str) -> Value {
    json!({ "title": title, "text": "Participó en el taller.\n\nDuró cuatro horas." })
}

async fn issued(admin: &Staff<'_>, title: &str) -> DocumentItem {
    admin
        .post(DOCUMENTS, &document(title))
        .await
        .assert(201)
        .read()
}

#[actix_web::test]
async fn the_staff_issues_revokes_and_replaces_and_anybody_sees_the_state() {
    let app = TestApp::spawn().await;
    let admin = app.staff(Role::PortalAdmin).await;
    let first = issued(&admin, "Constancia de participación").await;
    let state = async |code: &str| {
        let seen: DocumentPublic = app.get(&document_path(code)).await.assert(200).read();
        assert_eq!(seen.signature, SignatureState::None);
        seen
    };
    let seen = state(&first.code).await;
    assert_eq!(seen.state, DocumentState::Valid);
    assert_eq!(seen.issuer, "Municipalidad munipiura");
    let file = admin
        .get(&format!("{DOCUMENTS}/{}/file", first.code))
        .await
        .assert(200);
    assert!(file.body.starts_with(b"%PDF-"));

    let replace = json!({ "reason": "Tenía la fecha equivocada", "document": document("Constancia corregida") });
    let path = format!("{DOCUMENTS}/{}/replace", first.code);
    let second: DocumentItem = admin.post(&path, &replace).await.assert(201).read();
    let seen = state(&first.code).await;
    assert_eq!(seen.state, DocumentState::Replaced);
    assert_eq!(seen.replaced_by.as_deref(), Some(second.code.as_str()));
    admin.post(&path, &replace).await.assert(409);

    let path = format!("{DOCUMENTS}/{}/revoke", second.code);
    let short = admin.post(&path, &json!({ "reason": "no" })).await;
    assert_eq!(short.assert(422).wrong_fields(), ["reason"]);
    let revoke = json!({ "reason": "Se emitió a la persona equivocada" });
    let revoked: DocumentItem = admin.post(&path, &revoke).await.assert(200).read();
    assert_eq!(revoked.state, DocumentState::Revoked);
    let seen = state(&second.code).await;
    assert_eq!(
        seen.reason.as_deref(),
        Some("Se emitió a la persona equivocada")
    );
    let list = admin.get(DOCUMENTS).await.assert(200).json();
    assert_eq!(list["items"].as_array().unwrap().len(), 2);
}

#[actix_web::test]
async fn documents_of_another_municipality_and_of_the_platform_are_out_of_reach() {
    let app = TestApp::spawn().await;
    let admin = app.staff(Role::PortalAdmin).await;
    let own = issued(&admin, "Constancia de participación").await;
    let elsewhere = app.municipality("munisechura").await;
    let other = app.staff_of(elsewhere, Role::PortalAdmin).await;
    let revoke = json!({ "reason": "No es de esta municipalidad" });
    let path = format!("{DOCUMENTS}/{}/revoke", own.code);
    other.post(&path, &revoke).await.assert(404);
    let file = format!("{DOCUMENTS}/{}/file", own.code);
    other.get(&file).await.assert(404);
    let operator = app.operator().await;
    operator.get(DOCUMENTS).await.assert(403);
    admin.get("/api/v1/platform/documents").await.assert(403);
    let list = operator.get("/api/v1/platform/documents").await;
    assert_eq!(list.assert(200).json()["items"], json!([]));
}
