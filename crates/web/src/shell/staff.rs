//! The staff frame: sign-in gate, navigation by permission, who works for whom, help, and what must not be overlooked.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use shared::access::{Permission, Role};
use shared::features::auth::{LOGOUT_PATH, Me};

use super::palette::palette;
use super::rows::walk;
use super::{failed_page, skeleton};
use crate::env;
use crate::fetch::{Method, RemoteState, SendOptions, send};
use crate::format::date_time;
use crate::i18n::{Text, t};
use crate::page::{PageMeta, set_page};
use crate::routes::Params;
use crate::session::{Session, allows};
use crate::ui::{Icon, Notice, SkipLink, Tone};

/// A page of the staff app: where it stands, who sees it, how the navigation calls it.
pub struct StaffPage {
    /// Pattern of the address: `/admin/menu`.
    pub path: &'static str,
    /// What one needs to see it; `None` for everybody who is signed in.
    pub permission: Option<Permission>,
    /// Another permission that is enough.
    pub or: Option<Permission>,
    /// Its name in the navigation; `None` for pages that are reached from others.
    pub label: Option<Text>,
    /// The icon beside the name.
    pub icon: &'static str,
    /// Draws it.
    pub view: fn(&Params) -> AnyView,
}

impl StaffPage {
    /// A page of the navigation: its name there, and the icon beside it.
    pub const fn shown(
        path: &'static str,
        permission: Option<Permission>,
        (label, icon): (Text, &'static str),
        view: fn(&Params) -> AnyView,
    ) -> Self {
        Self {
            path,
            permission,
            or: None,
            label: Some(label),
            icon,
            view,
        }
    }

    /// A page that is reached from others.
    pub const fn below(
        path: &'static str,
        permission: Option<Permission>,
        view: fn(&Params) -> AnyView,
    ) -> Self {
        Self {
            path,
            permission,
            or: None,
            label: None,
            icon: "",
            view,
        }
    }

    /// The same page, also for whoever may do this.
    #[must_use]
    pub const fn or(mut self, permission: Permission) -> Self {
        self.or = Some(permission);
        self
    }

    /// Whether a person may see it.
    pub fn is_open_to(&self, me: &Me) -> bool {
        self.is_open(|permission| allows(me, permission))
    }

    /// Whether whoever may do this may see it.
    pub fn is_open(&self, may: impl Fn(Permission) -> bool) -> bool {
        self.permission.is_none_or(&may) || self.or.is_some_and(&may)
    }
}

/// Tables of pages, in the order of the navigation.
pub type StaffPages = &'static [&'static [StaffPage]];

/// The page in its frame, once the API has said who is signed in. Without a session the fetch client goes to the
/// sign-in page by itself, so nothing is drawn meanwhile.
///
/// `cut_off` is the screen of a device that goes on without a line, and says when it is shown.
pub fn gate(
    session: Session,
    pages: StaffPages,
    content: fn() -> AnyView,
    cut_off: (Memo<bool>, fn() -> AnyView),
) -> impl IntoView {
    // How many notices are unread changes beneath the page; only the bell follows it.
    let state = Memo::new(move |_| match session.me().get() {
        RemoteState::Ready(me) => RemoteState::Ready(Me { unread: 0, ..me }),
        other => other,
    });
    let (is_cut_off, alone) = cut_off;
    move || match state.get() {
        _ if is_cut_off.get() => alone(),
        RemoteState::Ready(me) => frame(me, session, pages, content()),
        RemoteState::Failed(problem) if problem.status == 401 => ().into_any(),
        RemoteState::Failed(problem) => failed_page(&problem, move || session.refresh()),
        RemoteState::Idle | RemoteState::Loading => {
            view! { <main class="l-container l-section" id="main">{skeleton(6)}</main> }.into_any()
        }
    }
}

