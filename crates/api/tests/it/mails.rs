//! What operators see of the mails, and sending a failed one again.

use sea_orm::ConnectionTrait as _;
use serde_json::Value;
use shared::access::Role;

use crate::support::{Staff, TestApp};

const MAILS: &str = "/api/v1/platform/mails";

async fn mails(operator: &Staff<'_>, query: &str) -> Vec<Value> {
    let page = operator.get(&format!("{MAILS}{query}")).await.assert(200);
    page.json()["items"].as_array().unwrap().clone()
}

/// The invitation of the operator himself stands in every outbox.
async fn invitation(operator: &Staff<'_>) -> Value {
    let all = mails(operator, "?limit=100").await;
    let found = all
        .iter()
        .find(|mail| mail["template"] == "accounts.invitation");
    found.unwrap().clone()
}

#[actix_web::test]
async fn a_demo_shows_its_mails_because_nobody_receives_them() {
    let app = TestApp::spawn().await;
    let operator = app.operator().await;
    let mail = invitation(&operator).await;
    assert_eq!(mail["to"], operator.email.as_str());
    let path = format!("{MAILS}/{}", mail["id"].as_str().unwrap());
    let one = operator.get(&path).await.assert(200).json();
    assert!(one["text"].as_str().unwrap().contains("/admin/invitacion/"));
    assert_eq!(mails(&operator, "?domain=muni.example").await.len(), 1);
    assert_eq!(mails(&operator, "?domain=uni.example").await.len(), 0);
    assert_eq!(mails(&operator, "?status=failed").await.len(), 0);
    operator
        .get(&format!("{MAILS}?status=lost"))
        .await
        .assert(400);
    let admin = app.staff(Role::PortalAdmin).await;
    admin.get(MAILS).await.assert(403);
    admin.get(&path).await.assert(403);
}

#[actix_web::test]
async fn a_failed_mail_is_sent_again_once() {
    let app = TestApp::spawn().await;
    let operator = app.operator().await;
    let mail = invitation(&operator).await;
    let path = format!("{MAILS}/{}/resend", mail["id"].as_str().unwrap());
    operator.act(&path).await.assert(409);
    let sql = "UPDATE outbox_mails SET status = 'failed', attempts = 8, last_error = 'buzón lleno'";
    app.owner().await.execute_unprepared(sql).await.unwrap();
    let failed = mails(&operator, "?status=failed").await;
    assert_eq!(failed[0]["last_error"], "buzón lleno");
    let queued = operator.act(&path).await.assert(200).json();
    assert_eq!(
        (&queued["status"], &queued["attempts"]),
        (&"queued".into(), &0.into())
    );
    operator.act(&path).await.assert(409);
    app.run_jobs().await;
    assert_eq!(mails(&operator, "?status=sent").await.len(), 1);
}
