//! Invitations and the declaration of personal use; disabling accounts.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use shared::access::perm;
use shared::features::accounts::{
    DeclarationIn, DeclarationOut, InvitationAcceptIn, InvitationOut,
};
use shared::features::auth::MIN_PASSWORD;
use shared::time::lima_date;
use uuid::Uuid;

use super::changes::{Accept, Declare, Disable, Enable};
use super::declaration;
use super::links::{self, Purpose};
use super::people::Invitations;
use crate::db::Scope;
use crate::error::ApiResult;
use crate::features::{auth, grants};
use crate::http::etag;
use crate::http::input::Valid;
use crate::http::staff::{SignedIn, Staff, Visitor};
use crate::problems::{LinkUse, StaffRead, StaffWrite};
use crate::state::AppState;

/// What an invitation is for.
#[utoipa::path(tag = "accounts", security(()), params(("token" = String, Path, description = "Del enlace del correo")), responses(
    (status = 200, description = "La invitación", body = InvitationOut), LinkUse
))]
#[get("/auth/invitations/{token}")]
pub(crate) async fn get_invitation(
    request: HttpRequest,
    state: web::Data<AppState>,
    token: web::Path<String>,
) -> ApiResult<HttpResponse> {
    let open = links::open(&state, &token, Purpose::Invitation);
    let (link, account) = auth::attempts::look_up(&state, &request, open).await?;
    let now = state.clock.now();
    let conn = state.db.read(Scope::Platform).await?;
    let roles = grants::store::awaiting(&conn, account.id, lima_date(now)).await?;
    drop(conn);
    etag::row(&InvitationOut {
        name: account.name,
        email: account.email_mask,
        roles,
        expires_at: link.expires_at,
        min_password: MIN_PASSWORD,
    })
}

/// Accepts an invitation with a first password.
#[utoipa::path(tag = "accounts", security(()), params(("token" = String, Path, description = "Del enlace del correo")),
    request_body = InvitationAcceptIn, responses(
    (status = 204, description = "Cuenta activa; inicie sesión"), LinkUse
))]
#[post("/auth/invitations/{token}")]
pub(crate) async fn accept_invitation(
    request: HttpRequest,
    state: web::Data<AppState>,
    visitor: Visitor,
    token: web::Path<String>,
    body: Valid<InvitationAcceptIn>,
) -> ApiResult<HttpResponse> {
    let open = links::open(&state, &token, Purpose::Invitation);
    let (link, account) = auth::attempts::look_up(&state, &request, open).await?;
    auth::judge_password(&state, &account, "password", &body.password).await?;
    let change = Accept {
        digest: link.token_hash,
        account: account.id,
        hash: state.passwords.hash(&body.password).await?,
    };
    state.write.run(visitor.caller(&request), change).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// The declaration of personal use in force.
#[utoipa::path(tag = "accounts", security(("session" = [])), responses(
    (status = 200, description = "La declaración", body = DeclarationOut), StaffRead
))]
#[get("/auth/declaration")]
pub(crate) async fn get_declaration(_signed_in: SignedIn) -> ApiResult<HttpResponse> {
    etag::row(&declaration::current()?)
}

/// Accepts the declaration of personal use.
#[utoipa::path(tag = "accounts", security(("session" = [])), request_body = DeclarationIn, responses(
    (status = 204, description = "Aceptada y registrada"), StaffWrite
))]
#[post("/auth/declaration")]
pub(crate) async fn accept_declaration(
    request: HttpRequest,
    state: web::Data<AppState>,
    signed_in: SignedIn,
    body: Valid<DeclarationIn>,
) -> ApiResult<HttpResponse> {
    let change = Declare {
        account: signed_in.account(),
        version: body.version,
    };
    state.write.run(signed_in.caller(&request), change).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Disables an account: its sessions end and it signs in no more.
#[utoipa::path(tag = "accounts", security(("session" = ["operators:manage"])),
    params(("id" = Uuid, Path, description = "Cuenta")), responses(
    (status = 204, description = "Cuenta desactivada"), StaffWrite
))]
#[post("/platform/accounts/{id}/disable")]
pub(crate) async fn disable_account(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Staff<perm::OperatorsManage>,
    id: web::Path<Uuid>,
) -> ApiResult<HttpResponse> {
    staff.require_recent_factor(state.clock.now())?;
    let change = Disable {
        account: *id,
        by: staff.principal().id,
    };
    state.write.run(staff.caller(&request), change).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Enables a disabled account: its holder is invited again and chooses a new password.
#[utoipa::path(tag = "accounts", security(("session" = ["operators:manage"])),
    params(("id" = Uuid, Path, description = "Cuenta")), responses(
    (status = 204, description = "Invitación en camino"), StaffWrite
))]
#[post("/platform/accounts/{id}/enable")]
pub(crate) async fn enable_account(
    request: HttpRequest,
    state: web::Data<AppState>,
    staff: Staff<perm::OperatorsManage>,
    id: web::Path<Uuid>,
) -> ApiResult<HttpResponse> {
    staff.require_recent_factor(state.clock.now())?;
    let change = Enable {
        account: *id,
        invitations: Invitations::new(&state.settings),
    };
    state.write.run(staff.caller(&request), change).await?;
    Ok(HttpResponse::NoContent().finish())
}
