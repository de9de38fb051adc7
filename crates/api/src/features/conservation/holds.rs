//! Legal holds: listed, placed, lifted.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use shared::access::perm;
use shared::features::conservation::{HOLDS_PATH, HoldIn, HoldOut, HoldsQuery, LiftIn, RecordKind};
use shared::kit::page::{Page, PageQuery};
use uuid::Uuid;

use super::names::{Names, outside};
use crate::conservation::entity::legal_hold;
use crate::conservation::{LiftHold, PlaceHold, known};
use crate::db::PLATFORM;
use crate::error::{ApiError, ApiResult};
use crate::features::municipalities;
use crate::http::etag;
use crate::http::input::{Params, Valid};
use crate::http::staff::Staff;
use crate::kit::page;
use crate::problems::{StaffRead, StaffWrite};
use crate::state::AppState;

/// Legal holds, standing and lifted, newest first.
#[utoipa::path(tag = "conservation", security(("session" = ["conservation:manage"])), params(HoldsQuery), responses(
    (status = 200, description = "Retenciones legales", body = Page<HoldOut>), StaffRead
))]
#[get("/platform/conservation/holds")]
pub(crate) async fn list_holds(
    state: web::Data<AppState>,
    staff: Staff<perm::ConservationManage>,
    Params(query): Params<HoldsQuery>,
) -> ApiResult<HttpResponse> {
    let conn = state.db.read(staff.scope()).await?;
    let mut all = legal_hold::Entity::find();
    if let Some(subject) = query.subject_id {
        all = all.filter(legal_hold::Column::SubjectId.eq(subject));
    }
    let asked = PageQuery {
        limit: query.limit,
        cursor: query.cursor,
    };
    let found = page::newest(&conn, all, legal_hold::Column::Id, |row| row.id, &asked).await?;
    etag::row(&Page {
        items: views(&conn, found.items).await?,
        next_cursor: found.next_cursor,
        total: found.total,
    })
}

/// Places a hold: what it names is not disposed of while it stands.
#[utoipa::path(tag = "conservation", security(("session" = ["conservation:manage"])), request_body = HoldIn, responses(
    (status = 201, description = "Retención vigente", body = HoldOut), StaffWrite
))]
#[post("/platform/conservation/holds")]
pub(crate) async fn place_hold(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Staff<perm::ConservationManage>,
    body: Valid<HoldIn>,
) -> ApiResult<HttpResponse> {
    let municipality = owner(&state, body.municipality_id, body.kind).await?;
    let change = PlaceHold {
        municipality,
        kind: body.kind,
        subject: body.subject_id,
        reason: body.reason.trim().to_owned(),
        legal_basis: body.legal_basis.trim().to_owned(),
    };
    let caller = staff.caller_with(&request, &body);
    let id = state.write.run(caller, change).await?;
    let view = one(&state, &staff, id).await?;
    Ok(HttpResponse::Created()
        .insert_header(("Location", format!("{HOLDS_PATH}/{id}")))
        .json(view))
}

/// Lifts a hold.
#[utoipa::path(tag = "conservation", security(("session" = ["conservation:manage"])), request_body = LiftIn,
    params(("id" = Uuid, Path, description = "Retención")), responses(
    (status = 200, description = "Retención levantada", body = HoldOut), StaffWrite
))]
#[post("/platform/conservation/holds/{id}/lift")]
pub(crate) async fn lift_hold(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Staff<perm::ConservationManage>,
    id: web::Path<Uuid>,
    body: Valid<LiftIn>,
) -> ApiResult<HttpResponse> {
    let row = {
        let conn = state.db.read(staff.scope()).await?;
        find(&conn, *id).await?
    };
    let change = LiftHold {
        municipality: row.municipality_id,
        id: row.id,
        reason: body.reason.trim().to_owned(),
    };
    let caller = staff.caller_with(&request, &body);
    state.write.run(caller, change).await?;
    etag::row(&one(&state, &staff, row.id).await?)
}

/// Whose records are meant; a municipality that exists, and the platform for what only it has.
pub(super) async fn owner(
    state: &AppState,
    municipality: Option<Uuid>,
    kind: RecordKind,
) -> ApiResult<Uuid> {
    let wrong = |message: &str| ApiError::field("municipality_id", "unknown", message);
    match (municipality, kind) {
        (None, RecordKind::Tenant) => Err(wrong("Elija la municipalidad.")),
        (Some(_), RecordKind::PortalRequests) => Err(wrong(
            "Las solicitudes de portal son de la plataforma: deje la municipalidad vacía.",
        )),
        (None, _) => Ok(PLATFORM),
        (Some(id), _) => municipalities::find(state.db.public(), id)
            .await?
            .map(|found| found.id)
            .ok_or_else(|| wrong("No existe esta municipalidad.")),
    }
}

async fn find(conn: &impl ConnectionTrait, id: Uuid) -> ApiResult<legal_hold::Model> {
    let query = legal_hold::Entity::find().filter(legal_hold::Column::Id.eq(id));
    query.one(conn).await?.ok_or_else(ApiError::not_found)
}

async fn one(
    state: &AppState,
    staff: &Staff<perm::ConservationManage>,
    id: Uuid,
) -> ApiResult<HoldOut> {
    let conn = state.db.read(staff.scope()).await?;
    let row = find(&conn, id).await?;
    let mut views = views(&conn, vec![row]).await?;
    views.pop().ok_or_else(ApiError::not_found)
}

async fn views(
    conn: &impl ConnectionTrait,
    rows: Vec<legal_hold::Model>,
) -> ApiResult<Vec<HoldOut>> {
    let people = rows.iter().flat_map(|row| {
        let lifted = row.lifted_by.clone();
        std::iter::once(row.placed_by.clone()).chain(lifted)
    });
    let owners = rows.iter().map(|row| row.municipality_id);
    let names = Names::read(conn, owners, people).await?;
    let view = |row: legal_hold::Model| {
        Ok(HoldOut {
            id: row.id,
            municipality_id: outside(row.municipality_id),
            municipality: names.municipality(row.municipality_id),
            kind: known(&row.kind)?,
            subject_id: row.subject_id,
            reason: row.reason,
            legal_basis: row.legal_basis,
            placed_by: names.person(&row.placed_by),
            placed_at: row.placed_at,
            lifted_by: row.lifted_by.map(|id| names.person(&id)),
            lifted_at: row.lifted_at,
        })
    };
    rows.into_iter().map(view).collect()
}
