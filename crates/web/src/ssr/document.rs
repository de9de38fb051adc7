//! The whole HTML document around a rendering: head, JSON blocks, the app's files. Everything is escaped here, once.

use serde::Serialize;
use serde_json::{Value, json};

use super::Rendered;
use crate::env::{Boot, DataBlock};
use crate::i18n::t;
use crate::page::PageMeta;

/// Characters of a description.
const SHORTEST: usize = 50;
const LONGEST: usize = 160;
/// What a page without a picture of its own is shown with elsewhere. Those who show it take no SVG.
const EMBLEM: &str = "emblem.png";

/// What a document is made of.
#[derive(Clone, Copy, Debug)]
pub struct DocumentParts<'a> {
    /// The rendering; `None` for the staff app, which draws itself.
    pub rendered: Option<&'a Rendered>,
    /// The facts the app starts with.
    pub boot: &'a Boot,
    /// The answers that travel with the page.
    pub data: &'a DataBlock,
    /// Logical name of the app: `portal`, `procedures`, `registers` or `admin`.
    pub app: &'a str,
    /// `light`, `dark` or `auto`.
    pub theme: &'a str,
    /// Origin of this page for its canonical address: that of the tenant's domain where it is served there.
    pub origin: &'a str,
}

/// The document.
pub fn document(parts: &DocumentParts<'_>) -> String {
    let lang = parts
        .rendered
        .map_or("es-PE", |rendered| rendered.meta.lang);
    let body = parts
        .rendered
        .map_or("", |rendered| rendered.body_html.as_str());
    let boot = json_block("munica-boot", parts.boot);
    let data = json_block("munica-data", parts.data);
    format!(
        "<!doctype html>\n<html lang=\"{}\" data-theme=\"{}\">\n<head>\n{}</head>\n<body>\n<div id=\"app\">{body}</div>\n{boot}\n{data}\n</body>\n</html>\n",
        escape(lang),
        escape(parts.theme),
        head(parts),
    )
}

/// A JSON block that no text inside it can end early.
pub fn json_block(id: &str, value: &impl Serialize) -> String {
    // Maps with text keys and derived structures always serialise.
    let json = serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned());
    format!(
        "<script type=\"application/json\" id=\"{}\">{}</script>",
        escape(id),
        harmless(&json)
    )
}

fn head(parts: &DocumentParts<'_>) -> String {
    let mut out = String::from(
        "<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
    );
    let title = parts
        .rendered
        .map(|rendered| rendered.meta.full_title())
        .unwrap_or_else(|| "Munica".to_owned());
    line(&mut out, &format!("<title>{}</title>", escape(&title)));
    if let Some(rendered) = parts.rendered {
        meta(&mut out, parts, rendered, &title);
    } else {
        line(&mut out, "<meta name=\"robots\" content=\"noindex\">");
        // A desk is installed: it opens without a network.
        line(
            &mut out,
            "<link rel=\"manifest\" href=\"/admin/manifest.webmanifest\">",
        );
    }
    files(&mut out, parts);
    out
}

fn meta(out: &mut String, parts: &DocumentParts<'_>, rendered: &Rendered, title: &str) {
    let meta = &rendered.meta;
    let mut tag = |attribute: &str, name: &str, content: &str| {
        line(
            out,
            &format!(
                "<meta {attribute}=\"{name}\" content=\"{}\">",
                escape(content)
            ),
        );
    };
    let description = description(meta);
    tag("name", "description", &description);
    tag("name", "robots", meta.robots);
    tag("property", "og:type", "website");
    tag("property", "og:title", title);
    tag("property", "og:description", &description);
    tag("property", "og:site_name", &meta.site);
    tag("property", "og:locale", "es_PE");
    let emblem = parts.boot.assets.get(EMBLEM);
    if let Some(image) = meta.og_image.as_ref().or(emblem) {
        tag("property", "og:image", &absolute(parts.origin, image));
    }
    if let Some(path) = &meta.canonical {
        let address = absolute(parts.origin, path);
        tag("property", "og:url", &address);
        line(
            out,
            &format!("<link rel=\"canonical\" href=\"{}\">", escape(&address)),
        );
    }
    let json_ld = meta
        .json_ld
        .clone()
        .unwrap_or_else(|| web_page(parts.origin, meta, &description));
    let json_ld = under(parts.origin, json_ld);
    let json = harmless(&json_ld.to_string());
    line(
        out,
        &format!("<script type=\"application/ld+json\">{json}</script>"),
    );
}

