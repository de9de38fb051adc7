//! `/platform/break-glass`: operators open, close and see accesses.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use sea_orm::ConnectionTrait;
use shared::access::perm;
use shared::features::break_glass::{BREAK_GLASS_PATH, BreakGlassIn, BreakGlassOut};
use shared::kit::page::Page;
use uuid::Uuid;

use super::changes::{Close, Open};
use super::entity as access;
use super::store;
use crate::db::Scope;
use crate::error::{ApiError, ApiResult};
use crate::features::accounts::store as accounts;
use crate::features::grants::places;
use crate::http::etag;
use crate::http::input::Valid;
use crate::http::staff::Staff;
use crate::problems::{StaffRead, StaffWrite};
use crate::state::AppState;

/// Accesses shown in the list; older ones are in the journals.
const SHOWN: u64 = 100;

/// The last accesses of all operators.
#[utoipa::path(tag = "break_glass", security(("session" = ["break_glass:open"])), responses(
    (status = 200, description = "Accesos", body = Page<BreakGlassOut>), StaffRead
))]
#[get("/platform/break-glass")]
pub(crate) async fn list_break_glass(
    state: web::Data<AppState>,
    _staff: Staff<perm::BreakGlassOpen>,
) -> ApiResult<HttpResponse> {
    let conn = state.db.read(Scope::Platform).await?;
    let rows = store::recent(&conn, SHOWN).await?;
    etag::row(&Page::complete(views(&conn, rows).await?))
}

/// Opens a timed access to a municipality's private data, to read. Asks for a recent second factor.
#[utoipa::path(tag = "break_glass", security(("session" = ["break_glass:open"])), request_body = BreakGlassIn, responses(
    (status = 201, description = "Acceso abierto; la municipalidad fue avisada", body = BreakGlassOut), StaffWrite
))]
#[post("/platform/break-glass")]
pub(crate) async fn open_break_glass(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Staff<perm::BreakGlassOpen>,
    body: Valid<BreakGlassIn>,
) -> ApiResult<HttpResponse> {
    staff.require_recent_factor(state.clock.now())?;
    let conn = state.db.read(Scope::Platform).await?;
    if places::named(&conn, vec![body.municipality_id])
        .await?
        .is_empty()
    {
        let message = "No existe esta municipalidad.";
        return Err(ApiError::field("municipality_id", "unknown", message));
    }
    drop(conn);
    let change = Open {
        operator: staff.principal().id,
        operator_name: staff.principal().name.clone(),
        body: (*body).clone(),
    };
    let id = state
        .write
        .run(staff.caller_with(&request, &body), change)
        .await?;
    let conn = state.db.read(Scope::Platform).await?;
    let row = store::find(&conn, id)
        .await?
        .ok_or_else(ApiError::not_found)?;
    Ok(HttpResponse::Created()
        .insert_header(("Location", format!("{BREAK_GLASS_PATH}/{id}")))
        .json(view(row, staff.principal().name.clone())))
}

/// Closes an access before its time.
#[utoipa::path(tag = "break_glass", security(("session" = ["break_glass:open"])),
    params(("id" = Uuid, Path, description = "Acceso")), responses(
    (status = 204, description = "Acceso cerrado"), StaffWrite
))]
#[post("/platform/break-glass/{id}/close")]
pub(crate) async fn close_break_glass(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Staff<perm::BreakGlassOpen>,
    id: web::Path<Uuid>,
) -> ApiResult<HttpResponse> {
    let change = Close {
        operator: staff.principal().id,
        id: *id,
    };
    state.write.run(staff.caller(&request), change).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Accesses with the names of their operators.
pub(super) async fn views(
    conn: &impl ConnectionTrait,
    rows: Vec<access::Model>,
) -> ApiResult<Vec<BreakGlassOut>> {
    let people = rows.iter().map(|row| row.account_id).collect();
    let people = accounts::by_ids(conn, people).await?;
    let name = |row: &access::Model| {
        let operator = people.get(&row.account_id);
        operator.map(|person| person.name.clone())
    };
    let view = |row| {
        let operator = name(&row).unwrap_or_default();
        view(row, operator)
    };
    Ok(rows.into_iter().map(view).collect())
}

fn view(row: access::Model, operator: String) -> BreakGlassOut {
    BreakGlassOut {
        id: row.id,
        municipality_id: row.municipality_id,
        operator,
        reason: row.reason,
        opened_at: row.opened_at,
        until: row.until,
        closed_at: row.closed_at,
    }
}
