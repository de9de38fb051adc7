//! Files of the apps, embedded in the binary, under names that change with their content.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use actix_web::http::header::ACCEPT_ENCODING;
use actix_web::{HttpRequest, HttpResponse, web};
use api::error::{ApiError, Code};
use rust_embed::Embed;

/// What the bundler wrote. A binary built before the apps serves the API and says that the apps are missing.
#[derive(Embed)]
#[folder = "$CARGO_MANIFEST_DIR/../web/dist"]
#[allow_missing = true]
struct Dist;

/// Served address of each file by its logical name: `portal.css` → `/assets/portal-3f9a….css`.
static MANIFEST: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let bytes = Dist::get("manifest.json")
        .map(|file| file.data)
        .unwrap_or_default();
    let manifest: serde_json::Value = serde_json::from_slice(&bytes).unwrap_or_default();
    let Some(files) = manifest
        .get("assets")
        .and_then(serde_json::Value::as_object)
    else {
        return BTreeMap::new();
    };
    let served =
        |entry: &serde_json::Value| Some(format!("/assets/{}", entry.get("file")?.as_str()?));
    files
        .iter()
        .filter_map(|(name, entry)| Some((name.clone(), served(entry)?)))
        .collect()
});

/// The manifest, for the boot block of a page.
pub(crate) fn manifest() -> &'static BTreeMap<String, String> {
    &MANIFEST
}

/// `GET /assets/{file}`: compressed where the browser takes it, kept for ever because the name is the content's hash.
pub(crate) async fn serve(
    request: HttpRequest,
    file: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    let path = format!("assets/{file}");
    let accepts = request
        .headers()
        .get(ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok());
    let brotli =
        accepts.is_some_and(|value| value.split(',').any(|part| part.trim().starts_with("br")));
    let (found, encoding) = match Dist::get(&format!("{path}.br")).filter(|_| brotli) {
        Some(found) => (found, "br"),
        None => (
            Dist::get(&path).ok_or_else(|| ApiError::new(Code::NotFound))?,
            "identity",
        ),
    };
    Ok(HttpResponse::Ok()
        .insert_header(("Cache-Control", "public, max-age=31536000, immutable"))
        .insert_header(("Content-Encoding", encoding))
        .insert_header(("Vary", "Accept-Encoding"))
        .content_type(media_type(&path))
        .body(found.data.into_owned()))
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}
