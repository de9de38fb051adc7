//! Receiving a file: to disk while it arrives, judged and scanned, stored by its digest, answered with a ticket.

use actix_multipart::form::tempfile::TempFile;
use actix_multipart::form::{MultipartForm, MultipartFormConfig};
use actix_web::dev::Payload;
use actix_web::error::PayloadError;
use actix_web::web::{self, Bytes};
use actix_web::{Error, FromRequest, HttpRequest};
use futures_util::future::LocalBoxFuture;
use shared::features::files::{UploadOut, UploadPurpose};
use uuid::Uuid;

use super::entity::Scan;
use super::inspect::inspect;
use super::store::digest;
use super::ticket::{LIFE, Ticket};
use crate::antivirus::Verdict;
use crate::error::{ApiError, ApiResult, Code};
use crate::state::AppState;

#[derive(Debug, MultipartForm)]
#[multipart(deny_unknown_fields, duplicate_field = "deny")]
struct Form {
    file: TempFile,
}

/// A request with one file in the field `file`, which lies on disk now.
#[derive(Debug)]
pub(crate) struct Upload(TempFile);

impl FromRequest for Upload {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self, Error>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let form = MultipartForm::<Form>::from_request(request, payload);
        Box::pin(async move {
            match form.await {
                Ok(form) => Ok(Self(form.into_inner().file)),
                Err(error) if error.as_error::<ApiError>().is_some() => Err(error),
                // What is no multipart at all does not reach the handler of `config`.
                Err(_) => Err(not_multipart().into()),
            }
        })
    }
}

fn not_multipart() -> ApiError {
    ApiError::new(Code::UnsupportedMediaType).detail("Envíe multipart/form-data")
}

/// How multipart bodies are read: at most `limit` bytes, refusals as problem documents.
pub(crate) fn config(limit: usize) -> MultipartFormConfig {
    MultipartFormConfig::default()
        .total_limit(limit)
        .memory_limit(64 * 1024)
        .error_handler(|error, _: &HttpRequest| refusal(error).into())
}

fn refusal(error: actix_multipart::MultipartError) -> ApiError {
    use actix_multipart::MultipartError as E;
    match error {
        E::Payload(PayloadError::Overflow) => ApiError::new(Code::TooLarge),
        E::ContentTypeIncompatible | E::ContentTypeMissing | E::ContentTypeParse => not_multipart(),
        E::MissingField(field) => ApiError::field(&field, "required", "Adjunte un archivo."),
        E::UnknownField(field) => ApiError::field(&field, "unknown_field", "Este campo no existe"),
        E::DuplicateField(field) => {
            ApiError::field(&field, "duplicate_field", "Envíe un solo archivo.")
        }
        E::Field { source, .. } if source.as_response_error().status_code().is_server_error() => {
            ApiError::new(Code::StorageFull)
        }
        _ => ApiError::new(Code::Malformed).detail("El envío no se pudo leer"),
    }
}

/// Takes a file for a municipality, or for the platform.
///
/// # Errors
/// 413 above the limit of its purpose, 422 on `file` when it is refused, 503 when it cannot be stored.
pub(crate) async fn receive(
    state: &AppState,
    municipality: Uuid,
    purpose: UploadPurpose,
    upload: Upload,
) -> ApiResult<UploadOut> {
    let limit = purpose.limit();
    let Upload(file) = upload;
    if u64::try_from(file.size).unwrap_or(u64::MAX) > limit {
        let mebibytes = limit / (1024 * 1024);
        return Err(ApiError::new(Code::TooLarge)
            .detail(format!("El archivo puede tener como máximo {mebibytes} MB")));
    }
    // Until here it lies on disk; from here on it takes memory.
    let _slot = state
        .files
        .slots
        .acquire()
        .await
        .map_err(ApiError::unavailable)?;
    let bytes = tokio::fs::read(file.file.path())
        .await
        .map_err(ApiError::unavailable)?;
    let name = file.file_name.unwrap_or_default();
    let scan = scan(state, &bytes).await?;
    let accepted = web::block(move || inspect(bytes, &name, purpose))
        .await
        .map_err(ApiError::unavailable)?
        .map_err(|violation| ApiError::violation("file", violation))?;
    let ticket = Ticket {
        municipality,
        purpose,
        sha256: digest(&accepted.bytes),
        size: u64::try_from(accepted.bytes.len()).map_err(ApiError::internal)?,
        media_type: accepted.kind.media_type().to_owned(),
        name: accepted.name,
        pixels: accepted.pixels,
        scan,
        expires_at: state.clock.now() + LIFE,
    };
    state
        .files
        .put(municipality, Bytes::from(accepted.bytes))
        .await
        .map_err(ApiError::unavailable)?;
    Ok(UploadOut {
        upload_id: ticket.seal(&state.vault)?,
        name: ticket.name,
        media_type: ticket.media_type,
        size: ticket.size,
        width: ticket.pixels.map(|(width, _)| width),
        height: ticket.pixels.map(|(_, height)| height),
        expires_at: ticket.expires_at,
    })
}

/// Scans the bytes as they came. A scanner that does not answer quarantines instead of letting pass.
async fn scan(state: &AppState, bytes: &[u8]) -> ApiResult<Scan> {
    match state.antivirus.scan(bytes).await {
        Ok(Verdict::Clean) => Ok(Scan::Clean),
        Ok(Verdict::NotScanned) => Ok(Scan::NotScanned),
        Ok(Verdict::Infected(found)) => {
            tracing::warn!(found, "an infected file was refused");
            Err(ApiError::field(
                "file",
                "infected",
                "El antivirus encontró contenido dañino en este archivo.",
            ))
        }
        Err(error) => {
            tracing::error!(
                error = format!("{error:#}"),
                "the antivirus does not answer: the file is quarantined"
            );
            Ok(Scan::Quarantined)
        }
    }
}
