//! Short names that programs outside already rely on: the visits of a municipality and the proofs of its tree under
//! `/m/{slug}/visits`. The same rows and the same proofs as under `/m/{slug}/registers/visits`.

use actix_web::{HttpRequest, HttpResponse, get, web};
use serde_json::json;
use shared::features::visits;
use shared::merkle::wire::{ConsistencyProof, InclusionProof, SignedTreeHead};
use shared::registers::Query;

use super::full;
use super::owners::Owners;
use super::proofs::{self, ConsistencyQuery, InclusionQuery};
use super::public;
use crate::bus::Topic;
use crate::error::{ApiError, ApiResult, Code};
use crate::http::etag;
use crate::http::input::{NoParams, Params};
use crate::http::tenant::Tenant;
use crate::problems::Named;
use crate::registers::read::Scope;
use crate::state::AppState;

/// A short parameter and the one of the register that it stands for.
const OFFICIAL: (&str, &str) = ("official", "official_name_contains");

/// The visits of a municipality: `official` finds a part of the official's name, and each item names the entity.
pub(super) async fn list(
    state: web::Data<AppState>,
    request: HttpRequest,
    tenant: Tenant,
) -> ApiResult<HttpResponse> {
    let tenant = tenant.with_portal()?;
    let pairs = public::pairs(&request)?;
    let pairs = pairs.iter().map(|(name, value)| {
        let name = if name == OFFICIAL.0 { OFFICIAL.1 } else { name };
        (name, value.as_str())
    });
    let query = Query::parse(&visits::REGISTER, pairs)
        .map_err(|error| ApiError::new(Code::Malformed).detail(error.to_string()))?;
    // What stands beside each row: the municipality as the register tells it, and its name as the entity that was visited.
    let owner = json!({ "slug": tenant.slug, "name": tenant.name });
    let beside = format!("{owner},\"entity\":{}", json!(tenant.name));
    let owners = Owners::from([(tenant.id, beside.into_bytes())]);
    let scope = Scope::Tenant(tenant.id);
    let body = public::page(&state, &visits::REGISTER, &query, scope, &owners).await?;
    let body = full::page(&state, &visits::REGISTER, tenant.id, &query, body).await?;
    let topics = [Topic::Tenant(tenant.id), Topic::Directory];
    Ok(etag::public_body(
        &request,
        "application/json",
        body,
        &topics,
    ))
}

/// The last signed head of the tree of visits.
#[utoipa::path(tag = "registers", security(()), params(("slug" = String, Path)),
    responses((status = 200, description = "La cabeza firmada", body = SignedTreeHead), Named))]
#[get("/m/{slug}/visits/tree/root")]
pub(super) async fn get_visits_tree_root(
    state: web::Data<AppState>,
    request: HttpRequest,
    tenant: Tenant,
    _none: Params<NoParams>,
) -> ApiResult<HttpResponse> {
    proofs::head(&visits::REGISTER, &state, &request, &tenant.with_portal()?).await
}

/// The proof that a published visit is under a head.
#[utoipa::path(tag = "registers", security(()), params(("slug" = String, Path), InclusionQuery),
    responses((status = 200, description = "La prueba", body = InclusionProof), Named))]
#[get("/m/{slug}/visits/proof/inclusion")]
pub(super) async fn get_visits_inclusion_proof(
    state: web::Data<AppState>,
    request: HttpRequest,
    tenant: Tenant,
    Params(query): Params<InclusionQuery>,
) -> ApiResult<HttpResponse> {
    let tenant = tenant.with_portal()?;
    proofs::inclusion(&visits::REGISTER, &state, &request, &tenant, &query).await
}

/// The proof that the tree of visits only grew between two heads.
#[utoipa::path(tag = "registers", security(()), params(("slug" = String, Path), ConsistencyQuery),
    responses((status = 200, description = "La prueba", body = ConsistencyProof), Named))]
#[get("/m/{slug}/visits/proof/consistency")]
pub(super) async fn get_visits_consistency_proof(
    state: web::Data<AppState>,
    request: HttpRequest,
    tenant: Tenant,
    Params(query): Params<ConsistencyQuery>,
) -> ApiResult<HttpResponse> {
    let tenant = tenant.with_portal()?;
    proofs::consistency(&visits::REGISTER, &state, &request, &tenant, &query).await
}
