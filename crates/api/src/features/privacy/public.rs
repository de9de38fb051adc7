//! Who answers for personal data, for anybody.

use actix_web::{HttpRequest, HttpResponse, get, web};
use shared::access::Role;
use shared::features::grants::Responsibles;
use shared::features::privacy::{OfficerPublic, PrivacyPublic, TermPublic};
use shared::time::lima_date;

use crate::conservation::{CATALOG, is_in_force};
use crate::error::ApiResult;
use crate::features::{catalogs, grants};
use crate::http::etag;
use crate::http::input::{NoParams, Params};
use crate::http::tenant::Tenant;
use crate::problems::{Named, Query};
use crate::state::AppState;
use crate::write::published;

/// The data-protection officer of a municipality, and how long its records are kept.
#[utoipa::path(tag = "privacy", security(()), params(("slug" = String, Path, description = "Municipalidad", example = "munipiura")),
    responses((status = 200, description = "Quién responde y cuánto se guarda", body = PrivacyPublic), Named))]
#[get("/m/{slug}/privacy")]
pub(crate) async fn get_privacy(
    request: HttpRequest,
    state: web::Data<AppState>,
    tenant: Tenant,
) -> ApiResult<HttpResponse> {
    let today = lima_date(state.clock.now());
    let published: Option<Responsibles> =
        published(state.db.public(), tenant.id, grants::RESPONSIBLES).await?;
    let mut people = published.unwrap_or_default().items.into_iter();
    let officer = people
        .find(|person| person.role == Role::DataProtectionOfficer && person.on(today))
        .map(|person| OfficerPublic {
            name: person.name,
            resolution: person.resolution,
            since: Some(person.starts_on),
        });
    let view = PrivacyPublic {
        officer,
        email: None,
        terms: terms(&state).await?,
    };
    // Not remembered: who is in office changes with the day, and no change tells.
    etag::public(&request, &view, &[])
}

/// The data-protection officer of the platform, and how long its records are kept.
#[utoipa::path(tag = "privacy", security(()),
    responses((status = 200, description = "Quién responde y cuánto se guarda", body = PrivacyPublic), Query))]
#[get("/privacy")]
pub(crate) async fn get_platform_privacy(
    request: HttpRequest,
    state: web::Data<AppState>,
    _: Params<NoParams>,
) -> ApiResult<HttpResponse> {
    let settings = &state.settings.privacy;
    let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let view = PrivacyPublic {
        officer: given(&settings.officer).map(|name| OfficerPublic {
            name,
            resolution: settings.resolution.clone(),
            since: None,
        }),
        email: given(&settings.email),
        terms: terms(&state).await?,
    };
    etag::public(&request, &view, &[])
}

async fn terms(state: &AppState) -> ApiResult<Vec<TermPublic>> {
    let today = lima_date(state.clock.now());
    let rows = catalogs::rows(state, CATALOG).await?;
    let in_force = rows.iter().filter(|row| is_in_force(row, today));
    Ok(in_force.filter_map(TermPublic::of).collect())
}
