//! Every public page says what it is, to readers, search engines and networks, and says it without script.

use std::collections::BTreeMap;

use ::web::portal_app::{platform_paths, tenant_paths};

use super::html::{between, faults, text, value_of};
use super::{Demo, ORIGIN, get};

/// Addresses of the public pages, with what stands in a demo in the place of names.
fn addresses(written: &str) -> Vec<String> {
    let filled = |path: &str| {
        path.replace("/docs/errors/{code}", "/docs/errors/invalid")
            .replace("{token}", "AAAA")
            .replace("{role}", "portal_admin")
            .replace("{page}", written)
            .replace("{register}", "visitas")
    };
    // A document that nobody issued is a page that is not there, and so is a record that nobody entered. A register of a
    // municipality is known by its short name.
    let platform = platform_paths().filter(|path| !path.contains("/verificar/{"));
    let tenant = tenant_paths().filter(|path| !path.contains("{register}"));
    let tenant = tenant.map(|path| format!("/m/munipiura{}", path.trim_end_matches('/')));
    let all = platform.map(str::to_owned).chain(tenant);
    all.map(|path| filled(&path)).collect()
}

/// What is missing in a page.
fn missing(address: &str, html: &str) -> Vec<String> {
    let mut missing = faults(html);
    let mut demand = |holds: bool, what: &str| {
        if !holds {
            missing.push(what.to_owned());
        }
    };
    let tag =
        |signs: &[&str], wanted: &str| text(value_of(html, signs, wanted).unwrap_or_default());
    let description = tag(&["meta", "name=\"description\""], "content");
    let length = description.chars().count();
    demand(
        (50..=160).contains(&length),
        &format!("description of {length}: {description}"),
    );
    let canonical = tag(&["link", "rel=\"canonical\""], "href");
    // What a link carries belongs to one reader: the page is known by what stands above it.
    let own = canonical.strip_prefix(ORIGIN).unwrap_or_default();
    let known = match address.split_once("/AAAA") {
        Some((above, _)) => !own.is_empty() && above.starts_with(own),
        None => own == address,
    };
    demand(known, &format!("canonical {canonical}"));
    for property in [
        "og:title",
        "og:description",
        "og:type",
        "og:url",
        "og:site_name",
    ] {
        let sign = format!("property=\"{property}\"");
        demand(!tag(&["meta", &sign], "content").is_empty(), property);
    }
    let json_ld = between(html, "<script type=\"application/ld+json\">", "</script>");
    let json_ld: Option<serde_json::Value> =
        json_ld.and_then(|json| serde_json::from_str(json).ok());
    let context = json_ld.as_ref().and_then(|json| json.get("@context"));
    demand(
        context.is_some_and(|it| it == "https://schema.org"),
        "structured data",
    );
    demand(
        html.matches("<h1").count() == 1,
        "one heading of the first order",
    );
    demand(html.contains("<html lang=\"es-PE\""), "language");
    let main = between(html, "<main id=\"main\"", "</main>").unwrap_or_default();
    demand(
        text(main).trim().chars().count() > 80,
        "content without script",
    );
    demand(!main.contains("skeleton"), "content instead of a skeleton");
    missing
}

#[actix_web::test]
async fn every_public_page_says_what_it_is() {
    let demo = Demo::open().await;
    let app = demo.app().await;
    let (mut titles, mut complaints) = (BTreeMap::new(), Vec::new());
    let written = get(&app, "/api/v1/m/munipiura/pages", &[]).await;
    let written: serde_json::Value = serde_json::from_slice(&written.body).unwrap();
    let written = written["items"][0]["slug"].as_str().unwrap();
    for address in addresses(written) {
        let got = get(&app, &address, &[]).await;
        let html = got.text();
        assert_eq!(got.status, 200, "{address}");
        let title = between(&html, "<title>", "</title>")
            .unwrap_or_default()
            .to_owned();
        if let Some(other) = titles.insert(title.clone(), address.clone())
            // With the link of a mail or without: one page.
            && !["/confirmar", "/terminar", "/respuesta"].iter().any(|one| address.contains(one))
        {
            complaints.push(format!("{address}: the title of {other}, {title}"));
        }
        let found = missing(&address, &html);
        complaints.extend(found.into_iter().map(|what| format!("{address}: {what}")));
    }
    assert!(titles.len() > 20, "{titles:?}");
    assert_eq!(complaints, Vec::<String>::new());
}

#[actix_web::test]
async fn what_is_not_there_is_a_page_and_a_404() {
    let demo = Demo::open().await;
    let app = demo.app().await;
    for address in [
        "/no-existe",
        "/m/nadie",
        "/m/munipiura/no-hay",
        "/verificar/no-existe",
        "/docs/errors/nada",
    ] {
        let got = get(&app, address, &[]).await;
        let html = got.text();
        assert_eq!((got.status, faults(&html)), (404, Vec::new()), "{address}");
        assert!(
            html.contains("<meta name=\"robots\" content=\"noindex\">"),
            "{address}"
        );
        assert_eq!(html.matches("<h1").count(), 1, "{address}");
    }
    let api = get(&app, "/api/v1/no-existe", &[]).await;
    let problem: serde_json::Value = serde_json::from_slice(&api.body).unwrap();
    let kind = problem["type"].as_str().unwrap();
    assert_eq!(get(&app, kind, &[]).await.status, 200, "{kind}");
}

#[actix_web::test]
async fn the_api_browser_and_the_pages_about_errors_stand_side_by_side() {
    let demo = Demo::open().await;
    let app = demo.app().await;
    let browser = get(&app, "/docs/", &[]).await;
    assert_eq!(browser.status, 200);
    assert!(browser.text().contains("swagger"));
    assert!(
        browser
            .header("content-security-policy")
            .contains("'unsafe-inline'")
    );
    let errors = get(&app, "/docs/errors", &[]).await;
    assert!(errors.text().contains("/docs/errors/too_many_requests"));
    assert!(
        !errors
            .header("content-security-policy")
            .contains("'unsafe-inline'")
    );
}
