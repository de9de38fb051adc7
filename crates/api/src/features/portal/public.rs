//! What neighbours read of a portal: the documents that the last change wrote, with the values of the day.

use actix_web::{HttpRequest, HttpResponse, get, web};
use chrono::{DateTime, TimeDelta, Utc};
use serde::de::DeserializeOwned;
use shared::deadline::Calendar;
use shared::features::content::{
    OfficePublic, OrgUnitPublic, PagePublic, PageSummaryPublic, PteThemePublic, VideoPublic,
};
use shared::features::portal::widgets::{Dates, Life, is_fresh};
use shared::features::portal::{Link, PortalPublic, Widget, WidgetKind};
use shared::kit::page::Page;
use shared::time::{day_start, lima_date, next_day};

use super::agenda;
use super::officers::officers;
use super::publish::{self, PortalBody, name};
use crate::bus::Topic;
use crate::error::{ApiError, ApiResult};
use crate::features::{catalogs, grants};
use crate::http::tenant::Tenant;
use crate::http::{DependsOn, etag};
use crate::problems::Named;
use crate::reference;
use crate::state::AppState;
use crate::write::published;

/// A municipality's portal: what its pages have in common.
#[utoipa::path(tag = "portal", security(()), params(("slug" = String, Path)),
    responses((status = 200, description = "El portal", body = PortalPublic), Named))]
#[get("/m/{slug}")]
pub(crate) async fn get_portal(
    state: web::Data<AppState>,
    request: HttpRequest,
    tenant: Tenant,
) -> ApiResult<HttpResponse> {
    let tenant = tenant.with_portal()?;
    let body: Option<PortalBody> = published(state.db.public(), tenant.id, name::PORTAL).await?;
    let body = body.ok_or_else(ApiError::not_found)?;
    let now = state.clock.now();
    let today = lima_date(now);
    let header = header(&state, &body, now).await?;
    let people = grants::answering(state.db.public(), tenant.id, today).await?;
    let officers = officers(body.authority.as_ref(), &people.items, today);
    let view = PortalPublic {
        slug: tenant.slug.clone(),
        name: tenant.name.clone(),
        kind: tenant.kind,
        status: tenant.status,
        mode: publish::mode(&tenant),
        ruc: tenant.ruc.clone(),
        ubigeo: tenant.ubigeo.clone(),
        department: tenant.department.clone(),
        province: tenant.province.clone(),
        district: tenant.district.clone(),
        domain: tenant.domain.clone(),
        theme_url: Some(format!("/api/v1/m/{}/theme.css", tenant.slug)),
        coat_of_arms: body.coat_of_arms,
        header_image: body.header_image,
        summary: body.summary,
        menu: body.menu,
        widgets: header.widgets,
        contact: body.contact,
        next_events: agenda::next(&state, &tenant, today).await?,
        transparency: body.transparency,
        officers,
        state_links: state_links(&state).await?,
        updated_at: body.updated_at,
    };
    let depends = DependsOn::from(&[Topic::Tenant(tenant.id), Topic::Directory, Topic::Catalogs]);
    etag::public(&request, &view, depends.until(header.until))
}

/// The values of the header as the municipality arranges them, and when they are others without any change.
struct Header {
    widgets: Vec<Widget>,
    until: DateTime<Utc>,
}

async fn header(state: &AppState, body: &PortalBody, now: DateTime<Utc>) -> ApiResult<Header> {
    let mut known = reference::today_header(state).await?;
    let mut until = day_start(next_day(lima_date(now)));
    let life = WidgetKind::Weather.life();
    if let Some(weather) = &body.weather {
        let dates = Dates {
            since: weather.observed_at,
            until: None,
        };
        if is_fresh(life, dates, now, &Calendar::national()) {
            if let Life::Hours(hours) = life {
                until = until.min(weather.observed_at + TimeDelta::hours(hours));
            }
            known.push(Widget {
                kind: WidgetKind::Weather,
                value: weather.text.clone(),
                valid_on: lima_date(weather.observed_at),
                source: weather.source.clone(),
                decade: None,
            });
        }
    }
    let shown = body.widgets.iter().filter(|choice| choice.is_visible);
    let widgets = shown
        .filter_map(|choice| known.iter().find(|widget| widget.kind == choice.kind))
        .cloned()
        .collect();
    Ok(Header { widgets, until })
}

