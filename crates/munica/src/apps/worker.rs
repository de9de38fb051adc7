//! What makes the staff app one that is installed and opens without a network: its worker and its manifest.

use std::sync::LazyLock;

use actix_web::HttpResponse;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::assets;

/// What the worker does; which files it keeps stands before it.
const CODE: &str = include_str!("worker.js");

/// Assets of the other apps, which a desk does not need.
const OTHERS: [&str; 3] = ["portal", "procedures", "registers"];

static WORKER: LazyLock<String> = LazyLock::new(|| {
    let files = assets::manifest().iter();
    let files = files.filter(|(name, _)| !OTHERS.iter().any(|app| name.starts_with(app)));
    let files: Vec<&String> = files.map(|(_, address)| address).collect();
    let files = json!(files).to_string();
    // Another list of files, or other code, is another version.
    let version = hex::encode(Sha256::digest(format!("{files}{CODE}")));
    let version = version.get(..16).unwrap_or_default();
    format!("const VERSION = \"{version}\";\nconst FILES = {files};\n{CODE}")
});

/// `GET /admin/sw.js`
pub(crate) async fn serve() -> HttpResponse {
    HttpResponse::Ok()
        .insert_header(("Cache-Control", "no-cache"))
        .content_type("text/javascript; charset=utf-8")
        .body(WORKER.as_str())
}

/// `GET /admin/manifest.webmanifest`
pub(crate) async fn manifest() -> HttpResponse {
    let icon = |name: &str, kind: &str, sizes: &str| {
        let address = assets::manifest().get(name)?;
        Some(json!({ "src": address, "type": kind, "sizes": sizes, "purpose": "any" }))
    };
    let icons = [
        icon("emblem.svg", "image/svg+xml", "any"),
        icon("emblem.png", "image/png", "512x512"),
    ];
    let icons: Vec<Value> = icons.into_iter().flatten().collect();
    let manifest = json!({
        "name": "Munica: puerta de visitas", "short_name": "Visitas", "lang": "es-PE", "dir": "ltr",
        "id": "/admin/visitas/puerta", "start_url": "/admin/visitas/puerta", "scope": "/admin/",
        "display": "standalone", "background_color": "#ffffff", "theme_color": "#ffffff", "icons": icons,
    });
    HttpResponse::Ok()
        .insert_header(("Cache-Control", "no-cache"))
        .content_type("application/manifest+json")
        .body(manifest.to_string())
}
