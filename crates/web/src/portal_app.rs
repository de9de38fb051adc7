//! The public apps: which page stands where, on the platform's host and on a municipality's own domain, and in which
//! WASM its code lies. The server writes all of them.

use leptos::prelude::*;
use leptos_router::components::Router;
use leptos_router::hooks::use_location;
use shared::features::errors::ERRORS_PAGE;

use crate::env;
use crate::features::{
    about, deadline, developers, directory, documents, errors, help, journal, portal,
    portal_requests, search, status,
};
use crate::routes::{Page, Tables, arrivals, fit, screen};
use crate::shell::not_found;
use crate::shell::public::{Site, public_shell};
use crate::ui::{ToastRegion, Toasts};

/// The platform's own pages.
const PLATFORM_PAGES: &[Page] = &[
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
const PROCEDURE_PAGES: &[Page] = &[
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

/// Where the procedures stand, for the app that does not have them.
const PROCEDURE_PATHS: &[&str] = &[
    "/solicitar-portal",
    "/seguimiento",
    "/seguimiento/corregir/{token}",
    "/desarrolladores",
    "/desarrolladores/confirmar",
    "/desarrolladores/confirmar/{token}",
    ERRORS_PAGE,
    "/docs/errors/{code}",
    "/verificar",
    "/verificar/{code}",
    "/calculadora-de-plazos",
    "/ayuda",
    "/ayuda/{role}",
    "/buscar",
    journal::HEADS_PAGE,
    "/estado",
    "/privacidad",
    "/accesibilidad",
];

/// The pages of a municipality that few visits need: their code lies with the procedures.
const TENANT_PROCEDURE_PAGES: &[Page] = &[Page {
    path: journal::HEADS_PAGE,
    view: journal::tenant_heads,
}];

/// Where those stand, without their prefix.
const TENANT_PROCEDURE_PATHS: &[&str] = &[journal::HEADS_PAGE];

/// Logical name of the app whose code a page needs: `procedures` or `portal`.
pub fn app_of(path: &str, host_tenant: Option<&str>) -> &'static str {
    let (place, rest) = split(path, host_tenant);
    let paths = match place {
        Place::Platform => PROCEDURE_PATHS,
        Place::Tenant(_) => TENANT_PROCEDURE_PATHS,
    };
    if paths.iter().any(|pattern| fit(pattern, &rest).is_some()) {
        "procedures"
    } else {
        "portal"
    }
}

/// The pages of a municipality, without its prefix.
const TENANT_PAGES: &[Page] = &[
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

/// Patterns of the platform's own pages: `/municipalidades`, `/verificar/{code}`.
#[cfg(feature = "ssr")]
pub fn platform_paths() -> impl Iterator<Item = &'static str> {
    let pages = PLATFORM_PAGES.iter().chain(PROCEDURE_PAGES);
    pages.map(|page| page.path)
}

/// Patterns of a municipality's pages, without its prefix.
#[cfg(feature = "ssr")]
pub fn tenant_paths() -> impl Iterator<Item = &'static str> {
    let pages = TENANT_PAGES.iter().chain(TENANT_PROCEDURE_PAGES);
    pages.map(|page| page.path)
}

/// Whose pages an address belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    Platform,
    Tenant(String),
}

/// Everything the public sees, as the server writes it.
#[component]
pub fn PortalApp() -> impl IntoView {
    Toasts::provide();
    view! {
        <Router>
            <Screens pages=&[PLATFORM_PAGES, PROCEDURE_PAGES] tenant=every_tenant_page beyond=not_found/>
        </Router>
        <ToastRegion/>
    }
}

/// What most visits need: the platform's pages to read, and the municipalities.
#[component]
pub fn ReadingApp() -> impl IntoView {
    Toasts::provide();
    view! {
        <Router>
            <Screens pages=&[PLATFORM_PAGES] tenant=tenant_pages beyond=beyond_reading/>
        </Router>
        <ToastRegion/>
    }
}

/// The procedures alone.
#[component]
pub fn ProceduresApp() -> impl IntoView {
    Toasts::provide();
    view! {
        <Router>
            <Screens pages=&[PROCEDURE_PAGES] tenant=tenant_procedures beyond=beyond_procedures/>
        </Router>
        <ToastRegion/>
    }
}

#[component]
fn Screens(pages: Tables, tenant: fn() -> AnyView, beyond: fn() -> AnyView) -> impl IntoView {
    arrivals();
    let path = use_location().pathname;
    let place = Memo::new(move |_| path.with(|path| place_of(path).0));
    move || match place.get() {
        Place::Tenant(slug) => portal::frame(slug, tenant),
        Place::Platform => {
            let page = screen(pages, move || path.get(), beyond);
            public_shell(&Site::platform(), page)
        }
    }
}

fn beyond_reading() -> AnyView {
    beyond("portal")
}

fn beyond_procedures() -> AnyView {
    beyond("procedures")
}

/// An address that this app does not have: another app's, which the server loads, or nobody's.
fn beyond(app: &str) -> AnyView {
    let location = window().location();
    let path = location.pathname().unwrap_or_default();
    if app_of(&path, env::boot().host_tenant.as_deref()) == app {
        return not_found();
    }
    // The router has set the address already; where loading is refused the old page stays as it was.
    drop(location.reload());
    ().into_any()
}

fn every_tenant_page() -> AnyView {
    in_tenant(&[TENANT_PAGES, TENANT_PROCEDURE_PAGES], not_found)
}

fn tenant_pages() -> AnyView {
    in_tenant(&[TENANT_PAGES], beyond_reading)
}

fn tenant_procedures() -> AnyView {
    in_tenant(&[TENANT_PROCEDURE_PAGES], beyond_procedures)
}

fn in_tenant(pages: Tables, beyond: fn() -> AnyView) -> AnyView {
    let path = use_location().pathname;
    let rest = move || path.with(|path| place_of(path).1);
    screen(pages, rest, beyond).into_any()
}

fn place_of(path: &str) -> (Place, String) {
    split(path, env::boot().host_tenant.as_deref())
}

/// Whose page it is, and its address without prefix.
fn split(path: &str, host_tenant: Option<&str>) -> (Place, String) {
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
