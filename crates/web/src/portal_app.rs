//! The public apps: on the platform's host and on a municipality's own domain. Which page stands where, and in which of
//! them its code lies, [`crate::public_pages`] says.

use leptos::prelude::*;
use leptos_router::components::Router;
use leptos_router::hooks::use_location;

use crate::env;
use crate::features::portal;
use crate::public_pages::{
    PLATFORM_PAGES, PROCEDURE_PAGES, Place, REGISTER_PAGES, SHORT_REGISTER_PAGES, TENANT_PAGES,
    TENANT_PROCEDURE_PAGES, TENANT_REGISTER_PAGES, split,
};
use crate::routes::{Tables, arrivals, screen};
use crate::shell::not_found;
use crate::shell::public::{Site, public_shell};
use crate::ui::{ToastRegion, Toasts};

#[cfg(feature = "ssr")]
pub use crate::public_pages::{app_of, is_listed, platform_paths, tenant_paths};

/// Everything the public sees, as the server writes it.
#[component]
pub fn PortalApp() -> impl IntoView {
    app(
        &[PLATFORM_PAGES, PROCEDURE_PAGES, REGISTER_PAGES],
        every_tenant_page,
    )
}

/// What most visits need: the platform's pages to read, and the municipalities.
#[component]
pub fn ReadingApp() -> impl IntoView {
    app(&[PLATFORM_PAGES], tenant_pages)
}

/// The procedures alone.
#[component]
pub fn ProceduresApp() -> impl IntoView {
    app(&[PROCEDURE_PAGES], tenant_procedures)
}

/// The registers alone.
#[component]
pub fn RegistersApp() -> impl IntoView {
    app(&[REGISTER_PAGES], tenant_registers)
}

fn app(pages: Tables, tenant: fn() -> AnyView) -> impl IntoView {
    Toasts::provide();
    view! {
        <Router>
            {screens(pages, tenant)}
        </Router>
        <ToastRegion/>
    }
}

fn screens(pages: Tables, tenant: fn() -> AnyView) -> impl IntoView {
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

/// An address that this app does not have: another app's, which the server loads, or nobody's.
#[cfg(feature = "csr")]
pub(crate) fn beyond() -> AnyView {
    // The server chose this app for the address that it was loaded at: where it has no page for that, there is none.
    if env::is_where_loaded() {
        return not_found();
    }
    // The router has set the address already; where loading is refused the old page stays as it was.
    drop(window().location().reload());
    ().into_any()
}

/// An address where nothing stands: the server has every page.
#[cfg(feature = "ssr")]
pub(crate) fn beyond() -> AnyView {
    not_found()
}

fn every_tenant_page() -> AnyView {
    in_tenant(&[
        TENANT_PAGES,
        TENANT_PROCEDURE_PAGES,
        TENANT_REGISTER_PAGES,
        SHORT_REGISTER_PAGES,
    ])
}

fn tenant_pages() -> AnyView {
    in_tenant(&[TENANT_PAGES])
}

fn tenant_procedures() -> AnyView {
    in_tenant(&[TENANT_PROCEDURE_PAGES])
}

fn tenant_registers() -> AnyView {
    in_tenant(&[TENANT_REGISTER_PAGES, SHORT_REGISTER_PAGES])
}

fn in_tenant(pages: Tables) -> AnyView {
    let path = use_location().pathname;
    let rest = move || path.with(|path| place_of(path).1);
    screen(pages, rest, beyond).into_any()
}

fn place_of(path: &str) -> (Place, String) {
    split(path, env::boot().host_tenant.as_deref())
}
