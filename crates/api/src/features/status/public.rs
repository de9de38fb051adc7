//! The state of the service as everybody reads it.

use actix_web::{HttpRequest, HttpResponse, get, web};
use sea_orm::{EntityTrait, QuerySelect};
use shared::features::status::{ComponentStatus, ServiceStatus};

use super::entity::Entity;
use super::judge;
use crate::error::ApiResult;
use crate::features::journal;
use crate::http::etag;
use crate::http::input::{NoParams, Params};
use crate::problems;
use crate::state::AppState;

/// How the service is doing now. It answers 200 also when a part fails: `components` says which.
#[utoipa::path(
    tag = "status",
    security(()),
    responses((status = 200, description = "El estado de cada parte", body = ServiceStatus), problems::Query)
)]
#[get("/status")]
pub(super) async fn get_service_status(
    state: web::Data<AppState>,
    request: HttpRequest,
    _: Params<NoParams>,
) -> ApiResult<HttpResponse> {
    let components = components(&state).await.unwrap_or_else(|error| {
        tracing::error!(error = %error, "the state of the service could not be read");
        judge::without_database()
    });
    let view = ServiceStatus {
        checked_at: state.clock.now(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        components,
    };
    // Of this moment: not remembered.
    etag::public(&request, &view, &[])
}

/// How the parts are doing now.
pub(super) async fn components(state: &AppState) -> ApiResult<Vec<ComponentStatus>> {
    let said = Entity::find().limit(20).all(state.db.public()).await?;
    let signed_at = journal::last_signed(state.db.public()).await?;
    Ok(judge::judge(&said, signed_at, state.clock.now()))
}
