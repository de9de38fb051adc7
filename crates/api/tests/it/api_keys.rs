//! API keys: of a municipality's programs and of outsiders.

use actix_web::test::TestRequest;
use chrono::TimeDelta;
use sea_orm::{ConnectionTrait as _, Statement};
use serde_json::{Value, json};
use shared::access::Role;
use shared::features::api_keys::{ApiKeyIssued, ApiKeyOut, OUTSIDER_KEYS_PATH};
use shared::features::journal::PLATFORM_HISTORY_PATH;
use shared::kit::page::Page;

use crate::support::TestApp;

const KEYS: &str = "/api/v1/admin/api-keys";
const DEVELOPERS: &str = "/api/v1/developers/keys";
const PUBLIC: &str = "/api/v1/m/munipiura/responsibles";

fn body(expires_on: &str) -> Value {
    json!({ "name": "Tablero", "purpose": "Mostrar visitas", "scopes": ["data:read"], "expires_on": expires_on })
}

#[actix_web::test]
async fn a_key_is_shown_once_works_and_is_revoked_at_once() {
    let app = TestApp::spawn().await;
    let admin = app.staff(Role::PortalAdmin).await;
    let issued: ApiKeyIssued = admin
        .post(KEYS, &body("2027-11-21"))
        .await
        .assert(201)
        .read();
    assert!(issued.key.starts_with("mnc_") && issued.key.len() == 36);
    app.get_with_key(PUBLIC, &issued.key).await.assert(200);
    let list = admin.get(KEYS).await.assert(200);
    assert!(!String::from_utf8_lossy(&list.body).contains(&issued.key));
    let page: Page<ApiKeyOut> = list.read();
    assert_eq!(page.items[0].last_used_at, Some(app.now()));
    app.get_with_key("/api/v1/auth/me", &issued.key)
        .await
        .assert(403);
    app.get_with_key(KEYS, &issued.key).await.assert(403);
    admin
        .act(&format!("{KEYS}/{}/revoke", issued.details.id))
        .await
        .assert(204);
    app.get_with_key(PUBLIC, &issued.key).await.assert(401);
    admin
        .act(&format!("{KEYS}/{}/revoke", issued.details.id))
        .await
        .assert(409);
}

#[actix_web::test]
async fn a_key_ends_with_its_last_day_and_lives_a_year_at_most() {
    let app = TestApp::spawn().await;
    let admin = app.staff(Role::PortalAdmin).await;
    for wrong in ["2026-11-20", "2027-11-22"] {
        let refused = admin.post(KEYS, &body(wrong)).await.assert(422);
        assert_eq!(refused.wrong_fields(), ["expires_on"], "{wrong}");
    }
    let issued: ApiKeyIssued = admin
        .post(KEYS, &body("2026-11-21"))
        .await
        .assert(201)
        .read();
    app.wait(TimeDelta::seconds(14 * 3_600 - 2));
    app.get_with_key(PUBLIC, &issued.key).await.assert(200);
    app.wait(TimeDelta::seconds(1));
    app.get_with_key(PUBLIC, &issued.key).await.assert(401);
}

#[actix_web::test]
async fn a_repeated_request_for_a_key_answers_the_same_key() {
    let app = TestApp::spawn().await;
    let admin = app.staff(Role::PortalAdmin).await;
    let send = || {
        let request = admin.request(actix_web::http::Method::POST, KEYS);
        admin.send(
            request
                .insert_header(("idempotency-key", "uno"))
                .set_json(body("2027-01-01")),
        )
    };
    let first: ApiKeyIssued = send().await.assert(201).read();
    let second: ApiKeyIssued = send().await.assert(201).read();
    assert_eq!(first, second);
    let page: Page<ApiKeyOut> = admin.get(KEYS).await.read();
    assert_eq!(page.items.len(), 1);
}

