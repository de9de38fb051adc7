//! `/watches`: watches by mail, which need no account.

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, HttpResponse, get, post, web};
use futures_util::future::LocalBoxFuture;
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
pub(crate) async fn confirm_watch(click: Click) -> ApiResult<HttpResponse> {
    let link = click.link.clone();
    click.does(Confirm { link }, CONFIRM_PAGE).await
}

/// Ends a watch and erases the address. Mail programs call it when somebody unsubscribes there (RFC 8058): whatever is sent
/// with it is not read.
#[utoipa::path(tag = "watches", security(()), params(("token" = String, Path, description = "Del enlace")),
    responses(
        (status = 200, description = "Terminado", body = WatchLinkOut),
        (status = 303, description = "A la página, para quien la mandó desde un formulario"), LinkUse))]
#[post("/watches/links/{token}/end")]
pub(crate) async fn end_watch(click: Click) -> ApiResult<HttpResponse> {
    let link = click.link.clone();
    click.does(End { link }, END_PAGE).await
}

/// Somebody who uses the link of a mail.
pub(crate) struct Click {
    request: HttpRequest,
    state: web::Data<AppState>,
    visitor: Visitor,
    /// What the link ends with.
    link: String,
}

impl Click {
    /// Does what the link is for, and shows how the watch stands then: to programs as JSON, to a page without scripts as
    /// itself.
    async fn does(self, change: impl Change<Output = ()>, page: &str) -> ApiResult<HttpResponse> {
        let act = self
            .state
            .write
            .run(self.visitor.caller(&self.request), change);
        attempts::look_up(&self.state, &self.request, act).await?;
        if let Some(back) = forms::sent_back(&self.request, &format!("{page}/{}", self.link)) {
            return Ok(back);
        }
        etag::row(&links::opened(&self.state, &self.link).await?)
    }
}

impl FromRequest for Click {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let state = request.app_data::<web::Data<AppState>>().cloned();
        let link = request.match_info().get("token").map(str::to_owned);
        let visitor = Visitor::from_request(request, payload);
        let request = request.clone();
        Box::pin(async move {
            let (state, link) = state.zip(link).ok_or_else(ApiError::not_found)?;
            Ok(Self {
                request,
                state,
                visitor: visitor.await?,
                link,
            })
        })
    }
}
