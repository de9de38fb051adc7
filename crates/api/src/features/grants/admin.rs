//! `/admin/grants`: the administrator of a municipality gives and ends roles.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use chrono::NaiveDate;
use shared::access::perm;
use shared::features::grants::{
    GRANTS_PATH, GrantEndIn, GrantIn, GrantOut, GrantStatus, Resolution,
};
use shared::kit::page::Page;
use shared::time::lima_date;
use uuid::Uuid;

use super::changes::{End, Give, Giver, InviteAgain, SignOut};
use super::entity as grant;
use super::{places, store};
use crate::db::Scope;
use crate::error::{ApiError, ApiResult};
use crate::features::accounts::Invitations;
use crate::features::accounts::entity::account;
use crate::features::accounts::store::{self as accounts, Status};
use crate::http::etag;
use crate::http::input::Valid;
use crate::http::principal::Principal;
use crate::http::staff::Staff;
use crate::problems::{StaffRead, StaffWrite};
use crate::state::AppState;

/// Who holds which role in the municipality, the last grant first.
#[utoipa::path(tag = "grants", security(("session" = ["grants:read"])), responses(
    (status = 200, description = "Asignaciones", body = Page<GrantOut>), StaffRead
))]
#[get("/admin/grants")]
pub(crate) async fn list_grants(
    state: web::Data<AppState>,
    staff: Staff<perm::GrantsRead>,
) -> ApiResult<HttpResponse> {
    etag::row(&list(&state, staff.municipality()?).await?)
}

/// Gives a person a role by a resolution; a person without an account is invited. Asks for a recent second factor.
#[utoipa::path(tag = "grants", security(("session" = ["grants:manage"])), request_body = GrantIn, responses(
    (status = 201, description = "Rol asignado", body = GrantOut), StaffWrite
))]
#[post("/admin/grants")]
pub(crate) async fn create_grant(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Staff<perm::GrantsManage>,
    body: Valid<GrantIn>,
) -> ApiResult<HttpResponse> {
    staff.require_recent_factor(state.clock.now())?;
    let municipality = staff.municipality()?;
    let change = Give {
        giver: giver(staff.principal()),
        municipality,
        place: place(&state, municipality).await?,
        grant: (*body).clone(),
        invitations: Invitations::new(&state.settings),
    };
    let id = state
        .write
        .run(staff.caller_with(&request, &body), change)
        .await?;
    created(&state, municipality, id).await
}

/// Ends a role before its time, from this moment. Asks for a recent second factor.
#[utoipa::path(tag = "grants", security(("session" = ["grants:manage"])), request_body = GrantEndIn,
    params(("id" = Uuid, Path, description = "Asignación")), responses(
    (status = 204, description = "Rol terminado"), StaffWrite
))]
#[post("/admin/grants/{id}/end")]
pub(crate) async fn end_grant(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Staff<perm::GrantsManage>,
    id: web::Path<Uuid>,
    body: Valid<GrantEndIn>,
) -> ApiResult<HttpResponse> {
    staff.require_recent_factor(state.clock.now())?;
    let change = End {
        giver: giver(staff.principal()),
        municipality: staff.municipality()?,
        id: *id,
        reason: body.reason.clone(),
    };
    state
        .write
        .run(staff.caller_with(&request, &body), change)
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Sends the invitation of a holder once more; the links sent before no longer work.
#[utoipa::path(tag = "grants", security(("session" = ["grants:manage"])),
    params(("id" = Uuid, Path, description = "Asignación")), responses(
    (status = 204, description = "Invitación en camino"), StaffWrite
))]
#[post("/admin/grants/{id}/invitation")]
pub(crate) async fn resend_invitation(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Staff<perm::GrantsManage>,
    id: web::Path<Uuid>,
) -> ApiResult<HttpResponse> {
    let municipality = staff.municipality()?;
    let change = InviteAgain {
        municipality,
        place: place(&state, municipality).await?,
        id: *id,
        invitations: Invitations::new(&state.settings),
    };
    state.write.run(staff.caller(&request), change).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Ends every session of a person who holds a role here. Asks for a recent second factor.
#[utoipa::path(tag = "grants", security(("session" = ["grants:manage"])),
    params(("id" = Uuid, Path, description = "Asignación")), responses(
    (status = 204, description = "Sesiones cerradas"), StaffWrite
))]
#[post("/admin/grants/{id}/end-sessions")]
pub(crate) async fn end_holder_sessions(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Staff<perm::GrantsManage>,
    id: web::Path<Uuid>,
) -> ApiResult<HttpResponse> {
    staff.require_recent_factor(state.clock.now())?;
    let change = SignOut {
        municipality: staff.municipality()?,
        id: *id,
    };
    state.write.run(staff.caller(&request), change).await?;
    Ok(HttpResponse::NoContent().finish())
}

