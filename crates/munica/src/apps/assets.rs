//! Files of the apps, embedded in the binary, under names that change with their content.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use actix_web::http::header::{
    AcceptEncoding, ContentEncoding, Encoding, Header as _, Preference, Quality,
};
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
    let brotli = AcceptEncoding::parse(&request).is_ok_and(|accepted| takes_brotli(&accepted));
    if let Some(found) = Dist::get(&format!("{path}.br")).filter(|_| brotli) {
        return Ok(answer(&path, found.data.into_owned(), true));
    }
    let found = Dist::get(&path).ok_or_else(|| ApiError::new(Code::NotFound))?;
    Ok(answer(&path, found.data.into_owned(), false))
}

/// What is not compressed names no encoding: `identity` is none (RFC 9110, 8.4.1).
fn answer(path: &str, bytes: Vec<u8>, brotli: bool) -> HttpResponse {
    let mut answer = HttpResponse::Ok();
    if brotli {
        answer.insert_header(ContentEncoding::Brotli);
    }
    answer
        .insert_header(("Cache-Control", "public, max-age=31536000, immutable"))
        .insert_header(("Vary", "Accept-Encoding"))
        .content_type(media_type(path))
        .body(bytes)
}

/// Whether a browser takes brotli: it names it, and not with a weight of nothing.
fn takes_brotli(accepted: &AcceptEncoding) -> bool {
    let brotli = Preference::Specific(Encoding::brotli());
    accepted
        .iter()
        .any(|one| one.item == brotli && one.quality > Quality::ZERO)
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

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::http::header::ACCEPT_ENCODING;
    use actix_web::test::TestRequest;

    #[test]
    fn only_who_takes_brotli_gets_it() {
        for (value, takes) in [
            ("gzip, deflate, br, zstd", true),
            ("br;q=0.5", true),
            ("br;q=0, gzip", false),
            ("gzip", false),
            ("brotli", false),
            ("identity", false),
        ] {
            let request = TestRequest::get().insert_header((ACCEPT_ENCODING, value));
            let accepted = AcceptEncoding::parse(&request.to_http_request()).unwrap();
            assert_eq!(takes_brotli(&accepted), takes, "{value}");
        }
    }

    #[test]
    fn what_is_not_compressed_names_no_encoding() {
        for (brotli, encoding) in [(true, Some("br")), (false, None)] {
            let answer = answer("assets/portal.css", b"a{}".to_vec(), brotli);
            let header = answer.headers().get("content-encoding");
            assert_eq!(header.map(|value| value.to_str().unwrap()), encoding);
        }
    }
}
