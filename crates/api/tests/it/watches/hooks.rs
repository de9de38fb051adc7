//! Webhooks: whose they are, what they are sent, and what happens when nobody answers.

use actix_web::http::Method;
use actix_web::test::TestRequest;
use chrono::TimeDelta;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Value, json};
use sha2::Sha256;
use shared::access::Role;
use shared::features::api_keys::{API_KEYS_PATH, ApiKeyIssued, DEVELOPER_KEYS_PATH};
use shared::features::notices::NOTICES_PATH;
use shared::features::watches::{
    DeliveryOut, DeliveryState, HOOKS_PATH, HookBody, HookIssued, HookOut, WatchState,
    deliveries_path,
};
use shared::kit::page::Page;
use uuid::Uuid;

use super::receiver::{Call, Receiver};
use super::{an_hour_later, clerk, count, pay};
use crate::registers::SLUG;
use crate::support::{Answer, Staff, TestApp};

const HOLDER: &str = "datos@observatorio.example";

/// Where this machine may be called.
async fn spawn() -> TestApp {
    TestApp::demo_with(|settings| settings.webhooks.loopback = true).await
}

/// The key of an outsider, who confirmed his mail.
async fn outsider(app: &TestApp) -> String {
    let ask =
        json!({ "name": "Observatorio", "email": HOLDER, "purpose": "Estudiar el gasto local" });
    app.post(DEVELOPER_KEYS_PATH, &ask).await.assert(202);
    let token = app
        .token_in_mail(HOLDER, "/desarrolladores/confirmar/")
        .await;
    let path = format!("{DEVELOPER_KEYS_PATH}/confirm");
    let issued: ApiKeyIssued = app
        .post(&path, &json!({ "token": token }))
        .await
        .assert(201)
        .read();
    issued.key
}

/// Sends something as a program.
async fn send(app: &TestApp, key: &str, path: &str, body: &Value) -> Answer {
    let request = TestRequest::post()
        .uri(path)
        .insert_header(("authorization", format!("Bearer {key}")))
        .set_json(body);
    app.send(request).await
}

fn hook(url: &str) -> Value {
    json!({ "register": "payments", "municipality": SLUG, "filters": "", "rhythm": "hourly", "url": url })
}

async fn create(app: &TestApp, key: &str, url: &str) -> HookIssued {
    let answer = send(app, key, HOOKS_PATH, &hook(url)).await.assert(201);
    let issued: HookIssued = answer.read();
    let location = format!("{HOOKS_PATH}/{}", issued.details.id);
    assert_eq!(answer.header("location"), Some(location.as_str()));
    issued
}

async fn deliveries(app: &TestApp, key: &str, id: Uuid) -> Vec<DeliveryOut> {
    let answer = app.get_with_key(&deliveries_path(id), key).await;
    let page: Page<DeliveryOut> = answer.assert(200).read();
    page.items
}

async fn read(app: &TestApp, key: &str, id: Uuid) -> HookOut {
    let path = format!("{HOOKS_PATH}/{id}");
    app.get_with_key(&path, key).await.assert(200).read()
}

/// As a receiver checks who calls.
fn is_signed(call: &Call, secret: &str, body: &[u8]) -> bool {
    let signature = call.header("munica-signature").unwrap();
    let (at, code) = signature.split_once(',').unwrap();
    let (at, code) = (
        at.strip_prefix("t=").unwrap(),
        code.strip_prefix("v1=").unwrap(),
    );
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(at.as_bytes());
    mac.update(b".");
    mac.update(body);
    mac.verify_slice(&hex::decode(code).unwrap()).is_ok()
}

/// Lets two days pass as a worker lives them.
async fn two_days_later(app: &TestApp) {
    for _ in 0..48 {
        app.run_jobs().await;
        app.wait(TimeDelta::hours(1));
    }
    app.run_jobs().await;
}

