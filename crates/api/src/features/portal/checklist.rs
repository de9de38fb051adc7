//! How far a portal's set-up has come, computed from what is there.

use actix_web::{HttpResponse, get, web};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};
use shared::access::{Role, perm};
use shared::features::portal_admin::{Checklist, ChecklistItem, ChecklistKey, ContentKind};
use uuid::Uuid;

use super::store;
use crate::error::{ApiError, ApiResult};
use crate::features::grants::entity as grant;
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
    let people = holders(conn, municipality, None).await?;
    let officer = holders(conn, municipality, Some(Role::DataProtectionOfficer)).await?;
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
        (K::OrgUnits, units, true, "/admin/portal/organigrama"),
        (K::Pages, pages, true, "/admin/portal/paginas"),
        (K::Menu, menu, false, "/admin/portal/menu"),
        (K::Users, people > 1, true, "/admin/usuarios"),
        (K::Privacy, officer > 0, true, "/admin/usuarios"),
        (
            K::Domain,
            found.domain.is_some(),
            false,
            "/admin/portal/dominio",
        ),
    ];
    let item = |(key, done, needed_for_domain, link): (K, bool, bool, &str)| ChecklistItem {
        key,
        done,
        needed_for_domain,
        link: link.to_owned(),
    };
    Ok(Checklist {
        items: items.into_iter().map(item).collect(),
    })
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

async fn holders(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    role: Option<Role>,
) -> ApiResult<u64> {
    let mut query = grant::Entity::find()
        .filter(grant::Column::MunicipalityId.eq(municipality))
        .filter(grant::Column::EndedAt.is_null());
    if let Some(role) = role {
        query = query.filter(grant::Column::Role.eq(role.code()));
    }
    Ok(query.count(conn).await?)
}
