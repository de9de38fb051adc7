//! Serving a file: its own type and no other, in a sandbox, under a name that cannot break out of its header.

use std::ops::Range;

use actix_web::body::SizedStream;
use actix_web::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_RANGE, ETAG,
    HeaderMap, IF_RANGE, RANGE,
};
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder};
use uuid::Uuid;

use super::attach;
use super::entity::public_file;
use super::inspect::FileKind;
use super::scan::Scan;
use crate::db::Scope;
use crate::error::{ApiError, ApiResult, Code};
use crate::http::etag;
use crate::state::AppState;

/// What is needed to serve a file.
struct Served {
    municipality: Uuid,
    id: Uuid,
    sha256: String,
    size: u64,
    media_type: String,
    name: String,
}

/// Serves a published file. Its content never changes under its id, so it may be kept for good.
///
/// # Errors
/// 404 when there is none, 503 when its bytes are not what they were.
pub(crate) async fn open_public(
    state: &AppState,
    request: &HttpRequest,
    id: Uuid,
) -> ApiResult<HttpResponse> {
    use sea_orm::EntityTrait as _;
    let row = public_file::Entity::find_by_id(id)
        .one(state.db.public())
        .await?
        .ok_or_else(ApiError::not_found)?;
    if !row.intact {
        return Err(damaged());
    }
    let served = Served {
        municipality: row.municipality_id,
        id,
        sha256: row.sha256,
        size: u64::try_from(row.size).map_err(ApiError::internal)?,
        media_type: row.media_type,
        name: row.name,
    };
    let mut response = HttpResponse::Ok();
    response
        .insert_header((CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .insert_header(("Access-Control-Allow-Origin", "*"))
        .insert_header(("Cross-Origin-Resource-Policy", "cross-origin"));
    respond(state, request, served, response).await
}

/// Serves a file of a municipality, or of the platform, to somebody who may see it. The caller records the look.
///
/// # Errors
/// 404 when it has no such file, 409 while it is in quarantine, 503 when its bytes are not what they were.
pub(crate) async fn open_private(
    state: &AppState,
    request: &HttpRequest,
    municipality: Uuid,
    id: Uuid,
) -> ApiResult<HttpResponse> {
    let conn = state.db.read(Scope::Tenant(municipality)).await?;
    let row = attach::find(&conn, municipality, id)
        .await?
        .ok_or_else(ApiError::not_found)?;
    drop(conn);
    if row.scan == Scan::Infected.code() {
        return Err(ApiError::conflict(
            "El antivirus encontró contenido dañino en este archivo; no se entrega a nadie",
        ));
    }
    if !Scan::serves(&row.scan) {
        return Err(ApiError::conflict(
            "El archivo está en cuarentena hasta que el antivirus lo revise",
        ));
    }
    if !row.intact {
        return Err(damaged());
    }
    let served = Served {
        municipality,
        id,
        sha256: row.sha256,
        size: u64::try_from(row.size).map_err(ApiError::internal)?,
        media_type: row.media_type,
        name: row.name,
    };
    let mut response = HttpResponse::Ok();
    response.insert_header((CACHE_CONTROL, "no-store"));
    respond(state, request, served, response).await
}

fn damaged() -> ApiError {
    ApiError::new(Code::Unavailable)
        .detail("El archivo no coincide con su huella digital; el operador ya fue avisado")
}

async fn respond(
    state: &AppState,
    request: &HttpRequest,
    file: Served,
    mut response: HttpResponseBuilder,
) -> ApiResult<HttpResponse> {
    let tag = format!("\"{}\"", file.id);
    response
        .insert_header((ETAG, tag.as_str()))
        .insert_header(("Content-Security-Policy", "default-src 'none'; sandbox"))
        .insert_header(("X-Content-Type-Options", "nosniff"))
        .insert_header((ACCEPT_RANGES, "bytes"))
        .insert_header((CONTENT_DISPOSITION, disposition(&file)))
        // Images and PDFs are compressed in themselves, and a range counts plain bytes.
        .insert_header((CONTENT_ENCODING, "identity"))
        .content_type(file.media_type.clone());
    if etag::is_known(request, &tag) {
        response.status(actix_web::http::StatusCode::NOT_MODIFIED);
        return Ok(response.finish());
    }
    let part = wanted(request.headers(), &tag, file.size);
    if let Some(part) = &part {
        let (first, last) = (part.start, part.end.saturating_sub(1));
        response
            .status(actix_web::http::StatusCode::PARTIAL_CONTENT)
            .insert_header((CONTENT_RANGE, format!("bytes {first}-{last}/{}", file.size)));
    }
    let length = part
        .as_ref()
        .map_or(file.size, |part| part.end.saturating_sub(part.start));
    let bytes = state
        .files
        .stream(file.municipality, &file.sha256, part)
        .await
        .map_err(ApiError::unavailable)?;
    Ok(response.body(SizedStream::new(length, bytes)))
}

/// Images are shown, documents are saved: a browser's PDF viewer does not open in a sandbox.
fn disposition(file: &Served) -> String {
    let kind = FileKind::from_media_type(&file.media_type);
    let manner = match kind {
        Some(kind) if kind.is_image() => "inline",
        _ => "attachment",
    };
    let plain: String = file
        .name
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || " .-_".contains(c) {
                c
            } else {
                '_'
            }
        })
        .collect();
    let encoded = percent_encode(&file.name);
    format!("{manner}; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

/// The extended value of a header parameter (RFC 8187): UTF-8, everything but letters and digits escaped.
fn percent_encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// The one range that is asked for. Several, or one that cannot be satisfied, are answered with the whole file, which
/// the standard allows.
fn wanted(headers: &HeaderMap, tag: &str, size: u64) -> Option<Range<u64>> {
    if headers
        .get(IF_RANGE)
        .is_some_and(|value| value.as_bytes() != tag.as_bytes())
    {
        return None;
    }
    let value = headers.get(RANGE)?.to_str().ok()?;
    let (first, last) = value.strip_prefix("bytes=")?.split_once('-')?;
    let range = match (first, last) {
        ("", count) => size.saturating_sub(count.parse().ok()?)..size,
        (first, "") => first.parse().ok()?..size,
        (first, last) => first.parse().ok()?..last.parse::<u64>().ok()?.saturating_add(1).min(size),
    };
    (range.start < range.end).then_some(range)
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    fn of(range: &str) -> Option<Range<u64>> {
        let request = TestRequest::get()
            .insert_header((RANGE, range))
            .to_http_request();
        wanted(request.headers(), "\"x\"", 10)
    }

    #[test]
    fn ranges_stay_within_the_file() {
        assert_eq!(of("bytes=0-3"), Some(0..4));
        assert_eq!(of("bytes=4-"), Some(4..10));
        assert_eq!(of("bytes=-3"), Some(7..10));
        assert_eq!(of("bytes=0-99"), Some(0..10));
        assert_eq!(of("bytes=-99"), Some(0..10));
        for refused in [
            "bytes=10-",
            "bytes=5-3",
            "bytes=0-1,3-4",
            "items=0-3",
            "bytes=a-b",
            "bytes=-0",
            "bytes=-",
            "bytes=0-18446744073709551616",
        ] {
            assert_eq!(of(refused), None, "{refused}");
        }
        assert_eq!(of("bytes=0-18446744073709551615"), Some(0..10));
    }

    #[test]
    fn a_name_cannot_break_out_of_its_header() {
        let header = |name: &str| {
            disposition(&Served {
                municipality: Uuid::nil(),
                id: Uuid::nil(),
                sha256: String::new(),
                size: 0,
                media_type: "application/pdf".to_owned(),
                name: name.to_owned(),
            })
        };
        assert_eq!(
            header("Resolución 12.pdf"),
            "attachment; filename=\"Resoluci_n 12.pdf\"; filename*=UTF-8''Resoluci%C3%B3n%2012.pdf"
        );
        for name in ["a\"; x=\"b.pdf", "a\r\nX: y.pdf", "a;b\\.pdf", "😀'.pdf"] {
            let value = header(name);
            assert!(value.is_ascii() && !value.contains(['\r', '\n', '\\']));
            assert_eq!(value.matches('"').count(), 2, "{value}");
            assert_eq!(value.matches('\'').count(), 2, "{value}");
        }
    }
}
