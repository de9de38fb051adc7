//! Every public page by its address, and in which WASM its code lies. The server writes all of them.

use shared::features::errors::ERRORS_PAGE;
use shared::features::interests::answers::ANSWER_PAGE;
use shared::features::watches::{CONFIRM_PAGE, END_PAGE};
#[cfg(feature = "ssr")]
use shared::registers::{REGISTERS, Register};

use crate::features::{
    about, deadline, developers, directory, documents, errors, help, interests, journal, payments,
    portal, portal_requests, registers, search, status, watches,
};
use crate::routes::{Page, fit};

/// The platform's own pages.
pub(crate) const PLATFORM_PAGES: &[Page] = &[
    Page {
        path: "/",
        view: directory::home,
    },
    Page {
        path: "/municipalidades",
        view: directory::list,
    },
    Page {
        path: "/acerca",
        view: about::about,
    },
];

/// Forms, look-ups and pages about the platform that few visits need. Their code is a WASM of its own: whoever only reads never loads it.
pub(crate) const PROCEDURE_PAGES: &[Page] = &[
    Page {
        path: "/solicitar-portal",
        view: portal_requests::request,
    },
    Page {
        path: "/seguimiento",
        view: portal_requests::tracking,
    },
    Page {
        path: "/seguimiento/corregir/{token}",
        view: portal_requests::correction,
    },
    Page {
        path: "/desarrolladores",
        view: developers::home,
    },
    Page {
        path: "/desarrolladores/confirmar",
        view: developers::confirm,
    },
    Page {
        path: "/desarrolladores/confirmar/{token}",
        view: developers::confirm,
    },
    Page {
        path: CONFIRM_PAGE,
        view: watches::confirm,
    },
    Page {
        path: "/avisos-de-datos/confirmar/{token}",
        view: watches::confirm,
    },
    Page {
        path: END_PAGE,
        view: watches::end,
    },
    Page {
        path: "/avisos-de-datos/terminar/{token}",
        view: watches::end,
    },
    Page {
        path: ANSWER_PAGE,
        view: interests::page,
    },
    Page {
        path: "/gestion-de-intereses/respuesta/{token}",
        view: interests::page,
    },
    Page {
        path: ERRORS_PAGE,
        view: errors::list,
    },
    Page {
        path: "/docs/errors/{code}",
        view: errors::one,
    },
    Page {
        path: "/verificar",
        view: documents::verify,
    },
    Page {
        path: "/verificar/{code}",
        view: documents::verify_code,
    },
    Page {
        path: "/calculadora-de-plazos",
        view: deadline::calculator,
    },
    Page {
        path: "/ayuda",
        view: help::manuals,
    },
    Page {
        path: "/ayuda/{role}",
        view: help::manual,
    },
    Page {
        path: "/buscar",
        view: search::page,
    },
    Page {
        path: journal::HEADS_PAGE,
        view: journal::platform_heads,
    },
    Page {
        path: "/estado",
        view: status::service,
    },
    Page {
        path: "/privacidad",
        view: status::privacy,
    },
    Page {
        path: "/accesibilidad",
        view: status::accessibility,
    },
];

/// The registers over all municipalities. With those below a portal their code is a WASM of its own.
pub(crate) const REGISTER_PAGES: &[Page] = &[
    Page {
        path: registers::PAGE,
        view: registers::platform_index,
    },
    Page {
        path: "/registros/{register}",
        view: registers::platform_list,
    },
    Page {
        path: "/registros/{register}/graficos",
        view: registers::platform_charts,
    },
    Page {
        path: "/registros/{register}/mapa",
        view: registers::platform_map,
    },
    Page {
        path: "/registros/{register}/cambios",
        view: registers::platform_changes,
    },
];

/// The pages of a municipality, without its prefix.
pub(crate) const TENANT_PAGES: &[Page] = &[
    Page {
        path: "/",
        view: portal::home,
    },
    Page {
        path: "/acerca",
        view: portal::about,
    },
    Page {
        path: "/ubicacion",
        view: portal::location,
    },
    Page {
        path: "/oficinas",
        view: portal::offices,
    },
    Page {
        path: "/responsables",
        view: portal::officers,
    },
    Page {
        path: "/organigrama",
        view: portal::org_chart,
    },
    Page {
        path: "/paginas/{page}",
        view: portal::page,
    },
    Page {
        path: "/videos",
        view: portal::videos,
    },
    Page {
        path: "/transparencia",
        view: portal::transparency,
    },
    Page {
        path: "/agenda",
        view: portal::agenda,
    },
    Page {
        path: "/privacidad",
        view: portal::privacy,
    },
    Page {
        path: "/buscar",
        view: portal::search,
    },
];

