//! A municipality as the directory shows it.

use shared::features::directory::{MunicipalityListItem, PortalStatus};
use shared::features::files::file_path;

use crate::features::municipalities::Municipality;

/// Its public view.
pub(crate) fn item(municipality: &Municipality) -> MunicipalityListItem {
    let m = municipality.clone();
    MunicipalityListItem {
        url: url(municipality),
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
fn url(municipality: &Municipality) -> Option<String> {
    let own = matches!(
        municipality.status,
        PortalStatus::DomainActive | PortalStatus::Transferred
    );
    match &municipality.domain {
        Some(domain) if own => Some(format!("https://{domain}/")),
        _ if municipality.status.has_portal() => Some(format!("/m/{}", municipality.slug)),
        _ => None,
    }
}
