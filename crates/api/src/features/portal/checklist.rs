//! How far a portal's set-up has come, computed from what is there.

use std::collections::HashSet;

use actix_web::{HttpResponse, get, web};
use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use shared::access::{Role, perm};
use shared::features::portal_admin::{
    Checklist, ChecklistItem, ChecklistKey, ContentKind, PteItemIn,
};
use uuid::Uuid;

use super::store;
use crate::error::{ApiError, ApiResult};
use crate::features::grants;
use crate::features::municipalities;
use crate::http::etag;
use crate::http::staff::Staff;
use crate::problems::StaffRead;
use crate::state::AppState;

/// What the portal still needs before its own domain.
#[utoipa::path(tag = "portal", security(("session" = ["portal:read"])),
    responses((status = 200, description = "La lista", body = Checklist), StaffRead))]
#[get("/admin/checklist")]
pub(crate) async fn get_checklist(
    state: web::Data<AppState>,
    staff: Staff<perm::PortalRead>,
) -> ApiResult<HttpResponse> {
    let read = state.db.read(staff.scope()).await?;
    etag::row(&checklist(&read, staff.municipality()?).await?)
}

/// The checklist of a municipality, in the order in which people do it.
pub(super) async fn checklist(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
) -> ApiResult<Checklist> {
    let (settings, _) = store::settings(conn, municipality)
        .await?
        .ok_or_else(ApiError::not_found)?;
    let found = municipalities::find(conn, municipality)
        .await?
        .ok_or_else(ApiError::not_found)?;
    let contact = &settings.contact;
    let reached = [&contact.address, &contact.phone, &contact.email]
        .into_iter()
        .any(Option::is_some);
    let offices = has_visible(conn, municipality, ContentKind::Offices).await?;
    let units = has_visible(conn, municipality, ContentKind::OrgUnits).await?;
    let pages = has_visible(conn, municipality, ContentKind::Pages).await?;
    let menu = has_visible(conn, municipality, ContentKind::Menu).await?;
    let transparency = answered_themes(conn, municipality).await? >= THEMES;
    let people = grants::unended_count(conn, municipality, None).await?;
    let officer =
        grants::unended_count(conn, municipality, Some(Role::DataProtectionOfficer)).await?;
    use ChecklistKey as K;
    let items = [
        (
            K::CoatOfArms,
            settings.coat_of_arms.is_some(),
            true,
            "/admin/portal/apariencia",
        ),
        (
            K::Theme,
            settings.brand_color != store::FIRST_COLOR,
            true,
            "/admin/portal/apariencia",
        ),
        (K::Contact, reached, true, "/admin/portal/contacto"),
        (K::Offices, offices, false, "/admin/portal/oficinas"),
        (K::OrgUnits, units, true, "/admin/portal/unidades"),
        (K::Pages, pages, true, "/admin/portal/paginas"),
        (K::Menu, menu, false, "/admin/portal/menu"),
        (
            K::Transparency,
            transparency,
            true,
            "/admin/portal/transparencia",
        ),
        (K::Users, people > 1, true, "/admin/usuarios"),
        (K::Privacy, officer > 0, true, "/admin/usuarios"),
        (K::Domain, found.domain.is_some(), false, "/admin/dominio"),
    ];
    let item = |(key, done, needed_for_domain, link): (K, bool, bool, &str)| ChecklistItem {
        key,
        done,
        needed_for_domain,
        link: link.to_owned(),
    };
    Ok(Checklist {
        status: found.status,
        due_at: found.status_due_at,
        items: items.into_iter().map(item).collect(),
    })
}

/// Themes of transparency that a portal answers before it has its own domain.
const THEMES: usize = 3;

async fn answered_themes(conn: &impl ConnectionTrait, municipality: Uuid) -> ApiResult<usize> {
    let mut themes = HashSet::new();
    for row in store::items(conn, municipality, ContentKind::PteItems).await? {
        let item: PteItemIn = serde_json::from_str(&row.value)?;
        if row.is_visible && item.is_answered() {
            themes.insert(item.theme);
        }
    }
    Ok(themes.len())
}

/// How many steps of the set-up are open, and by when the platform expects them; none where there is no portal to set up.
pub(crate) async fn open_steps(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
) -> ApiResult<(u64, Option<DateTime<Utc>>)> {
    if store::settings(conn, municipality).await?.is_none() {
        return Ok((0, None));
    }
    let list = checklist(conn, municipality).await?;
    let open = list.items.iter().filter(|item| !item.done);
    let open = u64::try_from(open.count()).map_err(ApiError::internal)?;
    Ok((open, list.due_at))
}

async fn has_visible(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    kind: ContentKind,
) -> ApiResult<bool> {
    Ok(store::items(conn, municipality, kind)
        .await?
        .iter()
        .any(|row| row.is_visible))
}
