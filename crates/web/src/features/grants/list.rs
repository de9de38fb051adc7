//! Who holds which role: in a municipality, on the platform, and who administers a portal, as operators see it.

use leptos::prelude::*;
use shared::access::Permission;
use shared::features::grants::{GRANTS_PATH, GrantOut, OPERATORS_PATH, administrators_path};
use shared::kit::page::Page;

use super::table::{On, dialogs, table};
use super::{OPERATORS_PAGE, PAGE, administrator_page};
use crate::fetch::use_fetch;
use crate::i18n::{Text, t};
use crate::routes::Params;
use crate::session::use_session;
use crate::staff::{Act, History, screen_with, table_skeleton};
use crate::ui::{ButtonKind, LinkButton};

/// Whose roles a screen shows.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    /// Where the API lists them; their acts stand below it.
    pub(super) api: StoredValue<String>,
    pub(super) title: Text,
    /// Who may act on them.
    pub(super) manages: Permission,
    /// Whether it is the platform's: accounts are disabled and enabled here, and the scans are its files.
    pub(super) platform: bool,
}

/// The page `/admin/usuarios`.
pub fn list(_params: &Params) -> AnyView {
    let desk = Desk {
        api: StoredValue::new(GRANTS_PATH.to_owned()),
        title: t::USERS_TITLE,
        manages: Permission::GrantsManage,
        platform: false,
    };
    page(desk, PAGE, t::USERS_LEAD, t::USERS_INVITE)
}

/// The page `/admin/operadores`.
pub fn operators(_params: &Params) -> AnyView {
    let desk = Desk {
        api: StoredValue::new(OPERATORS_PATH.to_owned()),
        title: t::OPERATORS_TITLE,
        manages: Permission::OperatorsManage,
        platform: true,
    };
    page(desk, OPERATORS_PAGE, t::OPERATORS_LEAD, t::OPERATORS_ADD)
}

/// Who administers the portal of a municipality, with the way to name somebody: a part of the municipality's screen.
pub fn administrators(municipality: &str) -> AnyView {
    let desk = Desk {
        api: StoredValue::new(administrators_path(municipality)),
        title: t::ADMINISTRATORS_TITLE,
        manages: Permission::MunicipalitiesManage,
        platform: true,
    };
    let add = administrator_page(municipality);
    view! {
        <div class="l-stack">
            {grants(desk)}
            <p><LinkButton href=add icon="user-plus">{t::ADMINISTRATORS_ADD.s()}</LinkButton></p>
        </div>
    }
    .into_any()
}

fn page(desk: Desk, page: &'static str, lead: Text, add: Text) -> AnyView {
    let may = use_session().can(desk.manages);
    let add = move || {
        let href = format!("{page}/nuevo");
        view! { <LinkButton href=href kind=ButtonKind::Primary icon="user-plus">{add.s()}</LinkButton> }
    };
    screen_with(
        desk.title.s().to_owned(),
        lead.s().to_owned(),
        may.then(add),
        view! {
            {grants(desk)}
            <History kind="grant"/>
        },
    )
}

/// The table with its acts.
fn grants(desk: Desk) -> AnyView {
    let may = use_session().can(desk.manages);
    let found = use_fetch::<Page<GrantOut>>(move || desk.api.get_value());
    let on = On {
        act: Act::new(),
        ending: RwSignal::new(false),
        resetting: RwSignal::new(false),
        chosen: RwSignal::new(None),
        found,
    };
    let rows = found.show(table_skeleton, move |page| {
        table(page.items, desk, may.then_some(on))
    });
    view! {
        {on.act.view()}
        {rows}
        {dialogs(desk, on)}
    }
    .into_any()
}
