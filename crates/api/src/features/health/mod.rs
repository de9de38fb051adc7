//! Whether the process lives and whether it can work: for supervisors and load balancers.

use actix_web::{HttpResponse, get, web};

use crate::error::{ApiError, ApiResult};
use crate::state::AppState;

/// The process answers.
#[utoipa::path(tag = "health", security(()), responses((status = 200, description = "Vivo", content_type = "text/plain", body = String)))]
#[get("/health")]
pub(crate) async fn health() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/plain; charset=utf-8")
        .body("ok")
}

/// The database answers and is migrated: requests can be served.
#[utoipa::path(tag = "health", security(()), responses(
    (status = 200, description = "Listo", content_type = "text/plain", body = String),
    (status = 503, description = "La base de datos no responde", content_type = "application/problem+json", body = shared::kit::problem::Problem)
))]
#[get("/ready")]
pub(crate) async fn ready(state: web::Data<AppState>) -> ApiResult<HttpResponse> {
    state.db.ready().await.map_err(ApiError::unavailable)?;
    Ok(HttpResponse::Ok()
        .content_type("text/plain; charset=utf-8")
        .body("ok"))
}
