//! Whether a register of a municipality is in production, for everybody.

use actix_web::{HttpRequest, HttpResponse, get, web};
use shared::features::golive::{GoLivePublic, plan_of};
use shared::registers::Register;

use super::{store, view};
use crate::bus::Topic;
use crate::db::Scope;
use crate::error::{ApiError, ApiResult};
use crate::http::etag;
use crate::http::input::{NoParams, Params};
use crate::http::tenant::Tenant;
use crate::problems::Named;
use crate::state::AppState;

/// Whether a register of a municipality is in production. What is not is practised with, and nothing of it is published.
#[utoipa::path(tag = "golive", security(()),
    params(("slug" = String, Path, description = "Municipalidad", example = "munipiura"),
        ("register" = String, Path, description = "El registro", example = "visits")),
    responses((status = 200, description = "Si está en producción", body = GoLivePublic), Named))]
#[get("/m/{slug}/golive/{register}")]
pub(super) async fn get_golive_standing(
    state: web::Data<AppState>,
    request: HttpRequest,
    tenant: Tenant,
    path: web::Path<(String, String)>,
    _: Params<NoParams>,
) -> ApiResult<HttpResponse> {
    let tenant = tenant.with_portal()?;
    let (_, register) = path.into_inner();
    let register = Register::find(&register).ok_or_else(ApiError::not_found)?;
    let standing = match plan_of(register) {
        None => GoLivePublic {
            is_in_production: true,
            since: None,
        },
        Some(plan) => {
            let read = state.db.read(Scope::Tenant(tenant.id)).await?;
            let since = view::since(plan, &store::stages(&read, tenant.id, plan).await?);
            GoLivePublic {
                is_in_production: since.is_some(),
                since,
            }
        }
    };
    etag::public(&request, &standing, &[Topic::Tenant(tenant.id)])
}
