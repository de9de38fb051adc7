//! Personal data: the notice that stands at every form, the table of terms, and the record of incidents.

mod detail;
mod form;
mod list;
mod notice;
mod persons;
mod terms;

pub use notice::{
    DEVELOPER_KEY, FormNotice, GRANT, INVITATION, PAYMENT_HOLDER, PORTAL_REQUEST, RESET, SIGN_IN,
    TRACKING, WATCH, privacy_notice,
};
pub use persons::persons;
pub(crate) use terms::{months, then};
pub use terms::{officer, terms_table};

use leptos::prelude::AnyView;
use shared::features::privacy::{INCIDENTS_PATH, PLATFORM_INCIDENTS_PATH};
use uuid::Uuid;

use crate::i18n::{Text, t};
use crate::routes::Params;

/// Whose record a screen shows.
#[derive(Clone, Copy)]
struct Record {
    page: &'static str,
    api: &'static str,
    title: Text,
    lead: Text,
}

impl Record {
    /// The screen of one incident.
    fn page_of(self, id: Uuid) -> String {
        format!("{}/{id}", self.page)
    }

    /// Where one incident is read and corrected.
    fn api_of(self, id: Uuid) -> String {
        format!("{}/{id}", self.api)
    }
}

/// That of the municipality, kept by its data-protection officer.
const OWN: Record = Record {
    page: "/admin/privacidad",
    api: INCIDENTS_PATH,
    title: t::INCIDENT_TITLE,
    lead: t::INCIDENT_LEAD,
};

/// That of the platform, kept by its operators.
const PLATFORM: Record = Record {
    page: "/admin/incidentes-plataforma",
    api: PLATFORM_INCIDENTS_PATH,
    title: t::INCIDENT_PLATFORM_TITLE,
    lead: t::INCIDENT_PLATFORM_LEAD,
};

/// Where what registers tell of a person is found and erased.
pub const PERSONS_PAGE: &str = "/admin/privacidad/registros";

/// The page `/admin/privacidad`.
pub fn list(_params: &Params) -> AnyView {
    list::list(OWN)
}

/// The page `/admin/privacidad/nuevo`.
pub fn new(_params: &Params) -> AnyView {
    form::new(OWN)
}

/// The page `/admin/privacidad/{id}`.
pub fn detail(params: &Params) -> AnyView {
    detail::detail(OWN, params)
}

/// The page `/admin/incidentes-plataforma`.
pub fn platform_list(_params: &Params) -> AnyView {
    list::list(PLATFORM)
}

/// The page `/admin/incidentes-plataforma/nuevo`.
pub fn platform_new(_params: &Params) -> AnyView {
    form::new(PLATFORM)
}

/// The page `/admin/incidentes-plataforma/{id}`.
pub fn platform_detail(params: &Params) -> AnyView {
    detail::detail(PLATFORM, params)
}
