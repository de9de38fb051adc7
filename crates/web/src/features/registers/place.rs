//! Of whom registers are shown, and where their pages stand.

use chrono::{DateTime, SecondsFormat, Utc};
use shared::features::portal::PortalPublic;
use shared::registers::Register;
use shared::registers::wire::{all_records_path, records_path};
use uuid::Uuid;

use crate::format::address;
use crate::i18n::t;
use crate::page::PageMeta;
use crate::shell::tenant_path;

/// Where all registers are shown, on the platform and below a municipality.
pub const PAGE: &str = "/registros";

/// Of whom registers are shown.
#[derive(Clone, Debug)]
pub(super) enum Whose {
    /// Of one municipality.
    Of(Box<PortalPublic>),
    /// Of all of them together.
    All,
}

impl Whose {
    /// Where all registers are shown.
    pub(super) fn registers(&self) -> String {
        match self {
            Self::Of(portal) => tenant_path(&portal.slug, PAGE),
            Self::All => PAGE.to_owned(),
        }
    }

    /// Where a register's list stands: the address under which it is known.
    pub(super) fn list(&self, register: &Register) -> String {
        match self {
            Self::Of(portal) => tenant_path(&portal.slug, register.path),
            Self::All => format!("{PAGE}/{}", register.path),
        }
    }

    /// Where the API lists its records.
    pub(super) fn api(&self, register: &Register) -> String {
        match self {
            Self::Of(portal) => records_path(&portal.slug, register),
            Self::All => all_records_path(register),
        }
    }

    /// The municipality's name in addresses.
    pub(super) fn slug(&self) -> Option<String> {
        match self {
            Self::Of(portal) => Some(portal.slug.clone()),
            Self::All => None,
        }
    }

    /// Whose they are, for a sentence.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Of(portal) => portal.name.clone(),
            Self::All => t::REGISTERS_ALL_OF.s().to_owned(),
        }
    }

    /// A page with what is said of every page of the municipality.
    pub(super) fn page(&self, meta: PageMeta) -> PageMeta {
        match self {
            Self::Of(portal) => meta.of(portal),
            Self::All => meta,
        }
    }

    /// The home page, for the way to a page below it.
    pub(super) fn home(&self) -> (String, String) {
        let href = match self {
            Self::Of(portal) => tenant_path(&portal.slug, ""),
            Self::All => "/".to_owned(),
        };
        (t::PORTAL_HOME.s().to_owned(), href)
    }
}

/// Where a record stands, under the stable name of its register: citations name it.
pub(crate) fn record_page(slug: &str, register: &Register, id: Uuid) -> String {
    tenant_path(slug, &format!("{PAGE}/{}/{id}", register.id))
}

/// The same as it stood at an instant.
pub(super) fn record_then(slug: &str, register: &Register, id: Uuid, at: DateTime<Utc>) -> String {
    // As exact as the versions are: a rounded moment could lie before the version it means.
    let at = at.to_rfc3339_opts(SecondsFormat::Micros, true);
    address(&record_page(slug, register, id), &[("as_of", &at)])
}