pub(super) fn giver(principal: &Principal) -> Giver {
    Giver {
        account: principal.id,
        roles: principal.roles.clone(),
    }
}

/// The name of a municipality, for the mails about it.
///
/// # Errors
/// 404 when there is none of this id.
pub(super) async fn place(state: &AppState, municipality: Uuid) -> ApiResult<String> {
    let conn = state.db.read(Scope::Platform).await?;
    let found = places::named(&conn, vec![municipality]).await?;
    let first = found.into_iter().next();
    first
        .map(|place| place.name)
        .ok_or_else(ApiError::not_found)
}

/// The grants of a municipality or of the platform.
pub(super) async fn list(state: &AppState, municipality: Uuid) -> ApiResult<Page<GrantOut>> {
    let today = lima_date(state.clock.now());
    let conn = state.db.read(Scope::Platform).await?;
    let rows = store::all(&conn, municipality).await?;
    let people = rows.iter().map(|row| row.account_id).collect();
    let people = accounts::by_ids(&conn, people).await?;
    drop(conn);
    let views = rows.into_iter().filter_map(|row| {
        let person = people.get(&row.account_id)?;
        Some(view(row, person, today))
    });
    Ok(Page::complete(views.collect::<ApiResult<_>>()?))
}

pub(super) async fn created(
    state: &AppState,
    municipality: Uuid,
    id: Uuid,
) -> ApiResult<HttpResponse> {
    let conn = state.db.read(Scope::Platform).await?;
    let row = store::find(&conn, municipality, id)
        .await?
        .ok_or_else(ApiError::not_found)?;
    let person = accounts::find(&conn, row.account_id)
        .await?
        .ok_or_else(ApiError::not_found)?;
    drop(conn);
    let view = view(row, &person, lima_date(state.clock.now()))?;
    Ok(HttpResponse::Created()
        .insert_header(("Location", format!("{GRANTS_PATH}/{id}")))
        .json(view))
}

fn view(row: grant::Model, person: &account::Model, today: NaiveDate) -> ApiResult<GrantOut> {
    let status = if row.ended_at.is_some() {
        GrantStatus::Ended
    } else if today < row.starts_on {
        GrantStatus::Upcoming
    } else if row.ends_on.is_some_and(|ends| ends < today) {
        GrantStatus::Lapsed
    } else {
        GrantStatus::Active
    };
    Ok(GrantOut {
        id: row.id,
        account_id: row.account_id,
        name: person.name.clone(),
        email: person.email_mask.clone(),
        document: person.document_mask.clone(),
        accepted: person.status == Status::Active.code(),
        role: store::role(&row.role)?,
        theme: row.theme,
        resolution: Resolution {
            number: row.resolution_number,
            date: row.resolution_date,
            file_id: row.resolution_file_id,
        },
        starts_on: row.starts_on,
        ends_on: row.ends_on,
        status,
        ended_at: row.ended_at,
        end_reason: row.end_reason,
    })
}
