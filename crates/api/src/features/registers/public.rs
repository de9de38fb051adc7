//! What anybody reads of registers.

use std::collections::HashMap;

use actix_web::{HttpRequest, HttpResponse, get, web};
use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use serde_json::json;
use shared::kit::page::Page;
use shared::registers::wire::{Citation, FacetOut, FacetValue, RegisterOut};
use shared::registers::{Column, Query, REGISTERS, Register};
use uuid::Uuid;

use super::view::View;
use super::{full, owners};
use crate::bus::Topic;
use crate::db::Scope as Whose;
use crate::error::{ApiError, ApiResult, Code};
use crate::features::golive;
use crate::http::tenant::Tenant;
use crate::http::{DependsOn, etag};
use crate::problems::{Named, Query as QueryProblems};
use crate::registers::read::{self, Scope};
use crate::state::AppState;

/// The registers that municipalities publish, with their columns.
#[utoipa::path(tag = "registers", security(()),
    responses((status = 200, description = "Los registros", body = Page<RegisterOut>), QueryProblems))]
#[get("/registers")]
pub(super) async fn list_registers(request: HttpRequest) -> ApiResult<HttpResponse> {
    let all = REGISTERS.iter().map(|register| RegisterOut::of(register));
    etag::public(
        &request,
        &Page::complete(all.collect()),
        DependsOn::program(),
    )
}

/// The registers of a municipality, with how many records they hold and when they were last brought up to date.
#[utoipa::path(tag = "registers", security(()), params(("slug" = String, Path)),
    responses((status = 200, description = "Los registros", body = Page<RegisterOut>), Named))]
#[get("/m/{slug}/registers")]
pub(super) async fn list_municipality_registers(
    state: web::Data<AppState>,
    request: HttpRequest,
    tenant: Tenant,
) -> ApiResult<HttpResponse> {
    let tenant = tenant.with_portal()?;
    let mut all = Vec::new();
    for register in REGISTERS {
        all.push(told(&state, register, tenant.id).await?);
    }
    etag::public(&request, &Page::complete(all), lasting(&state, tenant.id))
}

/// A register with what depends on its records.
async fn told(
    state: &AppState,
    register: &'static Register,
    tenant: Uuid,
) -> ApiResult<RegisterOut> {
    let engine = &state.registers;
    let scope = Scope::Tenant(tenant);
    let query = Query::default();
    let count = read::total(register, engine.backend(), &state.vault, &query, scope)?;
    let mut records = 0;
    engine
        .read(&count, |row| {
            records = row.number(0)?.unwrap_or_default();
            Ok(())
        })
        .await?;
    let updated_at = updated_at(state, register, tenant).await?;
    let patience = TimeDelta::days(register.periodicity.patience());
    let now = state.clock.now();
    let read = state.db.read(Whose::Tenant(tenant)).await?;
    Ok(RegisterOut {
        is_in_production: golive::in_production(&read, tenant, register).await?,
        records: u64::try_from(records).ok(),
        is_stale: updated_at.is_some_and(|at| at + patience < now),
        updated_at,
        ..RegisterOut::of(register)
    })
}

/// When something was published last.
pub(super) async fn updated_at(
    state: &AppState,
    register: &'static Register,
    tenant: Uuid,
) -> ApiResult<Option<DateTime<Utc>>> {
    let engine = &state.registers;
    let scope = Scope::Tenant(tenant);
    let newest = read::newest(register, engine.backend(), &state.vault, scope);
    let mut updated_at = None;
    engine
        .read(&newest, |row| {
            updated_at = row.text(0)?.map(moment).transpose()?;
            Ok(())
        })
        .await?;
    Ok(updated_at)
}

/// What depends on a municipality's records, for at most an hour: whether a register is stale depends on the time too.
fn lasting(state: &AppState, tenant: Uuid) -> DependsOn {
    let topics = [Topic::Tenant(tenant), Topic::Directory];
    DependsOn::from(&topics).until(state.clock.now() + TimeDelta::hours(1))
}

