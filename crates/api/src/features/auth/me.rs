//! Who is signed in, and for which municipality the session works.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use shared::features::auth::{Me, WorkplaceIn};

use super::sessions::Move;
use crate::db::{PLATFORM, Scope};
use crate::error::{ApiError, ApiResult, Code};
use crate::features::accounts::store as accounts;
use crate::features::grants::places;
use crate::features::notices;
use crate::http::etag;
use crate::http::input::Valid;
use crate::http::staff::SignedIn;
use crate::problems::{StaffRead, StaffWrite};
use crate::state::AppState;

/// Who is signed in, and what the session may do.
#[utoipa::path(tag = "auth", security(("session" = [])), responses(
    (status = 200, description = "La persona y su sesión", body = Me), StaffRead
))]
#[get("/auth/me")]
pub(crate) async fn me(state: web::Data<AppState>, signed_in: SignedIn) -> ApiResult<HttpResponse> {
    let principal = signed_in.principal();
    let conn = state.db.read(Scope::Platform).await?;
    let email = accounts::mail_of(&conn, &state.vault, principal.id).await?;
    let municipalities = principal.workplaces.iter().filter(|id| **id != PLATFORM);
    let mut places = places::named(&conn, municipalities.copied().collect()).await?;
    let unread = notices::unread(&conn, principal.workplace, principal.id).await?;
    drop(conn);
    let here = places
        .iter()
        .position(|place| place.id == principal.workplace);
    let tenant = here.map(|index| places.remove(index));
    let codes = principal.permissions.iter();
    etag::row(&Me {
        name: principal.name.clone(),
        email,
        tenant,
        memberships: places,
        roles: principal.roles.clone(),
        permissions: codes
            .map(|permission| permission.code().to_owned())
            .collect(),
        unread: u32::try_from(unread).unwrap_or(u32::MAX),
        break_glass: principal.break_glass.clone().map(|open| open.state),
        next: principal.next,
        second_factor: principal.second_factor,
    })
}

/// Lets the session work for another municipality of the person, or for the platform.
#[utoipa::path(tag = "auth", security(("session" = [])), request_body = WorkplaceIn, responses(
    (status = 204, description = "La sesión trabaja allí desde ahora"), StaffWrite
))]
#[post("/auth/workplace")]
pub(crate) async fn choose_workplace(
    request: HttpRequest,
    state: web::Data<AppState>,
    signed_in: SignedIn,
    body: Valid<WorkplaceIn>,
) -> ApiResult<HttpResponse> {
    let workplace = body.municipality_id.unwrap_or(PLATFORM);
    if !signed_in.principal().workplaces.contains(&workplace) {
        return Err(ApiError::new(Code::Forbidden));
    }
    let change = Move {
        session: signed_in.session(),
        account: signed_in.account(),
        workplace,
        public_url: state.settings.server.public_url.clone(),
    };
    state.write.run(signed_in.caller(&request), change).await?;
    Ok(HttpResponse::NoContent().finish())
}
