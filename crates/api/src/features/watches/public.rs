//! `/watches`: watches by mail, which need no account.

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use shared::features::watches::{CONFIRM_PAGE, END_PAGE, WatchIn, WatchLinkOut};

use super::ask::Ask;
use super::links::{self, Confirm, End};
use super::watched::Watched;
use crate::error::{ApiError, ApiResult};
use crate::features::auth::attempts;
use crate::http::input::{NoParams, Params, Valid};
use crate::http::staff::Visitor;
use crate::http::{etag, forms, token};
use crate::problems::{LinkUse, PublicWrite};
use crate::state::AppState;
use crate::write::Change;

/// Asks to be told by mail of what changes in a part of a register; a link to confirm comes by mail. The answer is the same
/// whatever is known of the address.
#[utoipa::path(tag = "watches", security(()), request_body = WatchIn, responses(
    (status = 202, description = "El correo con el enlace está en camino"), PublicWrite
))]
#[post("/watches")]
pub(crate) async fn request_watch(
    request: HttpRequest,
    state: web::Data<AppState>,
    visitor: Visitor,
    body: Valid<WatchIn>,
) -> ApiResult<HttpResponse> {
    let slug = body.municipality.as_deref();
    let address = attempts::address(&request, &state);
    let client_tag = state.vault.tag("watch.client", &address);
    let change = Ask {
        watched: Watched::asked(&state, &body.register, slug, &body.filters).await?,
        email: body.email.clone(),
        rhythm: body.rhythm,
        client_tag: client_tag.map_err(ApiError::internal)?,
        token: token::secret(),
        public_url: state.settings.server.public_url.clone(),
    };
    let caller = visitor.caller_with(&request, &body);
    state.write.run(caller, change).await?;
    Ok(HttpResponse::Accepted().finish())
}

/// The watch to which the link of a mail leads. Reading it changes nothing.
#[utoipa::path(tag = "watches", security(()), params(("token" = String, Path, description = "Del enlace")),
    responses((status = 200, description = "El aviso", body = WatchLinkOut), LinkUse))]
#[get("/watches/links/{token}")]
pub(crate) async fn get_watch_link(
    request: HttpRequest,
    state: web::Data<AppState>,
    link: web::Path<String>,
    _none: Params<NoParams>,
) -> ApiResult<HttpResponse> {
    let look = links::opened(&state, &link);
    let found = attempts::look_up(&state, &request, look).await?;
    etag::row(&found)
}

/// Puts a watch in force. A page without scripts is sent back to itself.
#[utoipa::path(tag = "watches", security(()), params(("token" = String, Path, description = "Del enlace")),
    responses(
        (status = 200, description = "En vigor", body = WatchLinkOut),
        (status = 303, description = "A la página, para quien la mandó desde un formulario"), LinkUse))]
#[post("/watches/links/{token}/confirm")]
pub(crate) async fn confirm_watch(
    request: HttpRequest,
    state: web::Data<AppState>,
    visitor: Visitor,
    link: web::Path<String>,
) -> ApiResult<HttpResponse> {
    let link = link.into_inner();
    let change = Confirm { link: link.clone() };
    clicked(&request, &state, &visitor, change, (CONFIRM_PAGE, &link)).await
}

/// Ends a watch and erases the address. Mail programs call it when somebody unsubscribes there (RFC 8058): whatever is sent
/// with it is not read.
#[utoipa::path(tag = "watches", security(()), params(("token" = String, Path, description = "Del enlace")),
    responses(
        (status = 200, description = "Terminado", body = WatchLinkOut),
        (status = 303, description = "A la página, para quien la mandó desde un formulario"), LinkUse))]
#[post("/watches/links/{token}/end")]
pub(crate) async fn end_watch(
    request: HttpRequest,
    state: web::Data<AppState>,
    visitor: Visitor,
    link: web::Path<String>,
) -> ApiResult<HttpResponse> {
    let link = link.into_inner();
    let change = End { link: link.clone() };
    clicked(&request, &state, &visitor, change, (END_PAGE, &link)).await
}

/// Does what a link is for, and shows how the watch stands then: to programs as JSON, to a page without scripts as itself.
async fn clicked(
    request: &HttpRequest,
    state: &AppState,
    visitor: &Visitor,
    change: impl Change<Output = ()>,
    (page, link): (&str, &str),
) -> ApiResult<HttpResponse> {
    let act = state.write.run(visitor.caller(request), change);
    attempts::look_up(state, request, act).await?;
    if let Some(back) = forms::sent_back(request, &format!("{page}/{link}")) {
        return Ok(back);
    }
    etag::row(&links::opened(state, link).await?)
}
