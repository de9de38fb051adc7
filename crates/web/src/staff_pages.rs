//! Every page of the staff app inside the frame, with the permission it needs, in the order of the navigation. Those of
//! the set-up stand in its feature, which shows them as tiles too.

use shared::access::Permission;

use crate::features::portal_requests::desk;
use crate::features::{
    accounts, api_keys, break_glass, catalogs, conservation, deadlines, documents, domains, golive,
    grants, help, interests_admin, journal, municipalities, notices, outbox, places, portal_admin,
    privacy, registers_admin, tenant_exports, tickets, today, visits_desk, watches,
};
use crate::i18n::t;
use crate::shell::staff::{StaffPage, StaffPages};

/// The pages.
pub(crate) const STAFF_PAGES: StaffPages = &[
    FIRST,
    PLATFORM,
    portal_admin::PAGES,
    golive::PAGES,
    tickets::PAGES,
    visits_desk::PAGES,
    interests_admin::PAGES,
    registers_admin::PAGES,
    MUNICIPALITY,
    LAST,
];

const FIRST: &[StaffPage] = &[
    StaffPage::shown("/admin", None, (t::STAFF_TODAY, "sun"), today::today),
    StaffPage::shown(
        "/admin/avisos",
        None,
        (t::NOTICES_TITLE, "bell"),
        notices::page,
    ),
];

const PLATFORM: &[StaffPage] = &[
    StaffPage::shown(
        "/admin/solicitudes",
        Some(Permission::PortalRequestsRead),
        (t::DESK_TITLE, "inbox"),
        desk::list,
    ),
    StaffPage::below(
        "/admin/solicitudes/{id}",
        Some(Permission::PortalRequestsRead),
        desk::detail,
    ),
    StaffPage::shown(
        "/admin/municipalidades",
        Some(Permission::MunicipalitiesManage),
        (t::MUNI_TITLE, "landmark"),
        municipalities::list,
    ),
    StaffPage::below(
        "/admin/municipalidades/{id}",
        Some(Permission::MunicipalitiesManage),
        municipalities::detail,
    ),
    StaffPage::below(
        "/admin/municipalidades/{id}/responsables/nuevo",
        Some(Permission::MunicipalitiesManage),
        grants::new_administrator,
    ),
    StaffPage::shown(
        "/admin/dominios",
        Some(Permission::DomainsManage),
        (t::DOMAINS_TITLE, "globe"),
        domains::desk::list,
    ),
    StaffPage::below(
        "/admin/dominios/{id}",
        Some(Permission::DomainsManage),
        domains::desk::detail,
    ),
    StaffPage::shown(
        "/admin/puestas-en-marcha",
        Some(Permission::GoLiveDecide),
        (t::GOLIVE_DESK_TITLE, "list-checks"),
        golive::desk::list,
    ),
    StaffPage::below(
        "/admin/puestas-en-marcha/{id}",
        Some(Permission::GoLiveDecide),
        golive::desk::detail,
    ),
    StaffPage::shown(
        "/admin/consultas-de-municipalidades",
        Some(Permission::TicketsAnswer),
        (t::TICKETS_DESK_TITLE, "inbox"),
        tickets::desk::list,
    ),
    StaffPage::below(
        "/admin/consultas-de-municipalidades/{id}",
        Some(Permission::TicketsAnswer),
        tickets::desk::detail,
    ),
    StaffPage::shown(
        "/admin/catalogos",
        Some(Permission::CatalogsEdit),
        (t::CATALOG_TITLE, "table"),
        catalogs::catalogs,
    ),
    StaffPage::below(
        "/admin/catalogos/{name}",
        Some(Permission::CatalogsEdit),
        catalogs::catalog,
    ),
    StaffPage::below(
        "/admin/catalogos/{name}/nueva",
        Some(Permission::CatalogsEdit),
        catalogs::new,
    ),
    StaffPage::below(
        "/admin/catalogos/{name}/{id}",
        Some(Permission::CatalogsEdit),
        catalogs::edit,
    ),
    StaffPage::shown(
        "/admin/lugares",
        Some(Permission::CatalogsEdit),
        (t::PLACES_TITLE, "map-pin"),
        places::list,
    ),
    StaffPage::below(
        "/admin/lugares/nuevo",
        Some(Permission::CatalogsEdit),
        places::new,
    ),
    StaffPage::below(
        "/admin/lugares/{code}",
        Some(Permission::CatalogsEdit),
        places::edit,
    ),
    StaffPage::shown(
        "/admin/plazos",
        Some(Permission::CatalogsEdit),
        (t::DEADLINES_TITLE, "calendar-clock"),
        deadlines::page,
    ),
    StaffPage::shown(
        "/admin/operadores",
        Some(Permission::OperatorsManage),
        (t::OPERATORS_TITLE, "users"),
        grants::operators,
    ),
    StaffPage::below(
        "/admin/operadores/nuevo",
        Some(Permission::OperatorsManage),
        grants::new_operator,
    ),
    StaffPage::shown(
        "/admin/claves-externas",
        Some(Permission::PlatformKeysManage),
        (t::KEYS_OUTSIDERS_TITLE, "key-round"),
        api_keys::outsiders,
    ),
    StaffPage::shown(
        "/admin/acceso-excepcional",
        Some(Permission::BreakGlassOpen),
        (t::GLASS_TITLE, "unlock"),
        break_glass::page,
    ),
    StaffPage::shown(
        "/admin/conservacion",
        Some(Permission::ConservationManage),
        (t::CONSERVE_TITLE, "archive"),
        conservation::page,
    ),
    StaffPage::shown(
        "/admin/retiros",
        Some(Permission::MunicipalitiesManage),
        (t::EXPORT_TITLE, "package"),
        tenant_exports::page,
    ),
    StaffPage::shown(
        "/admin/documentos-plataforma",
        Some(Permission::PlatformDocumentsManage),
        (t::PAPER_PLATFORM_TITLE, "file-check"),
        documents::platform,
    ),
    StaffPage::shown(
        "/admin/incidentes-plataforma",
        Some(Permission::PlatformPrivacyManage),
        (t::INCIDENT_PLATFORM_TITLE, "shield-alert"),
        privacy::platform_list,
    ),
    StaffPage::below(
        "/admin/incidentes-plataforma/nuevo",
        Some(Permission::PlatformPrivacyManage),
        privacy::platform_new,
    ),
    StaffPage::below(
        "/admin/incidentes-plataforma/{id}",
        Some(Permission::PlatformPrivacyManage),
        privacy::platform_detail,
    ),
    StaffPage::shown(
        "/admin/correos",
        Some(Permission::OperationsRead),
        (t::MAIL_TITLE, "mail"),
        outbox::list,
    ),
    StaffPage::below(
        "/admin/correos/{id}",
        Some(Permission::OperationsRead),
        outbox::detail,
    ),
];

