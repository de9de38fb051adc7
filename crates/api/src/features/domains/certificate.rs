//! The question of a reverse proxy that gets certificates on demand: is this name one of ours?
//!
//! Without it anybody could point names at the platform and use up what the certificate authority allows it.

use actix_web::{HttpResponse, get, web};
use serde::Deserialize;

use super::hosts::{self, HostState};
use super::name::Platform;
use crate::error::{ApiError, ApiResult};
use crate::http::input::Params;
use crate::problems::Query;
use crate::state::AppState;

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct CertificateQuery {
    /// The name for which a certificate is wanted.
    #[param(max_length = 253, example = "www.munipiura.gob.pe")]
    domain: String,
}

/// Whether a name may have a certificate: the platform's own, and domains that are proved or in service.
///
/// For the `ask` of a reverse proxy: 200 is yes, 404 is no.
#[utoipa::path(tag = "domains", security(()), params(CertificateQuery),
    responses((status = 200, description = "Sí"), (status = 404, description = "No",
        content_type = "application/problem+json", body = shared::kit::problem::Problem), Query))]
#[get("/domains/certificate-check")]
pub(crate) async fn check_certificate(
    state: web::Data<AppState>,
    query: Params<CertificateQuery>,
) -> ApiResult<HttpResponse> {
    let Params(query) = query;
    let name = query.domain.trim_end_matches('.').to_ascii_lowercase();
    let hosts = hosts::hosts(&state).await?;
    let known = hosts.find(&name).map(|(_, state)| state);
    let ours = name == Platform::new(&state.settings).host();
    if ours || matches!(known, Some(HostState::Proved | HostState::Serving)) {
        Ok(HttpResponse::Ok().finish())
    } else {
        Err(ApiError::not_found())
    }
}