/// The parameters of an address, decoded.
pub(super) fn pairs(request: &HttpRequest) -> ApiResult<Vec<(String, String)>> {
    serde_urlencoded::from_str(request.query_string()).map_err(|_| ApiError::new(Code::Malformed))
}

/// What a request asks of a register.
pub(super) fn asked(register: &'static Register, request: &HttpRequest) -> ApiResult<Query> {
    let pairs = pairs(request)?;
    let pairs = pairs
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    Query::parse(register, pairs)
        .map_err(|error| ApiError::new(Code::Malformed).detail(error.to_string()))
}

/// The records of one municipality, or of all of them.
pub(super) async fn list(register: &'static Register, view: View) -> ApiResult<HttpResponse> {
    let query = view.asked(register)?;
    let owners = view.owners().await?;
    let mut body = page(&view.state, register, &query, view.scope(), &owners).await?;
    if let Some(tenant) = view.tenant() {
        body = full::page(&view.state, register, tenant.id, &query, body).await?;
    }
    let depends = view.depends();
    Ok(etag::public_body(
        &view.request,
        "application/json",
        body,
        depends,
    ))
}

/// A page of records as JSON.
pub(super) async fn page(
    state: &AppState,
    register: &'static Register,
    query: &Query,
    scope: Scope,
    owners: &HashMap<Uuid, Vec<u8>>,
) -> ApiResult<Vec<u8>> {
    let engine = &state.registers;
    let list = read::list(register, engine.backend(), &state.vault, query, scope)?;
    let mut page = read::Page::default();
    engine
        .read(&list, |row| {
            read::items(&mut page, register, query, owners, row)
        })
        .await?;
    let total = if query.total || !query.search.is_empty() {
        let count = read::total(register, engine.backend(), &state.vault, query, scope)?;
        let mut total = 0;
        engine
            .read(&count, |row| {
                total = row.number(0)?.unwrap_or_default();
                Ok(())
            })
            .await?;
        Some(total)
    } else {
        None
    };
    let mut body = Vec::with_capacity(page.body.len() + 96);
    body.extend_from_slice(b"{\"items\":[");
    body.extend_from_slice(&page.body);
    let rest = json!({ "next_cursor": page.turn.next, "total": total }).to_string();
    body.extend_from_slice(b"],");
    body.extend_from_slice(rest.trim_start_matches('{').as_bytes());
    Ok(body)
}

/// One record with its history and its citation.
pub(super) async fn get(
    register: &'static Register,
    state: web::Data<AppState>,
    request: HttpRequest,
    tenant: Tenant,
    path: web::Path<(String, Uuid)>,
) -> ApiResult<HttpResponse> {
    let tenant = tenant.with_portal()?;
    let (_, id) = path.into_inner();
    let as_of = as_of(&request)?;
    let owners = owners::one(&tenant)?;
    let engine = &state.registers;
    let scope = Scope::Tenant(tenant.id);
    let one = read::one(register, engine.backend(), &state.vault, scope, id, as_of);
    let mut found: Option<(Vec<u8>, String)> = None;
    engine
        .read(&one, |row| {
            let mut body = Vec::new();
            read::item(&mut body, register, &owners, row)?;
            found = Some((
                body,
                row.text(read::at::DIGEST)?.unwrap_or_default().to_owned(),
            ));
            Ok(())
        })
        .await?;
    let (record, digest) = found.ok_or_else(ApiError::not_found)?;
    let history = read::history(register, engine.backend(), &state.vault, scope, id);
    let mut versions = Vec::new();
    engine
        .read(&history, |row| {
            if !versions.is_empty() {
                versions.push(b',');
            }
            read::version(&mut versions, register, &owners, row)
        })
        .await?;
    let at = as_of.unwrap_or_else(|| state.clock.now());
    let citation = serde_json::to_vec(&citation(
        &state,
        &tenant.slug,
        &tenant.name,
        register,
        id,
        at,
        digest,
    ))?;
    let parts: [&[u8]; 7] = [
        b"{\"record\":",
        &record,
        b",\"history\":[",
        &versions,
        b"],\"citation\":",
        &citation,
        b"}",
    ];
    let body = full::record(&state, register, tenant.id, parts.concat()).await?;
    // The citation names the moment of the request: the answer is another at each.
    Ok(etag::public_body(&request, "application/json", body, &[]))
}