/// The pages of a municipality that few visits need: their code lies with the procedures.
pub(crate) const TENANT_PROCEDURE_PAGES: &[Page] = &[Page {
    path: journal::HEADS_PAGE,
    view: journal::tenant_heads,
}];

/// The registers of a municipality.
pub(crate) const TENANT_REGISTER_PAGES: &[Page] = &[
    Page {
        path: registers::PAGE,
        view: registers::tenant_index,
    },
    Page {
        path: "/registros/{register}",
        view: registers::tenant_list,
    },
    // Before the record, whose identifier they are none.
    Page {
        path: payments::HOLDER_PAGE,
        view: payments::holder,
    },
    Page {
        path: "/registros/{register}/graficos",
        view: registers::tenant_charts,
    },
    Page {
        path: "/registros/{register}/mapa",
        view: registers::tenant_map,
    },
    Page {
        path: "/registros/{register}/cambios",
        view: registers::tenant_changes,
    },
    Page {
        path: "/registros/{register}/{id}",
        view: registers::record,
    },
];

/// The registers of a municipality by the short names of their declarations. Looked at last: it fits whatever is short.
pub(crate) const SHORT_REGISTER_PAGES: &[Page] = &[
    Page {
        path: "/{register}",
        view: registers::tenant_list,
    },
    Page {
        path: "/{register}/{id}",
        view: registers::record,
    },
];

/// Logical name of the app whose code a page needs: `procedures`, `registers` or `portal`.
#[cfg(feature = "ssr")]
pub fn app_of(path: &str, host_tenant: Option<&str>) -> &'static str {
    let (place, rest) = split(path, host_tenant);
    let (procedures, registers) = match place {
        Place::Platform => (PROCEDURE_PAGES, REGISTER_PAGES),
        Place::Tenant(_) => (TENANT_PROCEDURE_PAGES, TENANT_REGISTER_PAGES),
    };
    let has = |pages: &[Page]| pages.iter().any(|page| fit(page.path, &rest).is_some());
    // A list, or a record of it.
    let name = rest.trim_matches('/').split('/').next();
    let is_short = || name.is_some_and(|name| Register::named(name).is_some());
    if has(procedures) {
        "procedures"
    } else if has(registers) || place != Place::Platform && is_short() {
        "registers"
    } else {
        "portal"
    }
}

/// Patterns of the platform's own pages: `/municipalidades`, `/verificar/{code}`.
#[cfg(feature = "ssr")]
pub fn platform_paths() -> impl Iterator<Item = &'static str> {
    let pages = PLATFORM_PAGES.iter().chain(PROCEDURE_PAGES);
    pages.chain(REGISTER_PAGES).map(|page| page.path)
}

/// Pages that show something only to whoever comes with a search, or by the link of a mail.
#[cfg(feature = "ssr")]
const FOR_ONE: [&str; 6] = [
    "/avisos-de-datos/confirmar",
    "/avisos-de-datos/terminar",
    "/buscar",
    "/desarrolladores/confirmar",
    payments::HOLDER_PAGE,
    ANSWER_PAGE,
];

/// Whether a pattern is one page, and one for everybody: what maps and lists of pages name.
#[cfg(feature = "ssr")]
pub fn is_listed(path: &str) -> bool {
    !path.contains('{') && !FOR_ONE.contains(&path)
}

/// Patterns of a municipality's pages, without its prefix.
#[cfg(feature = "ssr")]
pub fn tenant_paths() -> impl Iterator<Item = String> {
    let pages = TENANT_PAGES.iter().chain(TENANT_PROCEDURE_PAGES);
    let pages = pages.chain(TENANT_REGISTER_PAGES);
    let short = REGISTERS
        .iter()
        .map(|register| format!("/{}", register.path));
    pages.map(|page| page.path.to_owned()).chain(short)
}

/// Whose pages an address belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// The platform's.
    Platform,
    /// Those of the municipality of this name.
    Tenant(String),
}

/// Whose page it is, and its address without prefix.
pub(crate) fn split(path: &str, host_tenant: Option<&str>) -> (Place, String) {
    if let Some(slug) = host_tenant {
        return (Place::Tenant(slug.to_owned()), path.to_owned());
    }
    let Some(below) = path.strip_prefix("/m/") else {
        return (Place::Platform, path.to_owned());
    };
    let (slug, rest) = below.split_once('/').unwrap_or((below, ""));
    match fit("/{slug}", slug) {
        Some(params) => (Place::Tenant(params.get("slug")), format!("/{rest}")),
        None => (Place::Platform, path.to_owned()),
    }
}
