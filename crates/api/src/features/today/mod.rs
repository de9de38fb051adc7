//! What waits for a person where he works: each feature counts its own, this puts the counts in order.

use crate::http::operations::Operations;
use actix_web::{HttpResponse, get, web};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sea_orm::ConnectionTrait;
use shared::access::Permission;
use shared::features::privacy::NOTICE_HOURS;
use shared::features::today::{Task, TaskKind, Today};
use shared::time::lima_date;

use super::{
    api_keys, domains, golive, grants, municipalities, portal, portal_requests, privacy, tickets,
    visits,
};
use crate::conservation;
use crate::db::{PLATFORM, Scope};
use crate::error::ApiResult;
use crate::http::etag;
use crate::http::principal::Principal;
use crate::http::staff::SignedIn;
use crate::problems::StaffRead;
use crate::state::AppState;

/// How long before something ends it is shown as work.
pub(crate) const NOTICE_DAYS: u64 = 30;

/// Registers the operation.
pub(crate) fn configure(operations: &mut Operations<'_, '_>) {
    operations.service(get_today);
}

/// What waits for whoever asks, by what the session may do where it works.
#[utoipa::path(tag = "today", security(("session" = [])),
    responses((status = 200, description = "Lo pendiente", body = Today), StaffRead))]
#[get("/admin/today")]
pub(super) async fn get_today(
    state: web::Data<AppState>,
    signed_in: SignedIn,
) -> ApiResult<HttpResponse> {
    let who = signed_in.at_work()?;
    let read = state.db.read(Scope::of(who.workplace)).await?;
    let mut tasks = tasks(&read, who, &state).await?;
    tasks.retain(|task| task.count > 0);
    tasks.sort_by_key(|task| {
        (
            task.overdue == 0,
            task.next_due_at.is_none(),
            task.next_due_at,
        )
    });
    let here = municipalities::find(&read, who.workplace).await?;
    etag::row(&Today {
        portal: here.map(|found| found.status),
        tasks,
    })
}

