//! What search engines are told of a demo: the platform's own pages, and no portal that nobody answers for.

use shared::features::help::{manual_page, manual_roles};

use super::{Demo, ORIGIN, get};

#[actix_web::test]
async fn the_portals_of_a_demo_are_not_for_search_engines() {
    let demo = Demo::open().await;
    let app = demo.app().await;
    let robots = get(&app, "/robots.txt", &[]).await.text();
    for line in [
        "Disallow: /admin",
        "Disallow: /m/munipiura",
        "Sitemap: https://munica.example/sitemap.xml",
    ] {
        assert!(robots.lines().any(|it| it == line), "{line} in {robots}");
    }
    let index = get(&app, "/sitemap.xml", &[]).await;
    assert_eq!(
        index.header("content-type"),
        "application/xml; charset=utf-8"
    );
    assert!(index.text().contains("sitemap-platform.xml") && !index.text().contains("/m/"));
    assert_eq!(get(&app, "/m/munipiura/sitemap.xml", &[]).await.status, 404);
    let portal = get(&app, "/m/munipiura", &[]).await.text();
    assert!(portal.contains("<meta name=\"robots\" content=\"noindex\">"));
}

#[actix_web::test]
async fn every_page_of_the_platform_s_map_is_there_and_may_be_listed() {
    let demo = Demo::open().await;
    let app = demo.app().await;
    let map = get(&app, "/sitemap-platform.xml", &[]).await.text();
    let pages: Vec<&str> = map
        .split("<loc>")
        .skip(1)
        .filter_map(|rest| rest.split("</loc>").next())
        .collect();
    assert!(pages.len() > 8, "{pages:?}");
    for role in manual_roles() {
        let manual = format!("{ORIGIN}{}", manual_page(role));
        assert!(pages.contains(&manual.as_str()), "{manual} in {pages:?}");
    }
    for page in pages {
        let path = page.strip_prefix(ORIGIN).unwrap();
        let got = get(&app, path, &[]).await;
        assert_eq!(got.status, 200, "{path}");
        assert!(got.text().contains("content=\"index,follow\""), "{path}");
    }
}

#[actix_web::test]
async fn a_manual_that_roles_share_has_one_address() {
    let demo = Demo::open().await;
    let app = demo.app().await;
    let shared = get(&app, "/ayuda/document_desk?lang=es", &[]).await;
    let leads = (shared.status, shared.header("location"));
    assert_eq!(leads, (308, "/ayuda/unit_staff?lang=es"));
    let manual = get(&app, "/ayuda/unit_staff", &[]).await;
    assert_eq!(manual.status, 200);
    let known_as = format!("<link rel=\"canonical\" href=\"{ORIGIN}/ayuda/unit_staff\">");
    assert!(manual.text().contains(&known_as));
    for nobody in ["/ayuda/api_client", "/ayuda/alcalde"] {
        assert_eq!(get(&app, nobody, &[]).await.status, 404, "{nobody}");
    }
}
