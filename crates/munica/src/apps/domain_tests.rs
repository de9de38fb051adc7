//! The pages of a municipality on its own domain, as they leave the server.

use std::sync::Arc;

use actix_web::dev::Service as _;
use actix_web::http::header::HeaderMap;
use actix_web::test::{TestRequest, init_service, read_body};
use actix_web::web;
use api::clock::SystemClock;
use api::settings::Settings;
use api::state::AppState;
use api::{seed, startup};

const PLATFORM: &str = "munica.example";
const DOMAIN: &str = "www.munilapunta.localhost";

/// Status, headers and text of an address on a host, over a demo whose La Punta has a domain.
async fn pages(addresses: &[(&str, &str)]) -> Vec<(u16, HeaderMap, String)> {
    let folder = tempfile::tempdir().unwrap();
    let below = |name: &str| folder.path().join(name);
    let mut settings = Settings::defaults().unwrap();
    settings.server.public_url = format!("https://{PLATFORM}");
    settings.database.url = format!("sqlite://{}", below("munica.db").display())
        .as_str()
        .into();
    settings.files.url = format!("file://{}", below("files").display());
    settings.keys.folder = below("keys");
    settings.mail.folder = below("mails");
    settings.sms.folder = below("sms");
    settings.dns.zone_file = below("dns.zone");
    api::db::migrate(&settings.database).await.unwrap();
    let state = AppState::open(settings, Arc::new(SystemClock))
        .await
        .unwrap();
    seed::seed_reference(&state).await.unwrap();
    seed::seed_demo(&state).await.unwrap();
    let app = init_service(startup::app(web::Data::new(state), super::configure)).await;
    let mut found = Vec::new();
    for (host, path) in addresses {
        let request = TestRequest::get().uri(path).insert_header(("host", *host));
        let response = app.call(request.to_request()).await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let body = read_body(response).await.to_vec();
        found.push((status, headers, String::from_utf8(body).unwrap()));
    }
    found
}

#[actix_web::test]
async fn a_domain_shows_its_municipality_at_the_root_with_its_own_addresses() {
    let found = pages(&[
        (DOMAIN, "/"),
        (DOMAIN, "/acerca"),
        (DOMAIN, "/solicitar-portal"),
    ])
    .await;
    let [home, about, elsewhere] = found.as_slice() else {
        panic!("three answers")
    };
    assert_eq!((home.0, about.0, elsewhere.0), (200, 200, 404));
    for (page, path) in [(home, "/"), (about, "/acerca")] {
        let html = &page.2;
        let own = format!("https://{DOMAIN}{path}");
        assert!(html.contains("Municipalidad Distrital de La Punta"));
        assert!(
            html.contains(&format!("<link rel=\"canonical\" href=\"{own}\">")),
            "{html}"
        );
        assert!(html.contains(&format!("<meta property=\"og:url\" content=\"{own}\">")));
        assert!(!html.contains("href=\"/m/"), "{html}");
        // The staff is elsewhere.
        assert!(html.contains(&format!("href=\"https://{PLATFORM}/admin\"")));
        assert_eq!(
            page.1.get("strict-transport-security").unwrap(),
            "max-age=31536000"
        );
        assert!(html.contains("\"host_tenant\":\"munilapunta\""));
    }
}

#[actix_web::test]
async fn the_platform_keeps_its_pages_and_leads_to_the_domain() {
    let found = pages(&[
        (PLATFORM, "/"),
        (PLATFORM, "/m/munilapunta/oficinas?lang=qu"),
        (PLATFORM, "/m/munipiura"),
        (DOMAIN, "/admin"),
        ("evil.example", "/"),
    ])
    .await;
    let statuses: Vec<u16> = found.iter().map(|(status, ..)| *status).collect();
    assert_eq!(statuses, [200, 308, 200, 421, 421]);
    assert!(
        found[0]
            .2
            .contains("<link rel=\"canonical\" href=\"https://munica.example/\">")
    );
    let to = found[1].1.get("location").unwrap();
    assert_eq!(to, "https://www.munilapunta.localhost/oficinas?lang=qu");
    assert!(found[2].2.contains("https://munica.example/m/munipiura"));
}
