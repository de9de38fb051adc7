//! "Hoy": what is due, late and waiting, what changed last, and what one does most often.

use leptos::prelude::*;
use shared::access::Permission;
use shared::features::directory::PortalStatus;
use shared::features::journal::HistoryEntry;
use shared::features::today::{TODAY_PATH, Task, TaskKind, Today};
use shared::kit::page::Page;

use crate::features::directory::{status_label, status_tone};
use crate::fetch::{use_fetch, use_fetch_when};
use crate::format::{address, date_time, integer};
use crate::i18n::{Text, plural, t};
use crate::routes::Params;
use crate::session::{Session, use_session};
use crate::shell::skeleton;
use crate::staff::{Journal, screen_with, timeline};
use crate::ui::{EmptyState, Skeleton, SkeletonKind, StatTile, StatusBadge, Tile, TileGrid, Tone};

/// The page `/admin`.
pub fn today(_params: &Params) -> AnyView {
    let session = use_session();
    let name = session.me().ready().map(|me| me.name).unwrap_or_default();
    let found = use_fetch::<Today>(|| TODAY_PATH.to_owned());
    screen_with(
        t::STAFF_TODAY.s().to_owned(),
        t::STAFF_WELCOME.with(&[("name", &name)]),
        (),
        view! {
            <section class="l-stack" aria-labelledby="today-tasks">
                <h2 id="today-tasks">{t::TODAY_TASKS.s()}</h2>
                {found.show(|| view! { <Skeleton kind=SkeletonKind::Cards count=4/> }, |today| view! {
                    {today.portal.map(portal)}
                    {tasks(today.tasks)}
                })}
            </section>
            {quick(session)}
            {recent(session)}
        },
    )
}

/// Where the portal of the municipality stands.
fn portal(status: PortalStatus) -> AnyView {
    view! {
        <p class="l-cluster">
            <span>{t::TODAY_PORTAL.s()}</span>
            <StatusBadge tone=status_tone(status) label=status_label(status).s()/>
        </p>
    }
    .into_any()
}

fn tasks(tasks: Vec<Task>) -> AnyView {
    if tasks.is_empty() {
        return view! { <EmptyState icon="circle-check" title=t::TODAY_NOTHING_TITLE.s() text=t::TODAY_NOTHING_TEXT.s()/> }
            .into_any();
    }
    let tiles = tasks.into_iter().map(|task| {
        let late = (task.overdue > 0).then(|| {
            let label = plural(task.overdue, t::TODAY_OVERDUE_ONE, t::TODAY_OVERDUE_MANY);
            view! { <p><StatusBadge tone=Tone::Danger label=label/></p> }
        });
        let due = task.next_due_at.map(|at| t::TODAY_NEXT.with(&[("date", &date_time(at))]));
        view! {
            <li class="l-stack l-stack--s">
                <StatTile label=task_label(task.kind).s() value=integer(task.count) date=due.unwrap_or_default() href=task.link/>
                {late}
            </li>
        }
    });
    view! { <ul role="list" class="l-grid">{tiles.collect_view()}</ul> }.into_any()
}

