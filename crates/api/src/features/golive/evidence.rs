//! A look at a file of the evidence. It stands in the journal of the municipality, since papers name people.

use actix_web::{HttpRequest, HttpResponse, get, web};
use serde_json::json;
use shared::access::perm;
use shared::features::golive::Plan;
use uuid::Uuid;

use super::store;
use crate::db::Scope;
use crate::error::ApiResult;
use crate::files;
use crate::http::staff::Staff;
use crate::problems::{Binary, StaffRead};
use crate::state::AppState;
use crate::write::{Caller, Change, Entry, Recorded, Tx};

/// A file of the municipality's own evidence.
#[utoipa::path(tag = "golive", security(("session" = ["golive:keep"])),
    params(("register" = String, Path, description = "El registro", example = "visits"),
        ("id" = Uuid, Path, description = "La evidencia")),
    responses((status = 200, description = "El archivo", content_type = "application/octet-stream", body = inline(Binary)), StaffRead))]
#[get("/admin/golive/{register}/evidence/{id}")]
pub(super) async fn get_golive_evidence(
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Staff<perm::GoLiveKeep>,
    path: web::Path<(String, Uuid)>,
) -> ApiResult<HttpResponse> {
    let (register, id) = path.into_inner();
    let look = Look {
        municipality: staff.municipality()?,
        plan: store::plan(&register)?,
        id,
    };
    show(&state, &request, staff.caller(&request), look).await
}

/// A file of the evidence of a municipality.
#[utoipa::path(tag = "golive", security(("session" = ["golive:decide"])),
    params(("municipality" = Uuid, Path, description = "La municipalidad"),
        ("register" = String, Path, description = "El registro", example = "visits"),
        ("id" = Uuid, Path, description = "La evidencia")),
    responses((status = 200, description = "El archivo", content_type = "application/octet-stream", body = inline(Binary)), StaffRead))]
#[get("/platform/golive/{municipality}/{register}/evidence/{id}")]
pub(super) async fn get_municipality_golive_evidence(
    state: web::Data<AppState>,
    request: HttpRequest,
    staff: Staff<perm::GoLiveDecide>,
    path: web::Path<(Uuid, String, Uuid)>,
) -> ApiResult<HttpResponse> {
    let (municipality, register, id) = path.into_inner();
    let look = Look {
        municipality,
        plan: store::plan(&register)?,
        id,
    };
    show(&state, &request, staff.caller(&request), look).await
}

async fn show(
    state: &AppState,
    request: &HttpRequest,
    caller: Caller,
    look: Look,
) -> ApiResult<HttpResponse> {
    let municipality = look.municipality;
    let file = state.write.run(caller, look).await?;
    files::open_private(state, request, municipality, file).await
}

struct Look {
    municipality: Uuid,
    plan: &'static Plan,
    id: Uuid,
}

impl Change for Look {
    type Output = Uuid;

    fn scope(&self) -> Scope {
        Scope::Tenant(self.municipality)
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<Uuid>> {
        let row = store::evidence(tx.conn(), self.municipality, self.plan, self.id).await?;
        let entry = Entry::new(self.municipality, "file.viewed", "file", row.file_id)
            .after(json!({ "evidence": row.id, "kind": row.kind }))
            .basis("Ley 29733");
        Ok(tx.record(entry).await?.with(row.file_id))
    }
}
