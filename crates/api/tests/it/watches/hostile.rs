//! Addresses that lead where nobody outside may look: into this machine and its networks.

use actix_web::test::TestRequest;
use chrono::TimeDelta;
use serde_json::json;
use shared::access::Role;
use shared::features::watches::{
    DeliveryOut, DeliveryState, HOOKS_PATH, HookIssued, deliveries_path,
};
use shared::kit::page::Page;

use super::receiver::Receiver;
use super::{an_hour_later, clerk, count, pay};
use crate::domains::zone;
use crate::registers::SLUG;
use crate::support::TestApp;

async fn spawn(loopback: bool) -> TestApp {
    TestApp::demo_with(|settings| settings.webhooks.loopback = loopback).await
}

fn hook(url: &str) -> serde_json::Value {
    json!({ "register": "payments", "municipality": SLUG, "rhythm": "hourly", "url": url })
}

#[actix_web::test]
async fn no_address_of_this_machine_or_its_networks_becomes_a_webhook() {
    let app = spawn(false).await;
    let admin = app.staff(Role::PortalAdmin).await;
    let receiver = Receiver::listen().await;
    let port = receiver.port;
    zone(
        &app,
        &[
            "inside.example A 127.0.0.1".to_owned(),
            "cloud.example A 169.254.169.254".to_owned(),
            "six.example AAAA ::1".to_owned(),
            "mapped.example AAAA ::ffff:127.0.0.1".to_owned(),
            "both.example A 1.1.1.1".to_owned(),
            "both.example A 10.0.0.1".to_owned(),
        ],
    );
    let hosts = [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f.1",
        "0177.0.0.1",
        "0",
        "0.0.0.0",
        "localhost",
        "LOCALHOST.",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "192.0.2.1",
        "198.18.0.1",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:a00:1]",
        "[fe80::1]",
        "[fc00::1]",
        "[fd00::1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "[2001::1]",
        "[ff02::1]",
        "inside.example",
        "INSIDE.example.",
        "cloud.example",
        "six.example",
        "mapped.example",
        "both.example",
        "nowhere.example",
    ];
    let mut addresses: Vec<String> = hosts
        .iter()
        .flat_map(|host| {
            [
                format!("https://{host}/x"),
                format!("https://{host}:{port}/x"),
            ]
        })
        .collect();
    addresses.extend(
        [
            "http://1.1.1.1/x",
            "https://1.1.1.1:22/x",
            "https://1.1.1.1:25/x",
            "https://user@1.1.1.1/",
            "https://user:clave@1.1.1.1/",
            "https://1.1.1.1/#x",
            "ftp://1.1.1.1/",
            "file:///etc/passwd",
            "gopher://1.1.1.1/",
            "data:text/plain,x",
            "https://",
            "//1.1.1.1/",
            "1.1.1.1",
            " ",
        ]
        .map(str::to_owned),
    );
    for address in addresses {
        let refused = admin.post(HOOKS_PATH, &hook(&address)).await.assert(422);
        assert_eq!(refused.wrong_fields(), ["url"], "{address}");
    }
    assert_eq!(receiver.connections(), 0);
    assert_eq!(count(&app, "SELECT count(*) FROM watches").await, 0);
}

#[actix_web::test]
async fn a_name_that_leads_elsewhere_after_it_was_judged_is_judged_again_at_every_call() {
    let app = spawn(false).await;
    let staff = clerk(&app).await;
    let admin = app.staff(Role::PortalAdmin).await;
    let receiver = Receiver::listen().await;
    zone(&app, &["hooks.example A 1.1.1.1".to_owned()]);
    let url = format!("https://hooks.example:{}/x", receiver.port);
    let issued: HookIssued = admin.post(HOOKS_PATH, &hook(&url)).await.assert(201).read();
    zone(
        &app,
        &[
            "hooks.example A 1.1.1.1".to_owned(),
            "hooks.example A 127.0.0.1".to_owned(),
        ],
    );
    app.wait(TimeDelta::minutes(1));
    pay(&staff, 1).await;
    an_hour_later(&app).await;
    assert_eq!(receiver.connections(), 0);
    admin.login().await.assert(200);
    let page: Page<DeliveryOut> = admin
        .get(&deliveries_path(issued.details.id))
        .await
        .assert(200)
        .read();
    assert_eq!(page.items[0].state, DeliveryState::Waiting);
    let tried = &page.items[0].tries[0];
    assert_eq!(tried.status, None);
    assert!(tried.failure.as_ref().unwrap().contains("no es pública"));
}

#[actix_web::test]
async fn a_redirect_is_an_answer_and_not_a_way() {
    let app = spawn(true).await;
    let staff = clerk(&app).await;
    let admin = app.staff(Role::PortalAdmin).await;
    let (receiver, inside) = (Receiver::listen().await, Receiver::listen().await);
    receiver.answers(&format!(
        "307 Temporary Redirect\r\nlocation: {}",
        inside.url()
    ));
    let issued: HookIssued = admin
        .post(HOOKS_PATH, &hook(&receiver.url()))
        .await
        .assert(201)
        .read();
    app.wait(TimeDelta::minutes(1));
    pay(&staff, 1).await;
    an_hour_later(&app).await;
    assert!(receiver.connections() > 0);
    assert_eq!(inside.connections(), 0);
    admin.login().await.assert(200);
    let page: Page<DeliveryOut> = admin
        .get(&deliveries_path(issued.details.id))
        .await
        .assert(200)
        .read();
    assert_eq!(page.items[0].tries[0].status, Some(307));
    // For trying out, this machine is called without TLS; nobody else is.
    for other in [
        "http://1.1.1.1:8080/",
        "http://10.0.0.1:8080/",
        "https://10.0.0.1/",
    ] {
        admin.post(HOOKS_PATH, &hook(other)).await.assert(422);
    }
    let visitor = TestRequest::post()
        .uri(HOOKS_PATH)
        .set_json(hook("https://1.1.1.1/"));
    app.send(visitor).await.assert(401);
}