#[actix_web::test]
async fn another_municipality_does_not_revoke_a_key() {
    let app = TestApp::spawn().await;
    let admin = app.staff(Role::PortalAdmin).await;
    let issued: ApiKeyIssued = admin
        .post(KEYS, &body("2027-01-01"))
        .await
        .assert(201)
        .read();
    let elsewhere = app.municipality("municastilla").await;
    let stranger = app.staff_of(elsewhere, Role::PortalAdmin).await;
    stranger
        .act(&format!("{KEYS}/{}/revoke", issued.details.id))
        .await
        .assert(404);
}

#[actix_web::test]
async fn an_outsider_confirms_his_mail_and_reads_with_a_key() {
    let app = TestApp::spawn().await;
    app.municipality("munipiura").await;
    let mail = "datos@observatorio.example";
    let ask =
        json!({ "name": "Observatorio", "email": mail, "purpose": "Estudiar el gasto local" });
    app.post(DEVELOPERS, &ask).await.assert(202);
    let token = app.token_in_mail(mail, "/desarrolladores/confirmar/").await;
    let confirm = json!({ "token": token });
    let path = format!("{DEVELOPERS}/confirm");
    let issued: ApiKeyIssued = app.post(&path, &confirm).await.assert(201).read();
    app.post(&path, &confirm).await.assert(410);
    app.get_with_key(PUBLIC, &issued.key).await.assert(200);

    app.wait(TimeDelta::days(365));
    app.get_with_key(PUBLIC, &issued.key).await.assert(401);
}

#[actix_web::test]
async fn a_key_does_what_its_scopes_say() {
    let app = TestApp::spawn().await;
    let admin = app.staff(Role::PortalAdmin).await;
    let ask = json!({ "name": "Observatorio", "email": "datos@observatorio.example", "purpose": "Estudiar el gasto local" });
    let issue = async |scopes: Value| -> ApiKeyIssued {
        let mut body = body("2027-11-21");
        body["scopes"] = scopes;
        admin.post(KEYS, &body).await.assert(201).read()
    };
    let with = |issued: &ApiKeyIssued, request: TestRequest| {
        request
            .uri(DEVELOPERS)
            .insert_header(("authorization", format!("Bearer {}", issued.key)))
            .set_json(&ask)
    };
    let reads = issue(json!(["data:read"])).await;
    app.get_with_key(PUBLIC, &reads.key).await.assert(200);
    let keyed = with(&reads, TestRequest::post()).insert_header(("idempotency-key", "a1"));
    let refused = app.send(keyed).await.assert(403);
    assert_eq!(refused.problem().code, "scope_missing");
    assert!(app.mails_to("datos@observatorio.example").await.is_empty());
    let sends = issue(json!(["forms:send"])).await;
    let refused = app.get_with_key(PUBLIC, &sends.key).await.assert(403);
    assert_eq!(refused.problem().code, "scope_missing");

    // A program that writes says how it repeats itself.
    let with_key = |request: TestRequest| with(&sends, request);
    let missing = app.send(with_key(TestRequest::post())).await.assert(400);
    assert_eq!(missing.problem().code, "idempotency_key_missing");
    let keyed = with_key(TestRequest::post()).insert_header(("idempotency-key", "a1"));
    app.send(keyed).await.assert(202);
    let endless = with_key(TestRequest::post()).insert_header(("idempotency-key", "x".repeat(256)));
    app.send(endless).await.assert(400);
}

