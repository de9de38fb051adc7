//! A municipality as the directory shows it.

use shared::features::directory::{MunicipalityListItem, PortalStatus};
use shared::features::files::file_path;

use crate::features::domains::origin_of;
use crate::features::municipalities::Municipality;

/// Its public view, on the platform of this origin.
pub(crate) fn item(municipality: &Municipality, public_url: &str) -> MunicipalityListItem {
    let m = municipality.clone();
    MunicipalityListItem {
        url: url(municipality, public_url),
        coat_of_arms: m.coat_of_arms_file.map(|file| file_path(&file.to_string())),
        slug: m.slug,
        name: m.name,
        kind: m.kind,
        ruc: m.ruc,
        ubigeo: m.ubigeo,
        department: m.department,
        province: m.province,
        district: m.district,
        status: m.status,
        created_on: m.created_on,
        domain: m.domain,
    }
}

/// Where a neighbour finds the portal: under the municipality's own domain once that is active, else here.
fn url(municipality: &Municipality, public_url: &str) -> Option<String> {
    match own_origin(municipality, public_url) {
        Some(origin) => Some(format!("{origin}/")),
        None if municipality.status.has_portal() => Some(format!("/m/{}", municipality.slug)),
        None => None,
    }
}

/// The origin of the municipality's own domain, once that is active.
pub(super) fn own_origin(municipality: &Municipality, public_url: &str) -> Option<String> {
    let active = matches!(
        municipality.status,
        PortalStatus::DomainActive | PortalStatus::Transferred
    );
    let domain = municipality.domain.as_deref().filter(|_| active)?;
    Some(origin_of(public_url, domain))
}