#[actix_web::test]
async fn a_program_is_told_what_changed_signed_with_the_secret_it_was_shown_once() {
    let app = spawn().await;
    let staff = clerk(&app).await;
    let (key, receiver) = (outsider(&app).await, Receiver::listen().await);
    let issued = create(&app, &key, &receiver.url()).await;
    app.wait(TimeDelta::minutes(1));
    let added = pay(&staff, 1).await;
    an_hour_later(&app).await;

    let calls = receiver.calls();
    assert_eq!(calls.len(), 1);
    let [call] = calls.as_slice() else { panic!() };
    assert!(call.head.starts_with("POST /munica HTTP/1.1"));
    assert_eq!(call.header("content-type"), Some("application/json"));
    assert!(is_signed(call, &issued.secret, &call.body));
    let mut changed = call.body.clone();
    let last = changed.len() - 2;
    changed[last] ^= 1;
    assert!(!is_signed(call, &issued.secret, &changed));
    assert!(!is_signed(call, "mwh_otro", &call.body));

    let body: HookBody = serde_json::from_slice(&call.body).unwrap();
    assert_eq!(
        (body.watch, body.register.as_str()),
        (issued.details.id, "payments")
    );
    assert_eq!(body.municipality.as_deref(), Some(SLUG));
    assert_eq!(body.changes.items.len(), 1);
    assert_eq!(
        body.changes.items[0].id.to_string(),
        added.json()["id"].as_str().unwrap()
    );
    assert_eq!(
        call.header("munica-delivery"),
        Some(body.delivery.to_string().as_str())
    );

    let log = deliveries(&app, &key, issued.details.id).await;
    assert_eq!(log.len(), 1);
    assert_eq!(
        (log[0].state, log[0].tries[0].status),
        (DeliveryState::Delivered, Some(200))
    );
    // The secret is nowhere to be read again, and nothing changed since.
    let page = app.get_with_key(HOOKS_PATH, &key).await.assert(200);
    assert!(!String::from_utf8_lossy(&page.body).contains(&issued.secret));
    an_hour_later(&app).await;
    assert_eq!(receiver.calls().len(), 1);
    app.verified().await;
}

#[actix_web::test]
async fn what_a_program_did_not_take_is_tried_again_and_nothing_is_told_twice() {
    let app = spawn().await;
    let staff = clerk(&app).await;
    let (key, receiver) = (outsider(&app).await, Receiver::listen().await);
    let issued = create(&app, &key, &receiver.url()).await;
    receiver.answers("503 Service Unavailable");
    app.wait(TimeDelta::minutes(1));
    pay(&staff, 1).await;
    an_hour_later(&app).await;
    // What comes while one is under way waits for the next.
    pay(&staff, 2).await;
    an_hour_later(&app).await;
    receiver.answers("204 No Content");
    an_hour_later(&app).await;
    an_hour_later(&app).await;
    an_hour_later(&app).await;

    let mut log = deliveries(&app, &key, issued.details.id).await;
    log.reverse();
    assert_eq!(log.len(), 2);
    assert!(log.iter().all(|it| it.state == DeliveryState::Delivered));
    assert_eq!(log[0].to, log[1].from);
    let statuses: Vec<_> = log[0].tries.iter().map(|it| it.status).collect();
    assert!(statuses.len() >= 2 && statuses[0] == Some(503));
    assert_eq!(statuses.last(), Some(&Some(204)));
    let first = log[0].id.to_string();
    let same: Vec<_> = receiver
        .calls()
        .into_iter()
        .filter(|call| call.header("munica-delivery") == Some(&first))
        .collect();
    assert_eq!(same.len(), statuses.len());
    // Every try says the same, signed anew.
    assert!(same.iter().all(|call| call.body == same[0].body));
    assert!(
        same.iter()
            .all(|call| is_signed(call, &issued.secret, &call.body))
    );
}

#[actix_web::test]
async fn after_a_day_without_an_answer_the_watch_is_paused_and_resumed_where_it_stopped() {
    let app = spawn().await;
    let staff = clerk(&app).await;
    let (key, receiver) = (outsider(&app).await, Receiver::listen().await);
    let issued = create(&app, &key, &receiver.url()).await;
    let id = issued.details.id;
    receiver.answers("500 Internal Server Error");
    app.wait(TimeDelta::minutes(1));
    pay(&staff, 1).await;
    two_days_later(&app).await;
    let paused = read(&app, &key, id).await;
    assert_eq!(paused.state, WatchState::Paused);
    let tries = receiver.calls().len();
    assert!((5..=20).contains(&tries), "{tries}");
    let told = app.mails_to(HOLDER).await;
    assert!(told.iter().any(|mail| mail.contains("127.0.0.1")));
    pay(&staff, 2).await;
    two_days_later(&app).await;
    assert_eq!(receiver.calls().len(), tries);

    receiver.answers("200 OK");
    let resume = format!("{HOOKS_PATH}/{id}/resume");
    send(&app, &key, &resume, &json!({})).await.assert(200);
    send(&app, &key, &resume, &json!({})).await.assert(409);
    app.run_jobs().await;
    app.wait(TimeDelta::minutes(16));
    app.run_jobs().await;
    let calls = receiver.calls();
    assert_eq!(calls.len(), tries + 1);
    let body: HookBody = serde_json::from_slice(&calls[tries].body).unwrap();
    // All that changed since the last time somebody took it.
    assert_eq!(body.changes.items.len(), 2);
    app.verified().await;
}

