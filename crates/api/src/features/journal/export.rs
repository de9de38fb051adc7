//! The journal to take away: entries, signed heads and keys in one archive, to be checked without this installation.

use std::fs::File;
use std::io::{Seek as _, SeekFrom};
use std::path::Path;

use actix_web::body::SizedStream;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_ENCODING};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse, get, web};
use futures_util::Stream;
use futures_util::stream::try_unfold;
use shared::access::perm;
use shared::time::lima_date;
use tokio::io::AsyncReadExt as _;
use uuid::Uuid;

use super::sign_heads;
use crate::db::{PLATFORM, Scope};
use crate::error::{ApiError, ApiResult};
use crate::features::municipalities;
use crate::http::staff::Staff;
use crate::problems::{Binary, StaffRead};
use crate::state::AppState;
use crate::verify::{EXPORTED, export_into};
use crate::write::{Caller, Change, Entry, Recorded, Tx};

/// Bytes that are sent at once.
const PIECE: u64 = 64 << 10;

/// Downloads the whole journal of the municipality with its signed heads and the keys. The download stands in the
/// journal; asks for a recent second factor.
#[utoipa::path(tag = "journal", security(("session" = ["journal:read"])), responses(
    (status = 200, description = "Asientos, cabezas firmadas y llaves", body = inline(Binary), content_type = "application/x-tar"), StaffRead))]
#[get("/admin/journal/export")]
pub(super) async fn export_journal(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Staff<perm::JournalRead>,
) -> ApiResult<HttpResponse> {
    staff.require_recent_factor(state.clock.now())?;
    let own = staff.municipality()?;
    let found = municipalities::find(state.db.public(), own).await?;
    let name = found.ok_or_else(ApiError::not_found)?.slug;
    export(&state, staff.caller(&request), own, &name).await
}

/// Downloads the whole journal of the platform itself, likewise.
#[utoipa::path(tag = "journal", security(("session" = ["platform_journal:read"])), responses(
    (status = 200, description = "Asientos, cabezas firmadas y llaves", body = inline(Binary), content_type = "application/x-tar"), StaffRead))]
#[get("/platform/journal/export")]
pub(super) async fn export_platform_journal(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Staff<perm::PlatformJournalRead>,
) -> ApiResult<HttpResponse> {
    staff.require_recent_factor(state.clock.now())?;
    export(&state, staff.caller(&request), PLATFORM, "plataforma").await
}

async fn export(
    state: &AppState,
    caller: Caller,
    municipality: Uuid,
    name: &str,
) -> ApiResult<HttpResponse> {
    state.write.run(caller, Noted { municipality }).await?;
    // So that a signature covers the last entry too, which says who took it.
    sign_heads(state).await.map_err(ApiError::unavailable)?;
    let archive = archive(state, municipality)
        .await
        .map_err(ApiError::unavailable)?;
    let size = archive.metadata().map_err(ApiError::internal)?.len();
    let day = lima_date(state.clock.now());
    let disposition = format!("attachment; filename=\"diario-{name}-{day}.tar\"");
    Ok(HttpResponse::Ok()
        .insert_header((CACHE_CONTROL, "no-store"))
        .insert_header((CONTENT_DISPOSITION, disposition))
        .insert_header((CONTENT_ENCODING, "identity"))
        .content_type("application/x-tar")
        .body(SizedStream::new(size, pieces(archive))))
}

/// Who took the journal is part of it.
struct Noted {
    municipality: Uuid,
}

impl Change for Noted {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::of(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let id = self.municipality;
        let entry = Entry::new(id, "journal.exported", "journal", id);
        Ok(tx.record(entry).await?.with(()))
    }
}

/// The archive as a file without a name, which goes when it was sent.
async fn archive(state: &AppState, municipality: Uuid) -> anyhow::Result<File> {
    let folder = tempfile::tempdir()?;
    export_into(state, municipality, folder.path()).await?;
    web::block(move || pack(folder.path())).await?
}

fn pack(folder: &Path) -> anyhow::Result<File> {
    let mut tar = tar::Builder::new(tempfile::tempfile()?);
    for name in EXPORTED {
        tar.append_path_with_name(folder.join(name), name)?;
    }
    let mut file = tar.into_inner()?;
    file.seek(SeekFrom::Start(0))?;
    Ok(file)
}

fn pieces(file: File) -> impl Stream<Item = std::io::Result<Bytes>> {
    try_unfold(tokio::fs::File::from_std(file), |mut file| async move {
        let mut piece = Vec::new();
        let read = (&mut file).take(PIECE).read_to_end(&mut piece).await?;
        Ok((read > 0).then(|| (Bytes::from(piece), file)))
    })
}
