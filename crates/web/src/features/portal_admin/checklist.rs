//! The set-up as a checklist with its progress, and the ways to everything that can be set.

use leptos::prelude::*;
use serde::de::IgnoredAny;
use shared::access::Permission;
use shared::features::portal_admin::{
    CHECKLIST_PATH, Checklist, ChecklistItem, ChecklistKey, DeclareReadyIn, READY_PATH,
};

use super::{PAGE, PAGES};
use crate::features::directory::{status_label, status_tone};
use crate::fetch::{Method, Remote, SendOptions, use_fetch};
use crate::format::{in_lima, long_date};
use crate::forms::FormState;
use crate::i18n::{Text, t};
use crate::routes::Params;
use crate::session::use_session;
use crate::shell::skeleton;
use crate::staff::{History, refusal, screen_with, send_form};
use crate::ui::{
    Button, ButtonKind, Checkbox, Form, Icon, LinkButton, Notice, Progress, StatusBadge, Tile,
    TileGrid, Toasts, Tone,
};

/// The page `/admin/portal`.
pub(super) fn checklist(_params: &Params) -> AnyView {
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
            {found.show(|| skeleton(8), move |checklist| list(checklist, found))}
            <section class="l-stack" aria-labelledby="setup-parts">
                <h2 id="setup-parts">{t::SETUP_PARTS.s()}</h2>
                {parts()}
            </section>
            <History kind="portal" own=super::own_history()/>
        },
    )
}

fn list(checklist: Checklist, found: Remote<Checklist>) -> AnyView {
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
    let state = state(&checklist);
    let declare = checklist.may_declare().then(|| declaration(found));
    let rows = checklist.items.into_iter().map(row).collect_view();
    view! {
        {state}
        <Progress label=t::SETUP_PROGRESS_LABEL.s() value=f64::from(counts.0) max=f64::from(counts.1.max(1)) text=text/>
        {waiting.then(|| view! { <Notice tone=Tone::Info><p>{t::SETUP_DOMAIN_WAITS.s()}</p></Notice> })}
        <ol role="list" class="staff-rows">{rows}</ol>
        {declare}
    }
    .into_any()
}

/// How far the portal has come, and until when the next step is expected.
fn state(checklist: &Checklist) -> impl IntoView + use<> {
    let due = checklist
        .due_at
        .map(|due| t::SETUP_DUE.with(&[("date", &long_date(in_lima(due).date()))]));
    let (tone, label) = (
        status_tone(checklist.status),
        status_label(checklist.status).s(),
    );
    view! {
        <p class="l-cluster">
            <StatusBadge tone=tone label=label/>
            {due.map(|text| view! { <span class="u-muted">{text}</span> })}
        </p>
    }
}

/// The act by which the administrator answers for the portal.
fn declaration(found: Remote<Checklist>) -> impl IntoView {
    let form = FormState::new();
    let confirmed = RwSignal::new(false);
    let toasts = Toasts::here();
    let error = form.error("confirmed");
    let submit = Callback::new(move |()| {
        let body = DeclareReadyIn {
            confirmed: confirmed.get_untracked(),
        };
        send_form(
            form,
            Method::Post,
            READY_PATH.to_owned(),
            body,
            SendOptions::once(),
            move |_: IgnoredAny| {
                toasts.success(t::SETUP_DECLARED.s());
                found.refetch();
            },
        );
    });
    view! {
        <section class="card l-stack" aria-labelledby="setup-declare">
            <h2 id="setup-declare">{t::SETUP_DECLARE_TITLE.s()}</h2>
            <p>{t::SETUP_DECLARE_TEXT.s()}</p>
            {refusal(form)}
            <Form on_submit=submit>
                <Checkbox name="confirmed" label=t::SETUP_DECLARE_CONFIRM.s() error=error checked=confirmed/>
                <Button kind=ButtonKind::Primary submit=true icon="check" busy=form.busy() busy_text=t::UI_WORKING.s()>
                    {t::SETUP_DECLARE.s()}
                </Button>
            </Form>
        </section>
    }
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
        ChecklistKey::Transparency => t::SETUP_TRANSPARENCY,
        ChecklistKey::Users => t::SETUP_USERS,
        ChecklistKey::Privacy => t::SETUP_PRIVACY,
        ChecklistKey::Domain => t::SETUP_DOMAIN,
    }
}

/// What belongs to the set-up and has its line in the navigation elsewhere, or none: permission, address, icon, name.
const FURTHER_PARTS: [(Permission, &str, &str, Text); 4] = [
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
    let own = PAGES.iter().filter(|page| page.path != PAGE);
    let own = own.filter_map(|page| Some((page.permission?, page.path, page.icon, page.label?)));
    let tiles = own
        .chain(FURTHER_PARTS)
        .filter(|(permission, ..)| session.can(*permission))
        .map(|(_, href, icon, title)| view! { <Tile href=href icon=icon title=title.s()/> })
        .collect_view();
    view! { <TileGrid>{tiles}</TileGrid> }
}