/// The only parameter of a record.
fn as_of(request: &HttpRequest) -> ApiResult<Option<DateTime<Utc>>> {
    let mut as_of = None;
    for (name, value) in &pairs(request)? {
        let at = DateTime::parse_from_rfc3339(value)
            .ok()
            .filter(|_| name == "as_of");
        let at = at.ok_or_else(|| {
            let detail = "Un registro solo admite el parámetro «as_of», un instante como 2026-11-21T15:00:00Z";
            ApiError::new(Code::Malformed).detail(detail)
        })?;
        as_of = Some(at.with_timezone(&Utc));
    }
    Ok(as_of)
}

fn citation(
    state: &AppState,
    slug: &str,
    name: &str,
    register: &'static Register,
    id: Uuid,
    at: DateTime<Utc>,
    digest: String,
) -> Citation {
    // As exact as the versions are: a rounded moment could lie before the version it cites.
    let moment = at.to_rfc3339_opts(SecondsFormat::Micros, true);
    let origin = state.settings.server.public_url.trim_end_matches('/');
    let url = format!(
        "{origin}/m/{slug}/registros/{}/{id}?as_of={moment}",
        register.id
    );
    let text = format!(
        "{name}. {}, {} {id}. Contenido al {moment}, huella SHA-256 {digest}. {url}",
        register.title, register.record
    );
    Citation {
        url,
        as_of: at,
        digest,
        text,
    }
}

/// What is counted beside the list.
pub(super) async fn count(register: &'static Register, view: View) -> ApiResult<HttpResponse> {
    let query = view.asked(register)?;
    let facets = facets(&view.state, register, &query, view.scope()).await?;
    etag::public(&view.request, &Page::complete(facets), view.depends())
}

async fn facets(
    state: &AppState,
    register: &'static Register,
    query: &Query,
    scope: Scope,
) -> ApiResult<Vec<FacetOut>> {
    let mut facets = Vec::new();
    for column in register.columns.iter().filter(|column| column.is_facet) {
        facets.push(facet(state, register, query, scope, column).await?);
    }
    Ok(facets)
}

async fn facet(
    state: &AppState,
    register: &'static Register,
    query: &Query,
    scope: Scope,
    column: &Column,
) -> ApiResult<FacetOut> {
    let engine = &state.registers;
    let statement = read::facet(
        register,
        engine.backend(),
        &state.vault,
        query,
        scope,
        column,
    )?;
    let mut values = Vec::new();
    engine
        .read(&statement, |row| {
            let value = row.text(0)?.map(str::to_owned);
            let label = value
                .as_deref()
                .map_or("Sin dato", |value| column.label_of(value))
                .to_owned();
            let count = row.number(1)?.unwrap_or_default();
            values.push(FacetValue {
                value,
                label,
                count: u64::try_from(count).map_err(ApiError::internal)?,
            });
            Ok(())
        })
        .await?;
    Ok(FacetOut {
        column: column.name.to_owned(),
        label: column.label.to_owned(),
        values,
    })
}

/// An instant of a projection.
fn moment(text: &str) -> ApiResult<DateTime<Utc>> {
    let at = DateTime::parse_from_rfc3339(text).map_err(ApiError::internal)?;
    Ok(at.with_timezone(&Utc))
}