#[actix_web::test]
async fn operators_see_the_keys_of_outsiders_and_revoke_them_with_a_reason() {
    let app = TestApp::spawn().await;
    let admin = app.staff(Role::PortalAdmin).await;
    admin.post(KEYS, &body("2027-11-21")).await.assert(201);
    let mail = "datos@observatorio.example";
    let ask =
        json!({ "name": "Observatorio", "email": mail, "purpose": "Estudiar el gasto local" });
    app.post(DEVELOPERS, &ask).await.assert(202);
    let token = app.token_in_mail(mail, "/desarrolladores/confirmar/").await;
    let path = format!("{DEVELOPERS}/confirm");
    let confirmed = app.post(&path, &json!({ "token": token })).await;
    let issued: ApiKeyIssued = confirmed.assert(201).read();
    app.get_with_key(PUBLIC, &issued.key).await.assert(200);

    let operator = app.operator().await;
    let list = async || -> Vec<ApiKeyOut> {
        let page: Page<ApiKeyOut> = operator.get(OUTSIDER_KEYS_PATH).await.assert(200).read();
        page.items
    };
    let rows = list().await;
    assert_eq!(rows.len(), 1, "those of municipalities are theirs");
    assert_eq!(rows[0].last_used_at, Some(app.now()));
    let revoke = format!("{OUTSIDER_KEYS_PATH}/{}/revoke", rows[0].id);
    let reason = json!({ "reason": "Apareció publicada en un repositorio" });
    admin.post(&revoke, &reason).await.assert(403);
    let empty = operator.post(&revoke, &json!({ "reason": "" })).await;
    assert_eq!(empty.assert(422).wrong_fields(), ["reason"]);
    operator.post(&revoke, &reason).await.assert(204);
    operator.post(&revoke, &reason).await.assert(409);
    app.get_with_key(PUBLIC, &issued.key).await.assert(401);
    let why = list().await.remove(0).revoke_reason;
    assert_eq!(why.as_deref(), reason["reason"].as_str());
    let mails = app.mails_to(mail).await;
    assert!(
        mails
            .last()
            .unwrap()
            .contains("publicada en un repositorio")
    );
    let line = operator
        .get(&format!("{PLATFORM_HISTORY_PATH}?action=api_key.revoked"))
        .await
        .assert(200);
    assert!(!String::from_utf8_lossy(&line.body).contains("repositorio"));
}

/// The one number of a statement, as the owner of the database sees it.
async fn number(app: &TestApp, sql: &str) -> i64 {
    let owner = app.owner().await;
    let statement = Statement::from_string(owner.get_database_backend(), sql);
    let row = owner.query_one_raw(statement).await.unwrap().unwrap();
    row.try_get_by_index(0).unwrap()
}

#[actix_web::test]
async fn the_mail_of_an_outsider_is_erased_a_year_after_his_key_ended() {
    let app = TestApp::spawn().await;
    api::seed::seed_reference(&app.state).await.unwrap();
    let mail = "datos@observatorio.example";
    let ask =
        json!({ "name": "Observatorio", "email": mail, "purpose": "Estudiar el gasto local" });
    app.post(DEVELOPERS, &ask).await.assert(202);
    let token = app.token_in_mail(mail, "/desarrolladores/confirmar/").await;
    app.post(&format!("{DEVELOPERS}/confirm"), &json!({ "token": token }))
        .await
        .assert(201);
    let kept = async || {
        app.run_jobs().await;
        let values = number(
            &app,
            "SELECT COUNT(*) FROM personal_values WHERE field = 'email'",
        );
        let tags = "SELECT COUNT(*) FROM api_keys WHERE email_tag IS NOT NULL";
        (values.await, number(&app, tags).await)
    };
    app.wait(TimeDelta::days(365 + 360));
    assert_eq!(kept().await, (1, 1));
    app.wait(TimeDelta::days(10));
    assert_eq!(kept().await, (0, 0));
    let erased = "SELECT COUNT(*) FROM journal WHERE action = 'api_key.holder_erased'";
    assert_eq!(number(&app, erased).await, 1);
}

#[actix_web::test]
async fn a_confirmation_link_ends_after_a_day() {
    let app = TestApp::spawn().await;
    let mail = "datos@observatorio.example";
    let ask =
        json!({ "name": "Observatorio", "email": mail, "purpose": "Estudiar el gasto local" });
    app.post(DEVELOPERS, &ask).await.assert(202);
    let token = app.token_in_mail(mail, "/desarrolladores/confirmar/").await;
    app.wait(TimeDelta::hours(24));
    app.post(&format!("{DEVELOPERS}/confirm"), &json!({ "token": token }))
        .await
        .assert(410);
}
