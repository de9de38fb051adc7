//! `robots.txt` and the site maps: what search engines may list, and when it changed.
//!
//! The platform's map names its own pages and the map of every portal that a municipality answers for; a portal's map
//! stands below its own base, which is its domain once it has one.

use actix_web::http::header::{CONTENT_TYPE, ETAG, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, web};
use api::crawl::{self, Portal, Published};
use api::error::{ApiError, Code};
use api::http::{DependsOn, etag_of};
use api::state::AppState;
use chrono::{DateTime, Utc};
use shared::features::help::{manual_page, manual_roles};

use ::web::portal_app::{is_listed, platform_paths, tenant_paths};

use super::page::host_tenant;

const XML: &str = "application/xml; charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";

/// `GET /robots.txt`
pub(super) async fn robots(
    state: web::Data<AppState>,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    if let Some(slug) = host_tenant(&request) {
        let published = crawl::published(&state, &slug).await?;
        let portal = &published.portal;
        let text = tenant_robots(&portal.base, portal.is_listed);
        return Ok(answer(TEXT, text, published.depends));
    }
    let hidden = crawl::portals(&state).await?;
    let hidden: Vec<Portal> = hidden.into_iter().filter(|one| !one.is_listed).collect();
    let text = platform_robots(&state.settings.server.public_url, &hidden);
    Ok(answer(TEXT, text, DependsOn::default()))
}

/// `GET /sitemap.xml`: the index of the platform, or the map of the municipality whose own domain this is.
pub(super) async fn sitemap(
    state: web::Data<AppState>,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    if let Some(slug) = host_tenant(&request) {
        return tenant_map(&state, &slug).await;
    }
    let origin = &state.settings.server.public_url;
    let portals = crawl::portals(&state).await?;
    let listed = portals.iter().filter(|portal| portal.is_listed);
    let mut maps = vec![(format!("{origin}/sitemap-platform.xml"), None)];
    maps.extend(listed.map(|portal| {
        let map = format!("{}/sitemap.xml", portal.base);
        (map, portal.changed_at)
    }));
    Ok(answer(
        XML,
        xml("sitemapindex", "sitemap", &maps),
        DependsOn::default(),
    ))
}

/// `GET /sitemap-platform.xml`: the platform's own pages, and each manual once.
pub(super) async fn platform(
    state: web::Data<AppState>,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    if host_tenant(&request).is_some() {
        return Err(ApiError::new(Code::NotFound));
    }
    let origin = &state.settings.server.public_url;
    let pages: Vec<_> = platform_paths()
        .filter(|path| is_listed(path))
        .map(str::to_owned)
        .chain(manual_roles().map(manual_page))
        .map(|path| (format!("{origin}{path}"), None))
        .collect();
    Ok(answer(
        XML,
        xml("urlset", "url", &pages),
        DependsOn::program(),
    ))
}

/// `GET /m/{slug}/sitemap.xml`
pub(super) async fn tenant(
    state: web::Data<AppState>,
    slug: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    tenant_map(&state, &slug).await
}

async fn tenant_map(state: &AppState, slug: &str) -> Result<HttpResponse, ApiError> {
    let published = crawl::published(state, slug).await?;
    if !published.portal.is_listed {
        return Err(ApiError::new(Code::NotFound));
    }
    let pages = tenant_pages(&published);
    Ok(answer(XML, xml("urlset", "url", &pages), published.depends))
}

type Entry = (String, Option<DateTime<Utc>>);

/// The pages of a portal with the last change of the document that each shows.
fn tenant_pages(published: &Published) -> Vec<Entry> {
    let base = &published.portal.base;
    let changed = |name: &str| {
        let found = published.documents.iter().find(|(known, _)| known == name);
        found.map(|(_, at)| *at)
    };
    let document = |path: &str| match path {
        "/oficinas" | "/ubicacion" => "offices",
        "/organigrama" => "org-units",
        "/responsables" => "responsibles",
        "/videos" => "videos",
        _ => "portal",
    };
    let fixed = tenant_paths().filter(|path| is_listed(path)).map(|path| {
        let address = format!("{base}{}", path.trim_end_matches('/'));
        (address, changed(document(&path)).or(changed("portal")))
    });
    let own = published.documents.iter().filter_map(|(name, at)| {
        let page = name.strip_prefix("page/")?;
        (page != "acerca").then(|| (format!("{base}/paginas/{page}"), Some(*at)))
    });
    fixed.chain(own).collect()
}