#[actix_web::test]
async fn a_receiver_that_says_it_is_gone_is_not_called_again() {
    let app = spawn().await;
    let staff = clerk(&app).await;
    let admin = app
        .staff_of(app.municipality(SLUG).await, Role::TransparencyOfficer)
        .await;
    let receiver = Receiver::listen().await;
    let issued: HookIssued = admin
        .post(HOOKS_PATH, &hook(&receiver.url()))
        .await
        .assert(201)
        .read();
    receiver.answers("410 Gone");
    app.wait(TimeDelta::minutes(1));
    pay(&staff, 1).await;
    an_hour_later(&app).await;
    assert_eq!(receiver.calls().len(), 1);
    admin.login().await.assert(200);
    let path = format!("{HOOKS_PATH}/{}", issued.details.id);
    let hook: HookOut = admin.get(&path).await.assert(200).read();
    assert_eq!(hook.state, WatchState::Paused);
    // Staff are told in the staff app.
    let notices = admin.get(NOTICES_PATH).await.assert(200).json();
    assert_eq!(notices["items"][0]["kind"], "webhook_paused");
}

#[actix_web::test]
async fn a_webhook_is_its_owner_s_alone_and_ends_with_his_key() {
    let app = spawn().await;
    let staff = clerk(&app).await;
    let receiver = Receiver::listen().await;
    let admin = app.staff(Role::PortalAdmin).await;
    let body = json!({ "name": "Tablero", "purpose": "Mostrar pagos", "scopes": ["data:read"],
        "expires_on": "2027-01-01" });
    let issued: ApiKeyIssued = admin.post(API_KEYS_PATH, &body).await.assert(201).read();
    let mine = create(&app, &issued.key, &receiver.url()).await;
    let path = format!("{HOOKS_PATH}/{}", mine.details.id);

    let stranger = outsider(&app).await;
    for other in [path.clone(), format!("{path}/deliveries")] {
        app.get_with_key(&other, &stranger).await.assert(404);
        admin.get(&other).await.assert(404);
        app.get(&other).await.assert(401);
    }
    for act in ["resume", "end"] {
        let act = format!("{path}/{act}");
        send(&app, &stranger, &act, &json!({})).await.assert(404);
    }
    let recorder = Box::pin(app.staff(Role::VisitsRecorder)).await;
    recorder.get(HOOKS_PATH).await.assert(403);
    let page: Page<HookOut> = app
        .get_with_key(HOOKS_PATH, &stranger)
        .await
        .assert(200)
        .read();
    assert_eq!(page.items, []);

    let key = format!("{API_KEYS_PATH}/{}/revoke", issued.details.id);
    admin.act(&key).await.assert(204);
    app.wait(TimeDelta::minutes(1));
    pay(&staff, 1).await;
    an_hour_later(&app).await;
    assert_eq!(receiver.connections(), 0);
    let held = "SELECT count(*) FROM watches WHERE target IS NOT NULL";
    assert_eq!(count(&app, held).await, 0);
    app.verified().await;
}

