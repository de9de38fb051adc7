//! Every page of the staff app inside the frame, with the permission it needs, in the order of the navigation.

use leptos::prelude::AnyView;
use shared::access::Permission;
use shared::features::portal_admin::{
    EventIn, MenuItemIn, OfficeIn, OrgUnitIn, PageIn, PteItemIn, VideoIn,
};

use crate::features::portal_admin::content::{editor, list};
use crate::features::portal_requests::desk;
use crate::features::{
    accounts, api_keys, break_glass, catalogs, conservation, deadlines, documents, domains, grants,
    help, journal, municipalities, notices, outbox, places, portal_admin, privacy, tenant_exports,
    today,
};
use crate::i18n::{Text, t};
use crate::routes::Params;
use crate::shell::staff::StaffPage;

/// The pages.
pub(crate) const STAFF_PAGES: &[StaffPage] = &[
    shown("/admin", None, (t::STAFF_TODAY, "sun"), today::today),
    shown(
        "/admin/avisos",
        None,
        (t::NOTICES_TITLE, "bell"),
        notices::page,
    ),
    shown(
        "/admin/solicitudes",
        Some(Permission::PortalRequestsRead),
        (t::DESK_TITLE, "inbox"),
        desk::list,
    ),
    below(
        "/admin/solicitudes/{id}",
        Some(Permission::PortalRequestsRead),
        desk::detail,
    ),
    shown(
        "/admin/municipalidades",
        Some(Permission::MunicipalitiesManage),
        (t::MUNI_TITLE, "landmark"),
        municipalities::list,
    ),
    below(
        "/admin/municipalidades/{id}",
        Some(Permission::MunicipalitiesManage),
        municipalities::detail,
    ),
    shown(
        "/admin/dominios",
        Some(Permission::DomainsManage),
        (t::DOMAINS_TITLE, "globe"),
        domains::desk::list,
    ),
    below(
        "/admin/dominios/{id}",
        Some(Permission::DomainsManage),
        domains::desk::detail,
    ),
    shown(
        "/admin/catalogos",
        Some(Permission::CatalogsEdit),
        (t::CATALOG_TITLE, "table"),
        catalogs::catalogs,
    ),
    below(
        "/admin/catalogos/{name}",
        Some(Permission::CatalogsEdit),
        catalogs::catalog,
    ),
    below(
        "/admin/catalogos/{name}/nueva",
        Some(Permission::CatalogsEdit),
        catalogs::new,
    ),
    below(
        "/admin/catalogos/{name}/{id}",
        Some(Permission::CatalogsEdit),
        catalogs::edit,
    ),
    shown(
        "/admin/lugares",
        Some(Permission::CatalogsEdit),
        (t::PLACES_TITLE, "map-pin"),
        places::list,
    ),
    below(
        "/admin/lugares/nuevo",
        Some(Permission::CatalogsEdit),
        places::new,
    ),
    below(
        "/admin/lugares/{code}",
        Some(Permission::CatalogsEdit),
        places::edit,
    ),
    shown(
        "/admin/plazos",
        Some(Permission::CatalogsEdit),
        (t::DEADLINES_TITLE, "calendar-clock"),
        deadlines::page,
    ),
    shown(
        "/admin/operadores",
        Some(Permission::OperatorsManage),
        (t::OPERATORS_TITLE, "users"),
        grants::operators,
    ),
    below(
        "/admin/operadores/nuevo",
        Some(Permission::OperatorsManage),
        grants::new_operator,
    ),
    shown(
        "/admin/acceso-excepcional",
        Some(Permission::BreakGlassOpen),
        (t::GLASS_TITLE, "unlock"),
        break_glass::page,
    ),
    shown(
        "/admin/conservacion",
        Some(Permission::ConservationManage),
        (t::CONSERVE_TITLE, "archive"),
        conservation::page,
    ),
    shown(
        "/admin/retiros",
        Some(Permission::MunicipalitiesManage),
        (t::EXPORT_TITLE, "package"),
        tenant_exports::page,
    ),
    shown(
        "/admin/documentos-plataforma",
        Some(Permission::PlatformDocumentsManage),
        (t::PAPER_PLATFORM_TITLE, "file-check"),
        documents::platform,
    ),
    shown(
        "/admin/correos",
        Some(Permission::OperationsRead),
        (t::MAIL_TITLE, "mail"),
        outbox::list,
    ),
    below(
        "/admin/correos/{id}",
        Some(Permission::OperationsRead),
        outbox::detail,
    ),
    shown(
        "/admin/portal",
        Some(Permission::PortalRead),
        (t::SETUP_TITLE, "list-checks"),
        portal_admin::checklist,
    ),
    shown(
        "/admin/portal/apariencia",
        Some(Permission::ThemeEdit),
        (t::LOOK_TITLE, "palette"),
        portal_admin::appearance,
    ),
    shown(
        "/admin/portal/menu",
        Some(Permission::MenuEdit),
        (t::CONTENT_MENU_TITLE, "menu"),
        list::<MenuItemIn>,
    ),
    below(
        "/admin/portal/menu/{id}",
        Some(Permission::MenuEdit),
        editor::<MenuItemIn>,
    ),
    shown(
        "/admin/portal/paginas",
        Some(Permission::ContentEdit),
        (t::CONTENT_PAGES_TITLE, "file-text"),
        list::<PageIn>,
    ),
    below(
        "/admin/portal/paginas/{id}",
        Some(Permission::ContentEdit),
        editor::<PageIn>,
    ),
    shown(
        "/admin/portal/contacto",
        Some(Permission::ContentEdit),
        (t::CONTACT_TITLE, "phone"),
        portal_admin::contact,
    ),
    shown(
        "/admin/portal/oficinas",
        Some(Permission::ContentEdit),
        (t::CONTENT_OFFICES_TITLE, "map-pin"),
        list::<OfficeIn>,
    ),
    below(
        "/admin/portal/oficinas/{id}",
        Some(Permission::ContentEdit),
        editor::<OfficeIn>,
    ),
    shown(
        "/admin/portal/unidades",
        Some(Permission::ContentEdit),
        (t::CONTENT_UNITS_TITLE, "network"),
        list::<OrgUnitIn>,
    ),
    below(
        "/admin/portal/unidades/{id}",
        Some(Permission::ContentEdit),
        editor::<OrgUnitIn>,
    ),
    shown(
        "/admin/portal/videos",
        Some(Permission::ContentEdit),
        (t::CONTENT_VIDEOS_TITLE, "video"),
        list::<VideoIn>,
    ),
    below(
        "/admin/portal/videos/{id}",
        Some(Permission::ContentEdit),
        editor::<VideoIn>,
    ),
    shown(
        "/admin/portal/transparencia",
        Some(Permission::TransparencyEdit),
        (t::CONTENT_PTE_TITLE, "scale"),
        list::<PteItemIn>,
    ),
    below(
        "/admin/portal/transparencia/{id}",
        Some(Permission::TransparencyEdit),
        editor::<PteItemIn>,
    ),
    shown(
        "/admin/portal/agenda",
        Some(Permission::ContentEdit),
        (t::CONTENT_EVENTS_TITLE, "calendar-days"),
        list::<EventIn>,
    ),
    below(
        "/admin/portal/agenda/{id}",
        Some(Permission::ContentEdit),
        editor::<EventIn>,
    ),
    shown(
        "/admin/portal/cabecera",
        Some(Permission::ContentEdit),
        (t::WIDGETS_TITLE, "banknote"),
        portal_admin::widgets,
    ),
    below(
        "/admin/portal/clima",
        Some(Permission::ContentEdit),
        portal_admin::weather,
    ),
    shown(
        "/admin/usuarios",
        Some(Permission::GrantsRead),
        (t::USERS_TITLE, "users"),
        grants::list,
    ),
    below(
        "/admin/usuarios/nuevo",
        Some(Permission::GrantsManage),
        grants::new,
    ),
    shown(
        "/admin/dominio",
        Some(Permission::DomainsRequest),
        (t::DOMAIN_TITLE, "globe"),
        domains::page,
    ),
    shown(
        "/admin/claves",
        Some(Permission::ApiKeysManage),
        (t::KEYS_TITLE, "key-round"),
        api_keys::list,
    ),
    shown(
        "/admin/documentos",
        Some(Permission::DocumentsIssue),
        (t::PAPER_TITLE, "file-check"),
        documents::municipality,
    ),
    shown(
        "/admin/privacidad",
        Some(Permission::PrivacyManage),
        (t::INCIDENT_TITLE, "shield-alert"),
        privacy::list,
    ),
    below(
        "/admin/privacidad/nuevo",
        Some(Permission::PrivacyManage),
        privacy::new,
    ),
    below(
        "/admin/privacidad/{id}",
        Some(Permission::PrivacyManage),
        privacy::detail,
    ),
    shown(
        "/admin/registro",
        Some(Permission::JournalRead),
        (t::JOURNAL_TITLE, "history"),
        journal::page,
    ),
    shown(
        journal::PLATFORM_PAGE,
        Some(Permission::PlatformJournalRead),
        (t::JOURNAL_PLATFORM_TITLE, "history"),
        journal::platform_page,
    ),
    shown(
        "/admin/ayuda",
        None,
        (t::HELP_TITLE, "book-open"),
        help::staff_manuals,
    ),
    below("/admin/ayuda/{role}", None, help::staff_manual),
    below("/admin/cuenta", None, accounts::account),
];

/// A page of the navigation.
const fn shown(
    path: &'static str,
    permission: Option<Permission>,
    (label, icon): (Text, &'static str),
    view: fn(&Params) -> AnyView,
) -> StaffPage {
    StaffPage {
        path,
        permission,
        label: Some(label),
        icon,
        view,
    }
}

/// A page that is reached from others.
const fn below(
    path: &'static str,
    permission: Option<Permission>,
    view: fn(&Params) -> AnyView,
) -> StaffPage {
    StaffPage {
        path,
        permission,
        label: None,
        icon: "",
        view,
    }
}