async fn state_links(state: &AppState) -> ApiResult<Vec<Link>> {
    let today = lima_date(state.clock.now());
    let rows = catalogs::rows(state, "state_links").await?;
    let text = |value: &serde_json::Value, name: &str| {
        value
            .get(name)
            .and_then(serde_json::Value::as_str)
            .map(str::to_owned)
    };
    Ok(rows
        .iter()
        .filter(|row| {
            row.valid_from.is_none_or(|from| from <= today)
                && row.valid_to.is_none_or(|to| today <= to)
        })
        .filter_map(|row| {
            let label = text(&row.value, "label").or_else(|| text(&row.value, "name"))?;
            Some(Link {
                label,
                url: text(&row.value, "url")?,
            })
        })
        .collect())
}

/// The pages a municipality published.
#[utoipa::path(tag = "portal", security(()), params(("slug" = String, Path)),
    responses((status = 200, description = "Las páginas", body = Page<PageSummaryPublic>), Named))]
#[get("/m/{slug}/pages")]
pub(crate) async fn list_portal_pages(
    state: web::Data<AppState>,
    request: HttpRequest,
    tenant: Tenant,
) -> ApiResult<HttpResponse> {
    serve::<Page<PageSummaryPublic>>(&state, &request, tenant, name::PAGES).await
}

/// One page of a municipality.
#[utoipa::path(tag = "portal", security(()), params(("slug" = String, Path), ("page" = String, Path)),
    responses((status = 200, description = "La página", body = PagePublic), Named))]
#[get("/m/{slug}/pages/{page}")]
pub(crate) async fn get_portal_page(
    state: web::Data<AppState>,
    request: HttpRequest,
    tenant: Tenant,
    path: web::Path<(String, String)>,
) -> ApiResult<HttpResponse> {
    let (_, page) = path.into_inner();
    serve::<PagePublic>(&state, &request, tenant, &format!("{}{page}", name::PAGE)).await
}

/// Where a municipality attends people.
#[utoipa::path(tag = "portal", security(()), params(("slug" = String, Path)),
    responses((status = 200, description = "Las oficinas", body = Page<OfficePublic>), Named))]
#[get("/m/{slug}/offices")]
pub(crate) async fn list_portal_offices(
    state: web::Data<AppState>,
    request: HttpRequest,
    tenant: Tenant,
) -> ApiResult<HttpResponse> {
    serve::<Page<OfficePublic>>(&state, &request, tenant, name::OFFICES).await
}

/// How a municipality is organised.
#[utoipa::path(tag = "portal", security(()), params(("slug" = String, Path)),
    responses((status = 200, description = "El organigrama", body = Page<OrgUnitPublic>), Named))]
#[get("/m/{slug}/org-units")]
pub(crate) async fn list_portal_org_units(
    state: web::Data<AppState>,
    request: HttpRequest,
    tenant: Tenant,
) -> ApiResult<HttpResponse> {
    serve::<Page<OrgUnitPublic>>(&state, &request, tenant, name::ORG_UNITS).await
}

/// The videos of a municipality.
#[utoipa::path(tag = "portal", security(()), params(("slug" = String, Path)),
    responses((status = 200, description = "Los videos", body = Page<VideoPublic>), Named))]
#[get("/m/{slug}/videos")]
pub(crate) async fn list_portal_videos(
    state: web::Data<AppState>,
    request: HttpRequest,
    tenant: Tenant,
) -> ApiResult<HttpResponse> {
    serve::<Page<VideoPublic>>(&state, &request, tenant, name::VIDEOS).await
}

/// The headings of the Portal de Transparencia Estándar, with what this portal publishes and what stands on the national
/// one.
#[utoipa::path(tag = "portal", security(()), params(("slug" = String, Path)),
    responses((status = 200, description = "Los rubros", body = Page<PteThemePublic>), Named))]
#[get("/m/{slug}/transparency")]
pub(crate) async fn list_portal_transparency(
    state: web::Data<AppState>,
    request: HttpRequest,
    tenant: Tenant,
) -> ApiResult<HttpResponse> {
    serve::<Page<PteThemePublic>>(&state, &request, tenant, name::TRANSPARENCY).await
}

async fn serve<T: DeserializeOwned + serde::Serialize>(
    state: &AppState,
    request: &HttpRequest,
    tenant: Tenant,
    name: &str,
) -> ApiResult<HttpResponse> {
    let tenant = tenant.with_portal()?;
    let view: Option<T> = published(state.db.public(), tenant.id, name).await?;
    let view = view.ok_or_else(ApiError::not_found)?;
    etag::public(
        request,
        &view,
        &[Topic::Tenant(tenant.id), Topic::Directory],
    )
}