fn xml(root: &str, element: &str, entries: &[Entry]) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{root} xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
    );
    for (address, changed) in entries {
        let address = address
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;");
        let changed = changed.map_or_else(String::new, |at| {
            format!("<lastmod>{}</lastmod>", at.format("%Y-%m-%dT%H:%M:%SZ"))
        });
        out.push_str(&format!(
            "<{element}><loc>{address}</loc>{changed}</{element}>\n"
        ));
    }
    out.push_str(&format!("</{root}>\n"));
    out
}

/// The rules of the platform: not the staff's pages, not the API, and no portal that nobody answers for.
fn platform_robots(origin: &str, hidden: &[Portal]) -> String {
    let mut out = String::from("User-agent: *\nDisallow: /admin\nDisallow: /api/\n");
    for portal in hidden {
        out.push_str(&format!("Disallow: /m/{}\n", portal.slug));
    }
    // The API answers that pages show, and the colours of portals, belong to what a reader sees.
    out.push_str("Allow: /api/v1/municipalities\nAllow: /api/v1/m/\n");
    out.push_str(&format!("\nSitemap: {origin}/sitemap.xml\n"));
    out
}

/// The rules of a municipality's own domain.
fn tenant_robots(base: &str, is_listed: bool) -> String {
    if !is_listed {
        return "User-agent: *\nDisallow: /\n".to_owned();
    }
    format!("User-agent: *\nDisallow: /admin\n\nSitemap: {base}/sitemap.xml\n")
}

fn answer(media_type: &'static str, body: String, depends: DependsOn) -> HttpResponse {
    let tag = HeaderValue::from_str(&etag_of(body.as_bytes()));
    let mut response = HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, media_type))
        .insert_header(("Cache-Control", "no-cache"))
        .body(body);
    if let Ok(tag) = tag {
        response.headers_mut().insert(ETAG, tag);
    }
    response.extensions_mut().insert(depends);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn published(base: &str) -> Published {
        let at = |text: &str| text.parse().unwrap();
        let documents = [
            ("portal", "2026-11-20T10:00:00Z"),
            ("offices", "2026-11-21T10:00:00Z"),
            ("page/acerca", "2026-11-19T10:00:00Z"),
            ("page/historia", "2026-11-18T10:00:00.5Z"),
        ];
        Published {
            portal: Portal {
                slug: "munipiura".into(),
                base: base.into(),
                is_listed: true,
                changed_at: None,
            },
            documents: documents
                .map(|(name, when)| (name.to_owned(), at(when)))
                .into(),
            depends: DependsOn::default(),
        }
    }

    #[test]
    fn a_portal_s_map_names_its_pages_below_its_base_with_their_own_changes() {
        for base in [
            "https://munica.example/m/munipiura",
            "https://munipiura.example",
        ] {
            let map = xml("urlset", "url", &tenant_pages(&published(base)));
            for (path, changed) in [
                ("", "2026-11-20T10:00:00Z"),
                ("/oficinas", "2026-11-21T10:00:00Z"),
                ("/organigrama", "2026-11-20T10:00:00Z"),
                ("/paginas/historia", "2026-11-18T10:00:00Z"),
            ] {
                let line =
                    format!("<url><loc>{base}{path}</loc><lastmod>{changed}</lastmod></url>");
                assert!(map.contains(&line), "{line} in {map}");
            }
            assert!(
                !map.contains("buscar") && !map.contains('{') && !map.contains("paginas/acerca")
            );
        }
    }

    #[test]
    fn robots_leave_alone_what_nobody_answers_for() {
        let mut portal = published("https://munipiura.example").portal;
        portal.is_listed = false;
        let text = platform_robots("https://munica.example", &[portal]);
        assert!(text.contains("Disallow: /m/munipiura\n"));
        assert!(text.ends_with("Sitemap: https://munica.example/sitemap.xml\n"));
        assert!(tenant_robots("https://x.example", false).contains("Disallow: /\n"));
        assert!(
            tenant_robots("https://x.example", true)
                .contains("Sitemap: https://x.example/sitemap.xml")
        );
    }
}
