//! The public app: which page stands where, on the platform's host and on a municipality's own domain.

use leptos::prelude::*;
use leptos_router::components::Router;
use leptos_router::hooks::use_location;

use crate::env;
use crate::features::{
    about, deadline, developers, directory, documents, portal, portal_requests, status,
};
use crate::routes::{Page, arrivals, fit, screen};
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
        path: "/calculadora-de-plazos",
        view: deadline::calculator,
    },
    Page {
        path: "/acerca",
        view: about::about,
    },
    Page {
        path: "/solicitar-portal",
        view: portal_requests::request,
    },
    Page {
        path: "/seguimiento",
        view: portal_requests::tracking,
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
        path: "/verificar",
        view: documents::verify,
    },
    Page {
        path: "/verificar/{code}",
        view: documents::verify_code,
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
        path: "/privacidad",
        view: portal::privacy,
    },
    Page {
        path: "/buscar",
        view: portal::search,
    },
];

/// Whose pages an address belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    Platform,
    Tenant(String),
}

/// The whole public app.
#[component]
pub fn PortalApp() -> impl IntoView {
    Toasts::provide();
    view! {
        <Router><Screens/></Router>
        <ToastRegion/>
    }
}

#[component]
fn Screens() -> impl IntoView {
    arrivals();
    let path = use_location().pathname;
    let place = Memo::new(move |_| path.with(|path| split(path).0));
    move || match place.get() {
        Place::Tenant(slug) => portal::frame(slug, tenant_pages),
        Place::Platform => {
            let page = screen(PLATFORM_PAGES, move || path.get(), not_found);
            public_shell(&Site::platform(), page)
        }
    }
}

fn tenant_pages() -> AnyView {
    let path = use_location().pathname;
    screen(
        TENANT_PAGES,
        move || path.with(|path| split(path).1),
        not_found,
    )
    .into_any()
}

/// Whose page it is, and its address without prefix.
fn split(path: &str) -> (Place, String) {
    if let Some(slug) = env::boot().host_tenant.clone() {
        return (Place::Tenant(slug), path.to_owned());
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
