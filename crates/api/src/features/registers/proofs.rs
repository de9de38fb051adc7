//! Signed heads of a register's tree, and the proofs that a version is under one and that one continues another.

use actix_web::{HttpRequest, HttpResponse, get, web};
use serde::Deserialize;
use shared::merkle::hash::Hash;
use shared::merkle::plan::{Plan, PlanError, consistency_plan, inclusion_plan};
use shared::merkle::wire::{ConsistencyProof, InclusionProof, SignedTreeHead};
use shared::registers::Register;
use uuid::Uuid;

use crate::bus::Topic;
use crate::error::{ApiError, ApiResult, Code};
use crate::http::etag;
use crate::http::input::Params;
use crate::http::tenant::Tenant;
use crate::problems::Named;
use crate::registers;
use crate::state::AppState;

/// Which version under which head.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct InclusionQuery {
    /// `leaf_index` of the version.
    #[param(minimum = 0, example = 17)]
    leaf: i64,
    /// `size` of the head.
    #[param(minimum = 1, example = 1284)]
    size: i64,
}

/// Between which heads.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ConsistencyQuery {
    /// `size` of the earlier head.
    #[param(minimum = 0, example = 1200)]
    from: i64,
    /// `size` of the later head.
    #[param(minimum = 0, example = 1284)]
    to: i64,
}

/// The last signed head of a register's tree. Keep it: with it anybody proves later that what was published then is still
/// there, unchanged.
#[utoipa::path(tag = "registers", security(()), params(("slug" = String, Path), ("register" = String, Path, example = "visits")),
    responses((status = 200, description = "La cabeza firmada", body = SignedTreeHead), Named))]
#[get("/m/{slug}/registers/{register}/tree/head")]
pub(super) async fn get_register_tree_head(
    state: web::Data<AppState>,
    request: HttpRequest,
    tenant: Tenant,
    path: web::Path<(String, String)>,
) -> ApiResult<HttpResponse> {
    let (tenant, register) = named(tenant, &path)?;
    head(register, &state, &request, &tenant).await
}

/// The last signed head of a register.
pub(super) async fn head(
    register: &'static Register,
    state: &AppState,
    request: &HttpRequest,
    tenant: &Tenant,
) -> ApiResult<HttpResponse> {
    let head = registers::last_head(state.db.public(), tenant.id, register).await?;
    let head = head.ok_or_else(ApiError::not_found)?;
    // Signing is no change that anybody is told of: read anew each time.
    etag::public(request, &head, &[])
}

/// The proof that a published version is under a head.
#[utoipa::path(tag = "registers", security(()), params(("slug" = String, Path), ("register" = String, Path, example = "visits"), InclusionQuery),
    responses((status = 200, description = "La prueba", body = InclusionProof), Named))]
#[get("/m/{slug}/registers/{register}/tree/inclusion")]
pub(super) async fn get_register_inclusion_proof(
    state: web::Data<AppState>,
    request: HttpRequest,
    tenant: Tenant,
    path: web::Path<(String, String)>,
    Params(query): Params<InclusionQuery>,
) -> ApiResult<HttpResponse> {
    let (tenant, register) = named(tenant, &path)?;
    inclusion(register, &state, &request, &tenant, &query).await
}

/// That a version is under a head.
pub(super) async fn inclusion(
    register: &'static Register,
    state: &AppState,
    request: &HttpRequest,
    tenant: &Tenant,
    query: &InclusionQuery,
) -> ApiResult<HttpResponse> {
    let (index, size) = (number("leaf", query.leaf)?, number("size", query.size)?);
    let plan = inclusion_plan(index, size).map_err(outside)?;
    let path = prove(state, tenant.id, register, &plan, size).await?;
    let proof = InclusionProof {
        municipality_id: tenant.id,
        register: register.id.to_owned(),
        index: query.leaf,
        size: query.size,
        path,
    };
    etag::public(
        request,
        &proof,
        &[Topic::Tenant(tenant.id), Topic::Directory],
    )
}

/// The proof that the tree under one head only added to that under an earlier one.
#[utoipa::path(tag = "registers", security(()), params(("slug" = String, Path), ("register" = String, Path, example = "visits"), ConsistencyQuery),
    responses((status = 200, description = "La prueba", body = ConsistencyProof), Named))]
#[get("/m/{slug}/registers/{register}/tree/consistency")]
pub(super) async fn get_register_consistency_proof(
    state: web::Data<AppState>,
    request: HttpRequest,
    tenant: Tenant,
    path: web::Path<(String, String)>,
    Params(query): Params<ConsistencyQuery>,
) -> ApiResult<HttpResponse> {
    let (tenant, register) = named(tenant, &path)?;
    consistency(register, &state, &request, &tenant, &query).await
}

/// That a head only added to another.
pub(super) async fn consistency(
    register: &'static Register,
    state: &AppState,
    request: &HttpRequest,
    tenant: &Tenant,
    query: &ConsistencyQuery,
) -> ApiResult<HttpResponse> {
    let (old, new) = (number("from", query.from)?, number("to", query.to)?);
    let plan = consistency_plan(old, new).map_err(outside)?;
    let path = prove(state, tenant.id, register, &plan, new).await?;
    let proof = ConsistencyProof {
        municipality_id: tenant.id,
        register: register.id.to_owned(),
        old_size: query.from,
        new_size: query.to,
        path,
    };
    etag::public(
        request,
        &proof,
        &[Topic::Tenant(tenant.id), Topic::Directory],
    )
}

fn named(
    tenant: Tenant,
    path: &web::Path<(String, String)>,
) -> ApiResult<(Tenant, &'static Register)> {
    let tenant = tenant.with_portal()?;
    let register = Register::find(&path.1).ok_or_else(ApiError::not_found)?;
    Ok((tenant, register))
}

async fn prove(
    state: &AppState,
    municipality: Uuid,
    register: &'static Register,
    plan: &Plan,
    size: u64,
) -> ApiResult<Vec<Hash>> {
    let conn = state.db.public();
    let grown = registers::size_of(conn, municipality, register).await?;
    if size > grown {
        let detail = format!("El árbol tiene {grown} hojas");
        return Err(ApiError::new(Code::Malformed).detail(detail));
    }
    let nodes = registers::nodes_of(conn, municipality, register, plan.nodes()).await?;
    let proof = plan.proof(|level, index| nodes.get(&(level, index)).copied());
    proof.map_err(ApiError::internal)
}

fn number(name: &str, value: i64) -> ApiResult<u64> {
    u64::try_from(value).map_err(|_| {
        ApiError::new(Code::Malformed)
            .detail(format!("El parámetro «{name}» no puede ser negativo"))
    })
}

fn outside(error: PlanError) -> ApiError {
    let detail = match error {
        PlanError::OutsideTree { .. } => "La hoja no está en un árbol de ese tamaño",
        PlanError::Shrinks { .. } => "Un árbol no se achica: «from» no puede ser mayor que «to»",
    };
    ApiError::new(Code::Malformed).detail(detail)
}
