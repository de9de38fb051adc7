//! What staff may do with files: send one for a form, look at the private ones of their municipality or of the platform.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use serde_json::json;
use shared::access::perm;
use shared::features::files::{UploadForm, UploadPurpose, platform_file_path};
use shared::features::portal_admin::{StaffFile, staff_file_path};
use shared::kit::problem::Problem;
use uuid::Uuid;

use crate::db::{PLATFORM, Scope};
use crate::error::{ApiError, ApiResult};
use crate::features::grants;
use crate::files::{self, Upload};
use crate::http::staff::Staff;
use crate::problems::{Binary, StaffRead, StaffWrite};
use crate::state::AppState;
use crate::write::{Caller, Change, Entry, Recorded, Tx};

/// Send a file for a form of the municipality.
///
/// Images are written anew without their metadata. The file is private until a form that publishes it names its id; one
/// that no form names goes after two days.
#[utoipa::path(tag = "files", security(("session" = ["files:send"])),
    params(("purpose" = inline(UploadPurpose), Path, description = "Para qué es: decide qué puede ser")),
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses((status = 201, description = "Recibido y revisado", body = StaffFile), StaffWrite))]
#[post("/admin/uploads/{purpose}")]
pub(super) async fn create_staff_file(
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Staff<perm::FilesSend>,
    purpose: web::Path<UploadPurpose>,
    upload: Upload,
) -> ApiResult<HttpResponse> {
    let caller = staff.caller(&request);
    keep(&state, caller, staff.municipality()?, *purpose, upload).await
}

/// Send a file for a form of the platform, such as the resolution that names an operator.
///
/// As a file of a municipality: private, and gone after two days where no form names it.
#[utoipa::path(tag = "files", security(("session" = ["operators:manage"])),
    params(("purpose" = inline(UploadPurpose), Path, description = "Para qué es: decide qué puede ser")),
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses((status = 201, description = "Recibido y revisado", body = StaffFile), StaffWrite))]
#[post("/platform/uploads/{purpose}")]
pub(super) async fn create_platform_file(
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Staff<perm::OperatorsManage>,
    purpose: web::Path<UploadPurpose>,
    upload: Upload,
) -> ApiResult<HttpResponse> {
    keep(&state, staff.caller(&request), PLATFORM, *purpose, upload).await
}

async fn keep(
    state: &AppState,
    caller: Caller,
    municipality: Uuid,
    purpose: UploadPurpose,
    upload: Upload,
) -> ApiResult<HttpResponse> {
    let received = files::receive(state, municipality, purpose, upload).await?;
    let change = Keep {
        municipality,
        purpose,
        upload_id: received.upload_id,
        size: received.size,
    };
    let kept = state.write.run(caller, change).await?;
    Ok(HttpResponse::Created().json(kept))
}

/// Look at a file of the municipality, or at the document by which the platform named its administrator. A look at a
/// private one is journaled.
#[utoipa::path(tag = "files", security(("session" = ["files:read"])),
    params(("id" = Uuid, Path, description = "El archivo", example = "0193a1c2-7b1e-7c3a-9f00-2a6d1f0c4b11")),
    responses(
        (status = 200, description = "El archivo entero", content_type = "application/octet-stream", body = inline(Binary)),
        (status = 206, description = "La parte que se pidió", content_type = "application/octet-stream", body = inline(Binary)),
        (status = 409, description = "En cuarentena", content_type = "application/problem+json", body = Problem),
        StaffRead))]
#[get("/admin/files/{id}")]
pub(super) async fn get_staff_file(
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Staff<perm::FilesRead>,
    id: web::Path<Uuid>,
) -> ApiResult<HttpResponse> {
    let (municipality, id) = (staff.municipality()?, id.into_inner());
    let conn = state.db.read(Scope::Platform).await?;
    let own = files::find(&conn, municipality, id).await?.is_some();
    let designates = !own && grants::is_resolution(&conn, municipality, id).await?;
    drop(conn);
    let look = Look {
        journal: municipality,
        owner: if designates { PLATFORM } else { municipality },
        id,
    };
    show(&state, &request, staff.caller(&request), look).await
}

/// Look at a private file of the platform, such as the scan of a request. The look is journaled.
#[utoipa::path(tag = "files", security(("session" = ["portal_requests:read"])),
    params(("id" = Uuid, Path, description = "El archivo", example = "0193a1c2-7b1e-7c3a-9f00-2a6d1f0c4b11")),
    responses(
        (status = 200, description = "El archivo entero", content_type = "application/octet-stream", body = inline(Binary)),
        (status = 206, description = "La parte que se pidió", content_type = "application/octet-stream", body = inline(Binary)),
        (status = 409, description = "En cuarentena", content_type = "application/problem+json", body = Problem),
        StaffRead))]
#[get("/platform/files/{id}")]
pub(super) async fn get_platform_file(
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Staff<perm::PortalRequestsRead>,
    id: web::Path<Uuid>,
) -> ApiResult<HttpResponse> {
    let look = Look {
        journal: PLATFORM,
        owner: PLATFORM,
        id: id.into_inner(),
    };
    show(&state, &request, staff.caller(&request), look).await
}

async fn show(
    state: &AppState,
    request: &HttpRequest,
    caller: Caller,
    look: Look,
) -> ApiResult<HttpResponse> {
    let Look { owner, id, .. } = look;
    let read = state.db.read(Scope::of(owner)).await?;
    let file = files::find(&read, owner, id).await?;
    drop(read);
    // What anybody may read is no look at anything private.
    if !file.ok_or_else(ApiError::not_found)?.is_public {
        state.write.run(caller, look).await?;
    }
    files::open_private(state, request, owner, id).await
}

/// Makes a received file a row of the municipality, or of the platform.
struct Keep {
    municipality: Uuid,
    purpose: UploadPurpose,
    upload_id: String,
    size: u64,
}

impl Change for Keep {
    type Output = StaffFile;

    fn scope(&self) -> Scope {
        Scope::of(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<StaffFile>> {
        let upload = &self.upload_id;
        let file = files::keep(tx, self.municipality, upload, self.purpose).await?;
        // Its name may say who it is about: the digest is enough to find it again.
        let after = json!({ "sent_as": self.purpose, "sha256": file.sha256, "media_type": file.media_type });
        let entry = Entry::new(self.municipality, "file.received", "file", file.id).after(after);
        let receipt = tx.record(entry).await?;
        Ok(receipt.with(StaffFile {
            id: file.id,
            url: if self.municipality == PLATFORM {
                platform_file_path(&file.id.to_string())
            } else {
                staff_file_path(&file.id.to_string())
            },
            name: file.name,
            media_type: file.media_type,
            size: self.size,
        }))
    }
}

/// A look at a private file.
#[derive(Clone, Copy)]
struct Look {
    /// Whose journal tells of it: that of those who look.
    journal: Uuid,
    /// Whose file it is.
    owner: Uuid,
    id: Uuid,
}

impl Change for Look {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::of(self.owner)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let file = files::find(tx.conn(), self.owner, self.id).await?;
        let file = file.ok_or_else(ApiError::not_found)?;
        let entry = Entry::new(self.journal, "file.viewed", "file", file.id)
            .after(json!({ "sha256": file.sha256 }))
            .basis("Ley 29733");
        Ok(tx.record(entry).await?.with(()))
    }
}