fn frame(me: Me, session: Session, pages: StaffPages, content: AnyView) -> AnyView {
    let help = RwSignal::new(false);
    let roles = me.roles.clone();
    view! {
        <SkipLink target="main"/>
        {banners(&me)}
        <div class="staff">
            <header class="staff__bar">{bar(&me, session, pages, help)}</header>
            <nav class="staff__nav" aria-label=t::STAFF_NAV.s()>{navigation(&me, pages)}</nav>
            <main class="staff__main" id="main" tabindex="-1" on:keydown=move |event| walk(&event)>{content}</main>
            <Show when=move || help.get()>{help_drawer(&roles, help)}</Show>
        </div>
    }
    .into_any()
}

/// What must not be overlooked: invented data, and an operator inside a municipality.
fn banners(me: &Me) -> AnyView {
    let demo = env::boot().demo.then(
        || view! { <p class="staff-banner" data-kind="demo">{t::SHELL_MARK_DEMO_PLATFORM.s()}</p> },
    );
    let inside = me.break_glass.clone().map(|open| {
        let text = t::STAFF_BREAK_GLASS
            .with(&[("until", &date_time(open.until)), ("reason", &open.reason)]);
        view! { <p class="staff-banner" data-kind="danger" role="status">{text}</p> }
    });
    view! {
        <section aria-label=t::SHELL_MARK.s()>
            {demo}
            {inside}
        </section>
    }
    .into_any()
}

fn bar(me: &Me, session: Session, pages: StaffPages, help: RwSignal<bool>) -> AnyView {
    let place = me.tenant.as_ref().map_or_else(
        || t::STAFF_PLATFORM.s().to_owned(),
        |tenant| tenant.name.clone(),
    );
    let unread = Memo::new(move |_| session.me().ready().map_or(0, |me| me.unread));
    let spoken = move || t::STAFF_UNREAD.with(&[("n", &unread.get().to_string())]);
    view! {
        <a class="staff__place" href="/admin">{place}</a>
        <div class="l-cluster">
            {palette(me.clone(), pages)}
            <a class="staff__notices" href="/admin/avisos" aria-label=spoken>
                <Icon name="bell"/>
                {move || Some(unread.get()).filter(|count| *count > 0)}
            </a>
            <button type="button" class="button button--quiet" aria-expanded=move || help.get().to_string()
                on:click=move |_| help.update(|open| *open = !*open)>
                <Icon name="circle-help"/>
                <span class="button__words">{t::STAFF_HELP.s()}</span>
            </button>
            {account_menu(me)}
        </div>
    }.into_any()
}

fn account_menu(me: &Me) -> AnyView {
    let sign_out = move |_| {
        leptos::task::spawn_local(async {
            let ended = send::<(), serde_json::Value>(
                Method::Post,
                LOGOUT_PATH,
                &(),
                SendOptions::default(),
            )
            .await;
            if ended.is_ok() {
                drop(window().location().set_href("/admin/ingresar"));
            }
        });
    };
    let places = me
        .memberships
        .iter()
        .map(|place| view! { <li>{place.name.clone()}</li> })
        .collect_view();
    view! {
        <details class="staff__account" id="account-menu" data-menu="">
            <summary><Icon name="circle-user"/><span>{me.name.clone()}</span></summary>
            <div class="l-stack l-stack--s">
                <p class="u-small u-muted">{me.email.clone()}</p>
                <ul role="list" class="u-small">{places}</ul>
                <a href="/admin/cuenta">{t::STAFF_ACCOUNT.s()}</a>
                <button type="button" class="button button--secondary" on:click=sign_out>{t::STAFF_SIGN_OUT.s()}</button>
            </div>
        </details>
    }.into_any()
}

fn navigation(me: &Me, pages: StaffPages) -> AnyView {
    let here = use_location().pathname;
    let pages = pages.iter().copied().flatten();
    let entries = pages.filter(|page| page.is_open_to(me)).filter_map(|page| {
        let label = page.label?;
        let current = move || here.with(|here| here.trim_end_matches('/') == page.path).then_some("page");
        Some(view! {
            <li>
                <a href=page.path aria-current=current><Icon name=page.icon/><span>{label.s()}</span></a>
            </li>
        })
    });
    view! {
        <details class="staff-menu" id="staff-menu" data-menu="">
            <summary class="staff-menu__button"><Icon name="menu"/>{t::SHELL_MENU.s()}</summary>
            <ul role="list">{entries.collect_view()}</ul>
        </details>
    }
    .into_any()
}

