//! What whoever keeps the records sees first.

use actix_web::{HttpResponse, get, web};
use sea_orm::ConnectionTrait;
use shared::access::perm;
use shared::features::conservation::{ConservationOut, DamagedFile, DueOut, RecheckRun};
use shared::time::lima_date;

use super::names::{Names, outside};
use crate::conservation::{due, terms};
use crate::error::ApiResult;
use crate::files;
use crate::http::etag;
use crate::http::staff::Staff;
use crate::problems::StaffRead;
use crate::state::AppState;

/// The terms in force, what is due by them, and whether the stored files are still what they were.
#[utoipa::path(tag = "conservation", security(("session" = ["conservation:manage"])), responses(
    (status = 200, description = "Plazos, lo que venció y la última revisión de archivos", body = ConservationOut), StaffRead
))]
#[get("/platform/conservation")]
pub(crate) async fn get_conservation(
    state: web::Data<AppState>,
    staff: Staff<perm::ConservationManage>,
) -> ApiResult<HttpResponse> {
    let now = state.clock.now();
    let conn = state.db.read(staff.scope()).await?;
    let recheck = files::last_run(&conn).await?;
    let view = ConservationOut {
        terms: terms(&conn, lima_date(now)).await?,
        due: due_now(&conn, now).await?,
        recheck: recheck.map(|run| RecheckRun {
            started_at: run.started_at,
            finished_at: run.finished_at,
            checked: u64::try_from(run.checked).unwrap_or(0),
            damaged: u64::try_from(run.damaged).unwrap_or(0),
            unread: u64::try_from(run.unread).unwrap_or(0),
        }),
        next_recheck_at: Some(files::next_run(now)),
        damaged: damaged(&conn).await?,
    };
    etag::row(&view)
}

async fn due_now(
    conn: &impl ConnectionTrait,
    now: chrono::DateTime<chrono::Utc>,
) -> ApiResult<Vec<DueOut>> {
    let due = due(conn, now).await?;
    let names = Names::read(conn, due.iter().map(|due| due.municipality), []).await?;
    let out = due.into_iter().map(|due| DueOut {
        municipality_id: outside(due.municipality),
        municipality: names.municipality(due.municipality),
        kind: due.kind,
        cutoff: due.cutoff,
        rows: due.rows,
        held: due.held,
    });
    Ok(out.collect())
}

async fn damaged(conn: &impl ConnectionTrait) -> ApiResult<Vec<DamagedFile>> {
    let found = files::damaged(conn).await?;
    let owners = found.iter().map(|file| file.municipality_id);
    let names = Names::read(conn, owners, []).await?;
    let out = found.into_iter().map(|file| DamagedFile {
        id: file.id,
        municipality_id: outside(file.municipality_id),
        municipality: names.municipality(file.municipality_id),
        name: file.name,
        sha256: file.sha256,
        checked_at: file.checked_at,
    });
    Ok(out.collect())
}
