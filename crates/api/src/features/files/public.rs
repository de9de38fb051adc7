//! What visitors may do with files.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use shared::features::files::{UploadForm, UploadOut, UploadPurpose};
use shared::kit::problem::Problem;
use uuid::Uuid;

use crate::db::PLATFORM;
use crate::error::ApiResult;
use crate::files::{self, Upload};
use crate::problems::Binary;
use crate::state::AppState;

/// Send the scan that goes with a public form.
///
/// A PDF or a photo of up to 10 MiB. Photos are written anew without their metadata. The answer's `upload_id` is named in
/// the form within a day.
#[utoipa::path(tag = "files", security(()),
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses(
        (status = 201, description = "Recibido y revisado", body = UploadOut),
        (status = 400, description = "El envío no se pudo leer", content_type = "application/problem+json", body = Problem),
        (status = 413, description = "Más de 10 MiB", content_type = "application/problem+json", body = Problem),
        (status = 415, description = "No es multipart/form-data", content_type = "application/problem+json", body = Problem),
        (status = 422, description = "El archivo no se acepta", content_type = "application/problem+json", body = Problem),
        (status = 503, description = "No se pudo guardar", content_type = "application/problem+json", body = Problem)
    ))]
#[post("/uploads")]
pub(super) async fn create_upload(
    state: web::Data<AppState>,
    upload: Upload,
) -> ApiResult<HttpResponse> {
    let received = files::receive(&state, PLATFORM, UploadPurpose::Scan, upload).await?;
    Ok(HttpResponse::Created().json(received))
}

/// Read a published file.
///
/// Its content never changes under its id. One range of bytes may be asked for.
#[utoipa::path(tag = "files", security(()),
    params(("id" = Uuid, Path, description = "El archivo", example = "0193a1c2-7b1e-7c3a-9f00-2a6d1f0c4b11")),
    responses(
        (status = 200, description = "El archivo entero", content_type = "application/octet-stream", body = inline(Binary)),
        (status = 206, description = "La parte que se pidió", content_type = "application/octet-stream", body = inline(Binary)),
        (status = 304, description = "Ya lo tiene"),
        (status = 404, description = "No hay tal archivo público", content_type = "application/problem+json", body = Problem),
        (status = 503, description = "El archivo está dañado o el almacén no responde", content_type = "application/problem+json", body = Problem)
    ))]
#[get("/files/{id}")]
pub(super) async fn get_file(
    state: web::Data<AppState>,
    request: HttpRequest,
    id: web::Path<Uuid>,
) -> ApiResult<HttpResponse> {
    files::open_public(&state, &request, id.into_inner()).await
}
