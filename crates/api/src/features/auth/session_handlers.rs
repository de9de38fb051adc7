//! `/auth/sessions`: a person sees and ends his own sessions.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use shared::features::auth::{SessionOut, Sessions};
use shared::features::journal::{HistoryEntry, SubjectQuery};
use shared::kit::page::{Page, PageQuery};
use uuid::Uuid;

use super::identify::lives;
use super::sessions::{End, EndOthers, of_account};
use crate::db::Scope;
use crate::error::ApiResult;
use crate::features::journal;
use crate::http::etag;
use crate::http::input::Params;
use crate::http::staff::SignedIn;
use crate::problems::{StaffRead, StaffWrite};
use crate::state::AppState;

/// The sessions of the person who asks.
#[utoipa::path(tag = "auth", security(("session" = [])), responses(
    (status = 200, description = "Sesiones abiertas", body = Sessions), StaffRead
))]
#[get("/auth/sessions")]
pub(crate) async fn list_sessions(
    state: web::Data<AppState>,
    signed_in: SignedIn,
) -> ApiResult<HttpResponse> {
    let now = state.clock.now();
    let conn = state.db.read(Scope::Platform).await?;
    let rows = of_account(&conn, signed_in.account()).await?;
    drop(conn);
    let alive = rows
        .into_iter()
        .filter(|row| lives(row, now, &state.settings));
    let items = alive.map(|row| SessionOut {
        id: row.id,
        agent: row.agent,
        created_at: row.created_at,
        last_seen_at: row.last_seen_at,
        expires_at: row.expires_at,
        current: row.id == signed_in.session(),
    });
    etag::row(&Sessions {
        items: items.collect(),
    })
}

/// What was done with the account of the person who asks, newest first: sign-ins, sessions, password, second factor.
#[utoipa::path(tag = "auth", security(("session" = [])), params(PageQuery), responses(
    (status = 200, description = "Una página del registro", body = Page<HistoryEntry>), StaffRead
))]
#[get("/auth/history")]
pub(crate) async fn list_own_history(
    state: web::Data<AppState>,
    signed_in: SignedIn,
    query: Params<PageQuery>,
) -> ApiResult<HttpResponse> {
    let own = SubjectQuery {
        subject_id: Some(signed_in.account().to_string()),
        limit: query.0.limit,
        cursor: query.0.cursor,
    };
    etag::row(&journal::history(&state, Scope::Platform, &own.about("account")).await?)
}

/// Ends one session of the person who asks.
#[utoipa::path(tag = "auth", security(("session" = [])), params(("id" = Uuid, Path, description = "Sesión")), responses(
    (status = 204, description = "Sesión cerrada"), StaffWrite
))]
#[post("/auth/sessions/{id}/end")]
pub(crate) async fn end_session(
    request: HttpRequest,
    state: web::Data<AppState>,
    signed_in: SignedIn,
    id: web::Path<Uuid>,
) -> ApiResult<HttpResponse> {
    let change = End {
        account: signed_in.account(),
        session: *id,
        action: "auth.session_ended",
    };
    state.write.run(signed_in.caller(&request), change).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Ends every session of the person but the one that asks.
#[utoipa::path(tag = "auth", security(("session" = [])), responses(
    (status = 204, description = "Las demás sesiones se cerraron"), StaffWrite
))]
#[post("/auth/sessions/end-others")]
pub(crate) async fn end_other_sessions(
    request: HttpRequest,
    state: web::Data<AppState>,
    signed_in: SignedIn,
) -> ApiResult<HttpResponse> {
    let change = EndOthers {
        account: signed_in.account(),
        session: signed_in.session(),
    };
    state.write.run(signed_in.caller(&request), change).await?;
    Ok(HttpResponse::NoContent().finish())
}
