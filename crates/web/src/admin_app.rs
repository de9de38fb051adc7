//! The staff app: sign-in pages without frame, everything else inside it, each page with the permission it needs.

use leptos::prelude::*;
use leptos_router::components::Router;
use leptos_router::hooks::use_location;
use shared::features::auth::NextStep;

use crate::features::visits_desk::{self, Device};
use crate::features::{accounts, auth, gallery};
use crate::fetch::on_unauthorized;
use crate::format::query_value;
use crate::i18n::t;
use crate::page::{PageMeta, set_page};
use crate::routes::{Page, Params, arrivals, find, fit, screen};
use crate::session::{Session, use_session};
use crate::shell::not_found;
use crate::shell::staff::{StaffPage, forbidden, gate, nothing_here};
use crate::staff_pages::STAFF_PAGES;
use crate::ui::{ToastRegion, Toasts};

/// Pages for people who are not signed in yet.
const OPEN_PAGES: &[Page] = &[
    Page {
        path: "/admin/ingresar",
        view: auth::sign_in,
    },
    Page {
        path: "/admin/restablecer",
        view: auth::reset_request,
    },
    Page {
        path: "/admin/restablecer/{token}",
        view: auth::reset,
    },
    Page {
        path: "/admin/invitacion/{token}",
        view: accounts::invitation,
    },
    Page {
        path: "/admin/gallery",
        view: gallery_page,
    },
];

/// The whole staff app.
#[component]
pub fn AdminApp() -> impl IntoView {
    on_unauthorized(to_sign_in);
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
    let open = Memo::new(move |_| path.with(|path| find(&[OPEN_PAGES], path).is_some()));
    move || {
        if open.get() {
            let page = screen(&[OPEN_PAGES], move || path.get(), not_found);
            return view! { <main class="l-container l-section" id="main" tabindex="-1">{page}</main> }.into_any();
        }
        let session = Session::open();
        provide_context(session);
        let device = Device::open(session);
        provide_context(device);
        let alone: fn() -> AnyView = visits_desk::cut_off;
        gate(session, STAFF_PAGES, staff_page, (device.is_cut_off, alone)).into_any()
    }
}

/// The page of the address, if the session may see it.
fn staff_page() -> AnyView {
    let path = use_location().pathname;
    let session = use_session();
    let found = Memo::new(move |_| {
        let mut pages = pages().enumerate();
        path.with(|path| pages.find_map(|(index, page)| Some((index, fit(page.path, path)?))))
    });
    let next = Memo::new(move |_| session.me().ready().map(|me| me.next));
    (move || match next.get() {
        Some(NextStep::Declaration) => accounts::declaration_screen(),
        Some(NextStep::Enrol) => auth::enrol_screen(),
        _ => page_at(found.get(), session),
    })
    .into_any()
}

fn pages() -> impl Iterator<Item = &'static StaffPage> {
    STAFF_PAGES.iter().copied().flatten()
}

/// Patterns of all pages of the staff app.
#[cfg(feature = "ssr")]
pub fn staff_paths() -> impl Iterator<Item = &'static str> {
    let open = OPEN_PAGES.iter().map(|page| page.path);
    open.chain(pages().map(|page| page.path))
}

/// What must be done first is done; now the page itself.
fn page_at(found: Option<(usize, Params)>, session: Session) -> AnyView {
    match found.and_then(|(index, params)| Some((pages().nth(index)?, params))) {
        Some((page, params)) if page.is_open(|permission| session.can(permission)) => {
            (page.view)(&params)
        }
        Some(_) => forbidden(),
        None => nothing_here(),
    }
}

/// The page `/admin/gallery`: the design system, which holds no data of anybody.
fn gallery_page(_params: &Params) -> AnyView {
    set_page(|| PageMeta::new(t::STAFF_GALLERY.s(), "").hidden(200));
    gallery::GalleryPage().into_any()
}

/// Goes to the sign-in page and keeps where the person was.
fn to_sign_in() {
    let location = window().location();
    let path = location.pathname().unwrap_or_default();
    if find(&[OPEN_PAGES], &path).is_some() {
        return;
    }
    let here = format!("{path}{}", location.search().unwrap_or_default());
    // Where the browser refuses to navigate, the page shows its 401 and stays.
    drop(location.set_href(&format!("/admin/ingresar?destino={}", query_value(&here))));
}