#[actix_web::test]
async fn a_webhook_that_was_ended_is_called_no_more_and_its_secret_is_gone() {
    let app = spawn().await;
    let staff = clerk(&app).await;
    let (key, receiver) = (outsider(&app).await, Receiver::listen().await);
    let issued = create(&app, &key, &receiver.url()).await;
    receiver.answers("500 Internal Server Error");
    app.wait(TimeDelta::minutes(1));
    pay(&staff, 1).await;
    an_hour_later(&app).await;
    let tried = receiver.calls().len();
    assert!(tried > 0);
    let end = format!("{HOOKS_PATH}/{}/end", issued.details.id);
    send(&app, &key, &end, &json!({})).await.assert(204);
    send(&app, &key, &end, &json!({})).await.assert(409);
    two_days_later(&app).await;
    assert_eq!(receiver.calls().len(), tried);
    let log = deliveries(&app, &key, issued.details.id).await;
    assert_eq!(log[0].state, DeliveryState::Dropped);
    let held = "SELECT count(*) FROM watches WHERE target IS NOT NULL";
    assert_eq!(count(&app, held).await, 0);
}

#[actix_web::test]
async fn one_owner_has_twenty_webhooks_at_most_and_a_repeated_request_makes_one() {
    let app = spawn().await;
    let (key, receiver) = (outsider(&app).await, Receiver::listen().await);
    let once = || {
        let request = TestRequest::default()
            .method(Method::POST)
            .uri(HOOKS_PATH)
            .insert_header(("authorization", format!("Bearer {key}")))
            .insert_header(("idempotency-key", "uno"));
        request.set_json(hook(&receiver.url()))
    };
    let first: HookIssued = app.send(once()).await.assert(201).read();
    let again: HookIssued = app.send(once()).await.assert(201).read();
    assert_eq!(first, again);
    for _ in 1..20 {
        create(&app, &key, &receiver.url()).await;
    }
    send(&app, &key, HOOKS_PATH, &hook(&receiver.url()))
        .await
        .assert(409);
}

/// A member of the staff sees his own.
#[actix_web::test]
async fn staff_list_their_own_webhooks() {
    let app = spawn().await;
    let receiver = Receiver::listen().await;
    let admin: Staff<'_> = app.staff(Role::PortalAdmin).await;
    let issued: HookIssued = admin
        .post(HOOKS_PATH, &hook(&receiver.url()))
        .await
        .assert(201)
        .read();
    let page: Page<HookOut> = admin.get(HOOKS_PATH).await.assert(200).read();
    assert_eq!(page.items, [issued.details]);
}

#[actix_web::test]
async fn its_owner_tries_it_pauses_it_and_misses_nothing() {
    let app = spawn().await;
    let staff = clerk(&app).await;
    let (key, receiver) = (outsider(&app).await, Receiver::listen().await);
    let issued = create(&app, &key, &receiver.url()).await;
    let id = issued.details.id;
    let at = |act: &str| format!("{HOOKS_PATH}/{id}/{act}");
    send(&app, &key, &at("test"), &json!({})).await.assert(202);
    // One at a time.
    send(&app, &key, &at("test"), &json!({})).await.assert(409);
    app.run_jobs().await;
    let calls = receiver.calls();
    let [call] = calls.as_slice() else {
        panic!("{} calls", calls.len())
    };
    assert!(is_signed(call, &issued.secret, &call.body));
    let body: HookBody = serde_json::from_slice(&call.body).unwrap();
    assert!(body.changes.items.is_empty());
    let sent = deliveries(&app, &key, id).await;
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].state, DeliveryState::Delivered);

    send(&app, &key, &at("pause"), &json!({})).await.assert(200);
    assert_eq!(read(&app, &key, id).await.state, WatchState::Paused);
    send(&app, &key, &at("pause"), &json!({})).await.assert(409);
    send(&app, &key, &at("test"), &json!({})).await.assert(409);
    app.wait(TimeDelta::minutes(1));
    pay(&staff, 1).await;
    an_hour_later(&app).await;
    assert_eq!(receiver.calls().len(), 1);
    send(&app, &key, &at("resume"), &json!({}))
        .await
        .assert(200);
    an_hour_later(&app).await;
    let calls = receiver.calls();
    let last = calls.last().unwrap();
    let body: HookBody = serde_json::from_slice(&last.body).unwrap();
    assert_eq!((calls.len(), body.changes.items.len()), (2, 1));
    // Another owner has no such webhook.
    let other = app
        .staff_of(app.municipality(SLUG).await, Role::TransparencyOfficer)
        .await;
    other.act(&at("pause")).await.assert(404);
    other.act(&at("test")).await.assert(404);
    app.verified().await;
}