const fn task_label(kind: TaskKind) -> Text {
    match kind {
        TaskKind::RequestsSubmitted => t::TODAY_REQUESTS_SUBMITTED,
        TaskKind::RequestsInReview => t::TODAY_REQUESTS_IN_REVIEW,
        TaskKind::RequestsToApprove => t::TODAY_REQUESTS_TO_APPROVE,
        TaskKind::RequestsObserved => t::TODAY_REQUESTS_OBSERVED,
        TaskKind::Setup => t::TODAY_SETUP,
        TaskKind::PortalsOverdue => t::TODAY_PORTALS_OVERDUE,
        TaskKind::DisposalsToDecide => t::TODAY_DISPOSALS_TO_DECIDE,
        TaskKind::RemovalsToDecide => t::TODAY_REMOVALS_TO_DECIDE,
        TaskKind::InvitationsPending => t::TODAY_INVITATIONS_PENDING,
        TaskKind::GrantsEnding => t::TODAY_GRANTS_ENDING,
        TaskKind::DomainsRenewal => t::TODAY_DOMAINS_RENEWAL,
        TaskKind::DomainsToActivate => t::TODAY_DOMAINS_TO_ACTIVATE,
        TaskKind::IncidentsOpen => t::TODAY_INCIDENTS_OPEN,
        TaskKind::KeysEnding => t::TODAY_KEYS_ENDING,
        TaskKind::StagesToDecide => t::TODAY_STAGES_TO_DECIDE,
        TaskKind::StagesToSend => t::TODAY_STAGES_TO_SEND,
        TaskKind::TicketsToAnswer => t::TODAY_TICKETS_TO_ANSWER,
        TaskKind::TicketsAnswered => t::TODAY_TICKETS_ANSWERED,
        TaskKind::VisitsWithoutExit => t::TODAY_VISITS_WITHOUT_EXIT,
    }
}

/// Permission, address, icon, verb, and what one finds there.
const ACTS: [(Permission, &str, &str, Text, Text); 8] = [
    (
        Permission::PortalRequestsRead,
        "/admin/solicitudes?estado=submitted",
        "inbox",
        t::TODAY_DO_REQUESTS,
        t::TODAY_DO_REQUESTS_TEXT,
    ),
    (
        Permission::MunicipalitiesManage,
        "/admin/municipalidades",
        "landmark",
        t::TODAY_DO_MUNICIPALITIES,
        t::TODAY_DO_MUNICIPALITIES_TEXT,
    ),
    (
        Permission::CatalogsEdit,
        "/admin/catalogos/exchange_rates",
        "coins",
        t::TODAY_DO_RATE,
        t::TODAY_DO_RATE_TEXT,
    ),
    (
        Permission::PortalRead,
        "/admin/portal",
        "list-checks",
        t::TODAY_DO_SETUP,
        t::TODAY_DO_SETUP_TEXT,
    ),
    (
        Permission::ContentEdit,
        "/admin/portal/paginas",
        "square-pen",
        t::TODAY_DO_PAGES,
        t::TODAY_DO_PAGES_TEXT,
    ),
    (
        Permission::ContentEdit,
        "/admin/portal/clima",
        "sun",
        t::TODAY_DO_WEATHER,
        t::TODAY_DO_WEATHER_TEXT,
    ),
    (
        Permission::GrantsManage,
        "/admin/usuarios",
        "user-plus",
        t::TODAY_DO_USERS,
        t::TODAY_DO_USERS_TEXT,
    ),
    (
        Permission::JournalRead,
        "/admin/registro",
        "history",
        t::TODAY_DO_JOURNAL,
        t::TODAY_DO_JOURNAL_TEXT,
    ),
];

fn quick(session: Session) -> AnyView {
    let tiles = ACTS
        .iter()
        .filter(|(permission, ..)| session.can(*permission))
        .map(|(_, href, icon, title, text)| {
            view! { <Tile href=*href icon=icon title=title.s() text=text.s()/> }
        })
        .collect_view();
    view! {
        <section class="l-stack" aria-labelledby="today-quick">
            <h2 id="today-quick">{t::TODAY_QUICK.s()}</h2>
            <TileGrid>{tiles}</TileGrid>
        </section>
    }
    .into_any()
}

fn recent(session: Session) -> AnyView {
    let journal = Memo::new(move |_| Journal::of(session));
    let found = use_fetch_when::<Page<HistoryEntry>>(move || {
        let journal = journal.get()?;
        Some(address(journal.path, &[("limit", "8")]))
    });
    let entries = found.show(|| skeleton(4), |page| timeline(&page.items));
    view! {
        <Show when=move || journal.get().is_some()>
            <h2>{t::TODAY_RECENT.s()}</h2>
        </Show>
        {entries}
    }
    .into_any()
}