async fn tasks(
    conn: &impl ConnectionTrait,
    who: &Principal,
    state: &AppState,
) -> ApiResult<Vec<Task>> {
    let (here, now) = (who.workplace, state.clock.now());
    let today = lima_date(now);
    let mut out = Vec::new();
    if who.allows(Permission::PortalRequestsRead) {
        out.extend(portal_requests::waiting(conn, who.id, now).await?);
    }
    if who.allows(Permission::DomainsManage) {
        let waiting = domains::to_activate(conn).await?;
        out.push(undated(
            TaskKind::DomainsToActivate,
            waiting,
            "/admin/dominios",
        ));
        let days = domains::renewals(conn, None, today).await?;
        out.push(renewal(&days, today, "/admin/dominios"));
    }
    if who.allows(Permission::MunicipalitiesManage) {
        let mut late = municipalities::due(conn).await?;
        late.retain(|due| *due < now);
        let count = u64::try_from(late.len()).unwrap_or(u64::MAX);
        let link = "/admin/municipalidades?vencidos=true";
        out.push(Task {
            overdue: count,
            ..undated(TaskKind::PortalsOverdue, count, link)
        });
        let removals = conservation::to_decide(conn, who.id, true).await?;
        out.push(undated(
            TaskKind::RemovalsToDecide,
            removals,
            "/admin/retiros",
        ));
    }
    if who.allows(Permission::ConservationManage) {
        let disposals = conservation::to_decide(conn, who.id, false).await?;
        out.push(undated(
            TaskKind::DisposalsToDecide,
            disposals,
            "/admin/conservacion",
        ));
    }
    let record = [
        (
            Permission::PlatformPrivacyManage,
            "/admin/incidentes-plataforma",
        ),
        (Permission::PrivacyManage, "/admin/privacidad"),
    ];
    for (_, link) in record.into_iter().filter(|(keeps, _)| who.allows(*keeps)) {
        let since = privacy::open_since(conn, here).await?;
        out.push(untold(&since, now, link));
    }
    if who.allows(Permission::GoLiveDecide) {
        let link = "/admin/puestas-en-marcha?pendientes=true";
        let waiting = golive::stages_to_decide(conn).await?;
        out.push(undated(TaskKind::StagesToDecide, waiting, link));
    }
    if who.allows(Permission::TicketsAnswer) {
        let open = tickets::to_answer(conn).await?;
        let link = "/admin/consultas-de-municipalidades?estado=open";
        out.push(undated(TaskKind::TicketsToAnswer, open, link));
    }
    if here == PLATFORM {
        return Ok(out);
    }
    if who.allows(Permission::GoLiveKeep) {
        let next = golive::stages_to_send(conn, here).await?;
        out.push(undated(
            TaskKind::StagesToSend,
            next,
            "/admin/puesta-en-marcha",
        ));
    }
    if who.allows(Permission::TicketsAsk) {
        let answered = tickets::answered(conn, here).await?;
        let link = "/admin/consultas?estado=answered";
        out.push(undated(TaskKind::TicketsAnswered, answered, link));
    }
    if who.allows(Permission::DomainsRequest) {
        let days = domains::renewals(conn, Some(here), today).await?;
        out.push(renewal(&days, today, "/admin/dominio"));
    }
    if who.allows(Permission::ThemeEdit) {
        let (open, due_at) = portal::open_steps(conn, here).await?;
        let late = due_at.is_some_and(|due| due < now);
        out.push(Task {
            overdue: if late { open } else { 0 },
            next_due_at: due_at.filter(|_| !late),
            ..undated(TaskKind::Setup, open, "/admin/portal")
        });
    }
    if who.allows(Permission::GrantsManage) {
        let invited = grants::invited(conn, here, today).await?;
        out.push(undated(
            TaskKind::InvitationsPending,
            invited,
            "/admin/usuarios",
        ));
    }
    if who.allows(Permission::GrantsRead) {
        let ends = grants::ending(conn, here, today).await?;
        let days = ends.iter().filter_map(|row| row.ends_on);
        let next = days.min().map(shared::time::day_end);
        out.push(ending(
            TaskKind::GrantsEnding,
            ends.len(),
            next,
            "/admin/usuarios",
        ));
    }
    if who.allows(Permission::VisitsRecord) {
        let open = visits::count_without_exit(conn, here, today).await?;
        out.push(Task {
            overdue: open,
            ..undated(TaskKind::VisitsWithoutExit, open, visits::DAY_PAGE)
        });
    }
    if who.allows(Permission::ApiKeysManage) {
        let ends = api_keys::ending(conn, here, now).await?;
        let next = ends.iter().min().copied();
        out.push(ending(
            TaskKind::KeysEnding,
            ends.len(),
            next,
            "/admin/claves",
        ));
    }
    Ok(out)
}

fn renewal(days: &[NaiveDate], today: NaiveDate, link: &str) -> Task {
    let (late, ahead): (Vec<NaiveDate>, Vec<NaiveDate>) =
        days.iter().partition(|day| **day < today);
    let next = ahead.into_iter().min().map(shared::time::day_end);
    Task {
        overdue: u64::try_from(late.len()).unwrap_or(u64::MAX),
        ..ending(TaskKind::DomainsRenewal, days.len(), next, link)
    }
}

/// Incidents whose 48 hours run.
fn untold(since: &[DateTime<Utc>], now: DateTime<Utc>, link: &str) -> Task {
    let due = since
        .iter()
        .map(|known| *known + TimeDelta::hours(NOTICE_HOURS));
    let (late, ahead): (Vec<_>, Vec<_>) = due.partition(|due| *due < now);
    let next = ahead.into_iter().min();
    Task {
        overdue: u64::try_from(late.len()).unwrap_or(u64::MAX),
        ..ending(TaskKind::IncidentsOpen, since.len(), next, link)
    }
}

fn undated(kind: TaskKind, count: u64, link: &str) -> Task {
    Task {
        kind,
        count,
        overdue: 0,
        next_due_at: None,
        link: link.to_owned(),
    }
}

fn ending(
    kind: TaskKind,
    count: usize,
    next_due_at: Option<chrono::DateTime<chrono::Utc>>,
    link: &str,
) -> Task {
    let count = u64::try_from(count).unwrap_or(u64::MAX);
    Task {
        next_due_at,
        ..undated(kind, count, link)
    }
}