/// What each role of the person is for, and where its manual is.
fn help_drawer(roles: &[Role], open: RwSignal<bool>) -> AnyView {
    let manuals = roles.iter().map(|role| {
        let href = format!("/admin/ayuda/{}", role.code());
        view! { <li><a href=href>{role_label(*role).s()}</a></li> }
    });
    view! {
        <aside class="staff__help l-stack" aria-label=t::STAFF_HELP.s()>
            <div class="l-cluster l-cluster--between">
                <h2>{t::STAFF_HELP.s()}</h2>
                <button type="button" class="button button--quiet" on:click=move |_| open.set(false)>{t::ACTION_CLOSE.s()}</button>
            </div>
            <p>{t::STAFF_HELP_TEXT.s()}</p>
            <ul>{manuals.collect_view()}</ul>
            <p><a href="/admin/ayuda">{t::HELP_ALL.s()}</a></p>
        </aside>
    }.into_any()
}

/// The page of somebody who may not see it.
pub fn forbidden() -> AnyView {
    set_page(|| PageMeta::new(t::STAFF_FORBIDDEN_TITLE.s(), "").hidden(403));
    view! {
        <div class="l-stack l-stack--l">
            <h1 tabindex="-1">{t::STAFF_FORBIDDEN_TITLE.s()}</h1>
            <Notice tone=Tone::Warning><p>{t::STAFF_FORBIDDEN_TEXT.s()}</p></Notice>
            <p><a href="/admin">{t::STAFF_BACK_TODAY.s()}</a></p>
        </div>
    }
    .into_any()
}

/// The page of an address where nothing stands.
pub fn nothing_here() -> AnyView {
    set_page(|| PageMeta::new(t::NOT_FOUND_TITLE.s(), "").hidden(404));
    view! {
        <div class="l-stack l-stack--l">
            <h1 tabindex="-1">{t::NOT_FOUND_TITLE.s()}</h1>
            <p class="u-lead">{t::STAFF_NOT_FOUND.s()}</p>
            <p><a href="/admin">{t::STAFF_BACK_TODAY.s()}</a></p>
        </div>
    }
    .into_any()
}

/// A role in the words of people.
pub fn role_label(role: Role) -> Text {
    match role {
        Role::PlatformOperator => t::ROLE_PLATFORM_OPERATOR,
        Role::PortalAdmin => t::ROLE_PORTAL_ADMIN,
        Role::TransparencyOfficer => t::ROLE_TRANSPARENCY_OFFICER,
        Role::ThemeOfficer => t::ROLE_THEME_OFFICER,
        Role::AccessOfficer => t::ROLE_ACCESS_OFFICER,
        Role::InformationHolder => t::ROLE_INFORMATION_HOLDER,
        Role::VisitsAdmin => t::ROLE_VISITS_ADMIN,
        Role::VisitsRecorder => t::ROLE_VISITS_RECORDER,
        Role::ComplaintsOfficer => t::ROLE_COMPLAINTS_OFFICER,
        Role::ComplaintsDeputy => t::ROLE_COMPLAINTS_DEPUTY,
        Role::DocumentDesk => t::ROLE_DOCUMENT_DESK,
        Role::UnitStaff => t::ROLE_UNIT_STAFF,
        Role::Communications => t::ROLE_COMMUNICATIONS,
        Role::DataProtectionOfficer => t::ROLE_DATA_PROTECTION_OFFICER,
        Role::InternalAuditor => t::ROLE_INTERNAL_AUDITOR,
        Role::Citizen => t::ROLE_CITIZEN,
        Role::ApiClient => t::ROLE_API_CLIENT,
    }
}
