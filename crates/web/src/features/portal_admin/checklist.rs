//! The set-up as a checklist with its progress, and the ways to everything that can be set.

use leptos::prelude::*;
use shared::access::Permission;
use shared::features::portal_admin::{CHECKLIST_PATH, Checklist, ChecklistItem, ChecklistKey};

use crate::fetch::use_fetch;
use crate::i18n::{Text, t};
use crate::routes::Params;
use crate::session::use_session;
use crate::shell::skeleton;
use crate::staff::{History, screen_with};
use crate::ui::{Icon, LinkButton, Notice, Progress, StatusBadge, Tile, TileGrid, Tone};

/// The page `/admin/portal`.
pub fn checklist(_params: &Params) -> AnyView {
    let session = use_session();
    let found = use_fetch::<Checklist>(|| CHECKLIST_PATH.to_owned());
    let slug = session
        .me()
        .ready()
        .and_then(|me| me.tenant)
        .map(|tenant| tenant.slug);
    let look = slug.map(|slug| {
        view! { <LinkButton href=format!("/m/{slug}") icon="external-link">{t::SETUP_LOOK.s()}</LinkButton> }
    });
    screen_with(
        t::SETUP_TITLE.s().to_owned(),
        t::SETUP_LEAD.s().to_owned(),
        look,
        view! {
            {found.show(|| skeleton(8), list)}
            <section class="l-stack" aria-labelledby="setup-parts">
                <h2 id="setup-parts">{t::SETUP_PARTS.s()}</h2>
                {parts()}
            </section>
            <History kind="portal"/>
        },
    )
}

fn list(checklist: Checklist) -> AnyView {
    let (done, total) = (checklist.done(), checklist.items.len());
    let counts = (
        u32::try_from(done).unwrap_or(0),
        u32::try_from(total).unwrap_or(1),
    );
    let text =
        t::SETUP_PROGRESS.with(&[("done", &done.to_string()), ("total", &total.to_string())]);
    let waiting = checklist
        .items
        .iter()
        .any(|item| item.needed_for_domain && !item.done);
    let rows = checklist.items.into_iter().map(row).collect_view();
    view! {
        <Progress label=t::SETUP_PROGRESS_LABEL.s() value=f64::from(counts.0) max=f64::from(counts.1.max(1)) text=text/>
        {waiting.then(|| view! { <Notice tone=Tone::Info><p>{t::SETUP_DOMAIN_WAITS.s()}</p></Notice> })}
        <ol role="list" class="staff-rows">{rows}</ol>
    }
    .into_any()
}

fn row(item: ChecklistItem) -> impl IntoView {
    let icon = if item.done { "circle-check" } else { "circle" };
    let state = if item.done {
        view! { <StatusBadge tone=Tone::Success label=t::SETUP_DONE.s()/> }.into_any()
    } else if item.needed_for_domain {
        view! { <StatusBadge tone=Tone::Warning label=t::SETUP_NEEDED.s()/> }.into_any()
    } else {
        view! { <StatusBadge label=t::SETUP_OPEN.s()/> }.into_any()
    };
    view! {
        <li class="staff-check">
            <Icon name=icon/>
            <a href=item.link>{label(item.key).s()}</a>
            {state}
        </li>
    }
}

const fn label(key: ChecklistKey) -> Text {
    match key {
        ChecklistKey::CoatOfArms => t::SETUP_COAT_OF_ARMS,
        ChecklistKey::Theme => t::SETUP_THEME,
        ChecklistKey::Contact => t::SETUP_CONTACT,
        ChecklistKey::Offices => t::SETUP_OFFICES,
        ChecklistKey::OrgUnits => t::SETUP_ORG_UNITS,
        ChecklistKey::Pages => t::SETUP_PAGES,
        ChecklistKey::Menu => t::SETUP_MENU,
        ChecklistKey::Users => t::SETUP_USERS,
        ChecklistKey::Privacy => t::SETUP_PRIVACY,
        ChecklistKey::Domain => t::SETUP_DOMAIN,
    }
}

/// Permission, address, icon, name.
const PARTS: [(Permission, &str, &str, Text); 11] = [
    (
        Permission::ThemeEdit,
        "/admin/portal/apariencia",
        "palette",
        t::LOOK_TITLE,
    ),
    (
        Permission::ContentEdit,
        "/admin/portal/contacto",
        "phone",
        t::CONTACT_TITLE,
    ),
    (
        Permission::MenuEdit,
        "/admin/portal/menu",
        "menu",
        t::CONTENT_MENU_TITLE,
    ),
    (
        Permission::ContentEdit,
        "/admin/portal/paginas",
        "file-text",
        t::CONTENT_PAGES_TITLE,
    ),
    (
        Permission::ContentEdit,
        "/admin/portal/oficinas",
        "map-pin",
        t::CONTENT_OFFICES_TITLE,
    ),
    (
        Permission::ContentEdit,
        "/admin/portal/unidades",
        "network",
        t::CONTENT_UNITS_TITLE,
    ),
    (
        Permission::ContentEdit,
        "/admin/portal/videos",
        "video",
        t::CONTENT_VIDEOS_TITLE,
    ),
    (
        Permission::ContentEdit,
        "/admin/portal/clima",
        "sun",
        t::WEATHER_TITLE,
    ),
    (
        Permission::GrantsRead,
        "/admin/usuarios",
        "users",
        t::USERS_TITLE,
    ),
    (
        Permission::DomainsRequest,
        "/admin/dominio",
        "globe",
        t::DOMAIN_TITLE,
    ),
    (
        Permission::ApiKeysManage,
        "/admin/claves",
        "key-round",
        t::KEYS_TITLE,
    ),
];

fn parts() -> impl IntoView {
    let session = use_session();
    let tiles = PARTS
        .iter()
        .filter(|(permission, ..)| session.can(*permission))
        .map(|(_, href, icon, title)| view! { <Tile href=*href icon=icon title=title.s()/> })
        .collect_view();
    view! { <TileGrid>{tiles}</TileGrid> }
}