const MUNICIPALITY: &[StaffPage] = &[
    StaffPage::shown(
        "/admin/usuarios",
        Some(Permission::GrantsRead),
        (t::USERS_TITLE, "users"),
        grants::list,
    ),
    StaffPage::below(
        "/admin/usuarios/nuevo",
        Some(Permission::GrantsManage),
        grants::new,
    ),
    StaffPage::shown(
        "/admin/dominio",
        Some(Permission::DomainsRequest),
        (t::DOMAIN_TITLE, "globe"),
        domains::page,
    ),
    StaffPage::shown(
        "/admin/claves",
        Some(Permission::ApiKeysManage),
        (t::KEYS_TITLE, "key-round"),
        api_keys::list,
    ),
    StaffPage::shown(
        watches::HOOKS_PAGE,
        Some(Permission::WatchesManage),
        (t::HOOKS_TITLE, "bell"),
        watches::hooks,
    ),
    StaffPage::below(
        "/admin/webhooks/{id}",
        Some(Permission::WatchesManage),
        watches::hook,
    ),
    StaffPage::shown(
        "/admin/documentos",
        Some(Permission::DocumentsIssue),
        (t::PAPER_TITLE, "file-check"),
        documents::municipality,
    ),
    StaffPage::shown(
        "/admin/privacidad",
        Some(Permission::PrivacyManage),
        (t::INCIDENT_TITLE, "shield-alert"),
        privacy::list,
    ),
    StaffPage::below(
        "/admin/privacidad/nuevo",
        Some(Permission::PrivacyManage),
        privacy::new,
    ),
    StaffPage::below(
        privacy::PERSONS_PAGE,
        Some(Permission::PrivacyManage),
        privacy::persons,
    ),
    StaffPage::below(
        "/admin/privacidad/{id}",
        Some(Permission::PrivacyManage),
        privacy::detail,
    ),
];

/// The journals, which both have, and what everybody looks for at the end.
const LAST: &[StaffPage] = &[
    StaffPage::shown(
        "/admin/registro",
        Some(Permission::JournalRead),
        (t::JOURNAL_TITLE, "history"),
        journal::page,
    ),
    StaffPage::shown(
        journal::PLATFORM_PAGE,
        Some(Permission::PlatformJournalRead),
        (t::JOURNAL_PLATFORM_TITLE, "history"),
        journal::platform_page,
    ),
    StaffPage::shown(
        "/admin/ayuda",
        None,
        (t::HELP_TITLE, "book-open"),
        help::staff_manuals,
    ),
    StaffPage::below("/admin/ayuda/{role}", None, help::staff_manual),
    StaffPage::below("/admin/cuenta", None, accounts::account),
];
