//! Which host answers what: the platform's, a municipality's own domain, and names that are nobody's.

use actix_web::test::TestRequest;
use serde_json::json;
use shared::features::auth::LOGIN_PATH;
use shared::features::domains::CERTIFICATE_CHECK_PATH;

use crate::domains::{at, ready, serve, spawn};
use crate::support::TestApp;

const NAME: &str = "www.munipiura.gob.pe";

#[actix_web::test]
async fn a_domain_in_service_answers_for_its_municipality_and_for_nothing_of_the_staff() {
    let app = spawn().await;
    let (_, admin) = ready(&app, "munipiura").await;
    assert_eq!(at(&app, NAME, "/api/v1/catalogs").await.status, 421);
    serve(&app, &admin, NAME).await;
    let read = at(&app, NAME, "/api/v1/catalogs").await.assert(200);
    assert_eq!(
        read.header("strict-transport-security"),
        Some("max-age=31536000")
    );
    at(&app, NAME, "/api/v1/m/munipiura/responsibles")
        .await
        .assert(200);
    for path in [
        "/api/v1/auth/me",
        "/api/v1/admin/domain",
        "/api/v1/platform/domains",
        "/api/v1/municipalities",
        "/api/v1/m/municallao/responsibles",
        "/admin",
        "/docs/",
        "/openapi.json",
    ] {
        let refused = at(&app, NAME, path).await.assert(421);
        assert_eq!(
            refused.header("strict-transport-security"),
            Some("max-age=31536000")
        );
    }
    let refused = at(&app, NAME, "/api/v1/auth/me").await;
    assert_eq!(refused.problem().code, "misdirected");
    let body = json!({ "email": admin.email, "password": "x" });
    let sign_in = TestRequest::post()
        .uri(LOGIN_PATH)
        .insert_header(("host", NAME))
        .insert_header(("origin", format!("https://{NAME}")))
        .insert_header(("x-munica-csrf", "1"))
        .set_json(body);
    let refused = app.send(sign_in).await.assert(421);
    assert_eq!(refused.header("set-cookie"), None);
}

#[actix_web::test]
async fn the_platforms_address_of_a_portal_leads_to_its_domain_while_that_serves() {
    let app = spawn().await;
    let (_, admin) = ready(&app, "munipiura").await;
    serve(&app, &admin, NAME).await;
    let moved = at(&app, "127.0.0.1:8080", "/m/munipiura/acerca?lang=qu")
        .await
        .assert(308);
    assert_eq!(
        moved.header("location"),
        Some("http://www.munipiura.gob.pe:8080/acerca?lang=qu")
    );
    // A browser must not remember it for good: the domain may lapse.
    assert_eq!(moved.header("cache-control"), Some("no-store"));
    let moved = at(&app, NAME, "/m/munipiura/acerca").await.assert(308);
    assert_eq!(
        moved.header("location"),
        Some("http://www.munipiura.gob.pe:8080/acerca")
    );
    // The API of a municipality stays where it was.
    at(&app, "127.0.0.1:8080", "/api/v1/m/munipiura/responsibles")
        .await
        .assert(200);
}

#[actix_web::test]
async fn a_host_that_is_nobodys_gets_a_plain_page_that_repeats_nothing() {
    let app = spawn().await;
    for host in [
        "evil.example",
        "127.0.0.1.evil.example",
        "\"><script>",
        "a@127.0.0.1",
        "",
    ] {
        let page = at(&app, host, "/m/munipiura?x=evil").await.assert(421);
        let text = String::from_utf8(page.body.to_vec()).unwrap();
        assert!(
            text.contains("Aquí no hay ningún portal") && !text.contains("evil"),
            "{host}"
        );
        assert!(page.header("content-security-policy").is_some());
        let problem = at(&app, host, "/api/v1/municipalities").await.assert(421);
        assert_eq!(problem.problem().code, "misdirected");
    }
    at(&app, "evil.example", "/health").await.assert(200);
    let both = TestRequest::get()
        .uri("/api/v1/municipalities")
        .append_header(("host", "127.0.0.1"))
        .append_header(("host", "evil.example"));
    app.send(both).await.assert(421);
}

#[actix_web::test]
async fn what_a_proxy_forwards_counts_only_when_it_is_configured() {
    let forwarded = |peer: &str| {
        TestRequest::get()
            .uri("/api/v1/municipalities")
            .peer_addr(format!("{peer}:4000").parse().unwrap())
            .insert_header(("host", "127.0.0.1:8080"))
            .insert_header(("x-forwarded-host", "evil.example"))
            .insert_header(("x-forwarded-proto", "http"))
    };
    let app = TestApp::spawn_with(|settings| {
        settings.server.public_url = "https://munica.gob.example".to_owned();
        settings.server.trusted_proxies = vec!["10.0.0.1".parse().unwrap()];
    })
    .await;
    app.send(forwarded("203.0.113.9")).await.assert(200);
    app.send(forwarded("10.0.0.1")).await.assert(421);
    let insecure = TestRequest::get()
        .uri("/municipalidades?q=piura")
        .peer_addr("10.0.0.1:4000".parse().unwrap())
        .insert_header(("host", "munica.gob.example"))
        .insert_header(("x-forwarded-proto", "http"));
    let moved = app.send(insecure).await.assert(308);
    assert_eq!(
        moved.header("location"),
        Some("https://munica.gob.example/municipalidades?q=piura")
    );
}

#[actix_web::test]
async fn a_proxy_learns_which_names_may_have_a_certificate() {
    let app = spawn().await;
    let (_, admin) = ready(&app, "munipiura").await;
    serve(&app, &admin, NAME).await;
    let may = async |name: &str| {
        let path = format!("{CERTIFICATE_CHECK_PATH}?domain={name}");
        at(&app, "munica:8080", &path).await.status.as_u16()
    };
    assert_eq!(may("WWW.munipiura.gob.pe").await, 200);
    assert_eq!(may("127.0.0.1").await, 200);
    for name in [
        "evil.example",
        "munipiura.gob.pe",
        "x.www.munipiura.gob.pe",
        "",
    ] {
        assert_eq!(may(name).await, 404, "{name}");
    }
    at(&app, "munica:8080", CERTIFICATE_CHECK_PATH)
        .await
        .assert(400);
}