/// What a page says of itself names the address under which it is known: the municipality's own, on its domain.
fn under(origin: &str, mut json_ld: serde_json::Value) -> serde_json::Value {
    let own = json_ld.get("url").and_then(|url| url.as_str());
    if let Some(url) = own.filter(|url| url.starts_with('/')) {
        let url = absolute(origin, url);
        if let Some(members) = json_ld.as_object_mut() {
            members.insert("url".to_owned(), url.into());
        }
    }
    json_ld
}

/// Search engines show up to 160 characters and take less than 50 for no description: a long one ends at a word, to a
/// short one is added whose page it is.
fn description(meta: &PageMeta) -> String {
    let mut text = meta.description.clone();
    if text.chars().count() < SHORTEST {
        let site = if meta.site == t::SITE_NAME.s() {
            t::META_PLATFORM.s().to_owned()
        } else {
            t::PORTAL_DESCRIPTION.with(&[("name", &meta.site)])
        };
        text = format!("{text} {site}").trim().to_owned();
    }
    if text.chars().count() <= LONGEST {
        return text;
    }
    let head: String = text.chars().take(LONGEST).collect();
    let whole = head.rsplit_once(' ').map_or("", |(words, _)| words);
    format!("{}…", whole.trim_end_matches([',', ';', ':', '.']))
}

/// What a page without structured data of its own is.
fn web_page(origin: &str, meta: &PageMeta, description: &str) -> Value {
    json!({
        "@context": "https://schema.org", "@type": "WebPage", "name": meta.full_title(), "description": description,
        "url": meta.canonical.as_deref().map(|path| absolute(origin, path)), "inLanguage": meta.lang,
        "isPartOf": { "@type": "WebSite", "name": meta.site, "url": origin },
    })
}

/// The stylesheets, then the module that starts the app; what it loads in turn is asked for at once.
fn files(out: &mut String, parts: &DocumentParts<'_>) {
    let app = parts.app;
    let asset = |name: &str| {
        let served = parts.boot.assets.get(name).cloned();
        escape(&served.unwrap_or_else(|| format!("/assets/{name}")))
    };
    // The public apps look alike and share a sheet; what only registers need stands in one more.
    let sheets: &[&str] = match app {
        "admin" => &["admin.css"],
        "registers" => &["portal.css", "registers.css"],
        _ => &["portal.css"],
    };
    let glue = asset(&format!("{app}.js"));
    let wasm = asset(&format!("{app}_bg.wasm"));
    let start = asset(&format!("{app}-boot.js"));
    let icon = asset("emblem.svg");
    for tag in [
        "<meta name=\"color-scheme\" content=\"light dark\">".to_owned(),
        format!("<link rel=\"icon\" href=\"{icon}\" type=\"image/svg+xml\">"),
    ] {
        line(out, &tag);
    }
    for sheet in sheets {
        let sheet = asset(sheet);
        line(out, &format!("<link rel=\"stylesheet\" href=\"{sheet}\">"));
    }
    // What is read before the app arrives has the line to itself; what draws itself waits for nothing else.
    if parts.rendered.is_none() {
        line(
            out,
            &format!("<link rel=\"modulepreload\" href=\"{glue}\">"),
        );
        line(
            out,
            &format!(
                "<link rel=\"preload\" href=\"{wasm}\" as=\"fetch\" type=\"application/wasm\" crossorigin>"
            ),
        );
    }
    line(
        out,
        &format!("<script type=\"module\" src=\"{start}\"></script>"),
    );
}

fn absolute(origin: &str, address: &str) -> String {
    if address.starts_with('/') {
        format!("{origin}{address}")
    } else {
        address.to_owned()
    }
}

fn line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
}

/// JSON in which nothing can end a script element or start a comment.
fn harmless(json: &str) -> String {
    json.replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}
