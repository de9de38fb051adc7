//! Files of whole registers, written every night: their list, their digests, and the files themselves.

mod job;

use actix_web::body::SizedStream;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION};
use actix_web::{HttpRequest, HttpResponse, get, web};
use shared::registers::bulk::BulkIndex;
use shared::registers::{Format, Register};
use uuid::Uuid;

use crate::error::{ApiError, ApiResult};
use crate::files::published;
use crate::http::etag;
use crate::http::input::{NoParams, Params};
use crate::http::tenant::Tenant;
use crate::problems::Named;
use crate::settings::Files;
use crate::state::AppState;

pub(crate) use job::{RenewBulk, WriteBulk};

/// The name of the digests, as the command that checks them calls its input.
const SUMS: &str = "SHA256SUMS";

/// Whose files.
#[derive(Clone, Copy, Debug)]
enum Owner {
    One(Uuid),
    All,
}

impl Owner {
    /// Where his files of a register lie.
    fn folder(self, register: &Register) -> String {
        match self {
            Self::One(id) => format!("bulk/{id}/{}", register.id),
            Self::All => format!("bulk/peru/{}", register.id),
        }
    }
}

async fn index(files: &Files, folder: &str) -> anyhow::Result<BulkIndex> {
    let bytes = published::get(files, &format!("{folder}/index.json")).await?;
    // What cannot be read is written again by the next night.
    let index = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    Ok(index.unwrap_or_default())
}

/// The files of a municipality's register that are written every night, with their SHA-256.
#[utoipa::path(tag = "registers", security(()), params(("slug" = String, Path), ("register" = String, Path, example = "visits")),
    responses((status = 200, description = "Los archivos", body = BulkIndex), Named))]
#[get("/m/{slug}/data/{register}")]
pub(super) async fn list_register_files(
    state: web::Data<AppState>,
    request: HttpRequest,
    tenant: Tenant,
    path: web::Path<(String, String)>,
    _none: Params<NoParams>,
) -> ApiResult<HttpResponse> {
    let (owner, register) = (Owner::One(tenant.with_portal()?.id), named(&path.1)?);
    listed(&state, &request, owner, register).await
}

/// The files of a register over all municipalities that are written every night, with their SHA-256.
#[utoipa::path(tag = "registers", security(()), params(("register" = String, Path, example = "visits")),
    responses((status = 200, description = "Los archivos", body = BulkIndex), Named))]
#[get("/data/{register}")]
pub(super) async fn list_all_register_files(
    state: web::Data<AppState>,
    request: HttpRequest,
    path: web::Path<String>,
    _none: Params<NoParams>,
) -> ApiResult<HttpResponse> {
    let register = named(&path)?;
    listed(&state, &request, Owner::All, register).await
}

async fn listed(
    state: &AppState,
    request: &HttpRequest,
    owner: Owner,
    register: &Register,
) -> ApiResult<HttpResponse> {
    let index = index(&state.settings.files, &owner.folder(register)).await;
    // Written by night, which nobody is told of: read anew each time.
    etag::public(request, &index.map_err(ApiError::unavailable)?, &[])
}

/// A file of a municipality's register, compressed with gzip; `SHA256SUMS` has the digests of all of them.
#[utoipa::path(tag = "registers", security(()), params(("slug" = String, Path), ("register" = String, Path, example = "visits"),
        ("name" = String, Path, example = "SHA256SUMS")),
    responses((status = 200, description = "El archivo", body = String, content_type = "application/octet-stream"), Named))]
#[get("/m/{slug}/data/{register}/{name}")]
pub(super) async fn get_register_file(
    state: web::Data<AppState>,
    tenant: Tenant,
    path: web::Path<(String, String, String)>,
    _none: Params<NoParams>,
) -> ApiResult<HttpResponse> {
    let tenant = tenant.with_portal()?;
    let register = named(&path.1)?;
    let slug = tenant.slug.clone();
    sent(&state, Owner::One(tenant.id), register, &slug, &path.2).await
}

/// A file of a register over all municipalities, compressed with gzip; `SHA256SUMS` has the digests of all of them.
#[utoipa::path(tag = "registers", security(()), params(("register" = String, Path, example = "visits"),
        ("name" = String, Path, example = "SHA256SUMS")),
    responses((status = 200, description = "El archivo", body = String, content_type = "application/octet-stream"), Named))]
#[get("/data/{register}/{name}")]
pub(super) async fn get_all_register_file(
    state: web::Data<AppState>,
    path: web::Path<(String, String)>,
    _none: Params<NoParams>,
) -> ApiResult<HttpResponse> {
    let register = named(&path.0)?;
    sent(&state, Owner::All, register, "peru", &path.1).await
}

fn named(name: &str) -> ApiResult<&'static Register> {
    Register::find(name).ok_or_else(ApiError::not_found)
}

async fn sent(
    state: &AppState,
    owner: Owner,
    register: &Register,
    slug: &str,
    name: &str,
) -> ApiResult<HttpResponse> {
    let files = &state.settings.files;
    let folder = owner.folder(register);
    let index = index(files, &folder).await.map_err(ApiError::unavailable)?;
    let mut response = HttpResponse::Ok();
    response
        .insert_header((CACHE_CONTROL, "no-cache"))
        .insert_header(("Access-Control-Allow-Origin", "*"))
        .insert_header(("Cross-Origin-Resource-Policy", "cross-origin"))
        .content_type("application/octet-stream");
    if name == SUMS {
        return Ok(response.body(index.sums()));
    }
    // Only what the list names: nothing else of the store can be asked for.
    let file = index.find(name).ok_or_else(ApiError::not_found)?;
    let found = published::stream(files, &format!("{folder}/{}", file.name)).await;
    let (size, pieces) = found
        .map_err(ApiError::unavailable)?
        .ok_or_else(ApiError::not_found)?;
    let attached = format!("attachment; filename=\"{slug}-{}\"", file.name);
    response.insert_header((CONTENT_DISPOSITION, attached));
    Ok(response.body(SizedStream::new(size, pieces)))
}

/// The formats in which whole registers are written: one for people, one for programs.
const FORMATS: [Format; 2] = [Format::Csv, Format::Ndjson];
