//! The terms of open requests after the calendar changed: which ones would move, and moving one.

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use shared::deadline::Term;
use shared::features::deadlines::{CaseKind, DeadlineChange};
use shared::features::portal_requests::{CORRECTION, REVIEW, RequestState};
use shared::time::lima_date;

use super::entity::request;
use super::look::{find, responsible};
use super::{letters, workflow};
use crate::error::ApiResult;
use crate::reference;
use crate::write::Tx;

/// The term that runs in a state; `None` where nobody has to act.
const fn running(state: RequestState) -> Option<Term> {
    match state {
        RequestState::Submitted | RequestState::InReview => Some(REVIEW),
        RequestState::Observed => Some(CORRECTION),
        RequestState::Created | RequestState::Rejected => None,
    }
}

/// How many open requests have a term, and those that would have another one by the calendar of today.
pub(crate) async fn changes_of_calendar(
    conn: &impl ConnectionTrait,
) -> ApiResult<(u64, Vec<DeadlineChange>)> {
    let rows = request::Entity::find()
        .filter(request::Column::DueAt.is_not_null())
        .order_by_asc(request::Column::Code)
        .all(conn)
        .await?;
    let (mut open, mut changes) = (0, Vec::new());
    for row in rows {
        let Some((term, due_at)) = running(workflow::state(&row)?).zip(row.due_at) else {
            continue;
        };
        open += 1;
        let calendar = reference::calendar_in(conn, &row.ubigeo).await?;
        let new_due_at = workflow::count(&calendar, row.turn_since, term)?.due_at;
        if new_due_at != due_at {
            changes.push(DeadlineChange {
                kind: CaseKind::PortalRequest,
                id: row.id,
                code: row.code,
                title: row.municipality_name,
                counted_from: row.turn_since,
                due_at,
                new_due_at,
            });
        }
    }
    Ok((open, changes))
}

/// Gives a request its new term. The applicant is written to where it is his.
pub(crate) async fn move_deadline(
    tx: &mut Tx<'_>,
    change: &DeadlineChange,
    reason: &str,
    public_url: &str,
) -> ApiResult<()> {
    let row = find(tx, change.id).await?;
    let moved = request::ActiveModel {
        id: Set(row.id),
        due_at: Set(Some(change.new_due_at)),
        ..Default::default()
    };
    request::Entity::update(moved).exec(tx.conn()).await?;
    if workflow::state(&row)? != RequestState::Observed {
        return Ok(());
    }
    let Some(person) = responsible(tx, &row).await? else {
        return Ok(());
    };
    let letter = letters::term_moved(
        &person.name,
        (&row.code, &row.municipality_name),
        lima_date(change.new_due_at),
        reason,
        public_url,
    );
    tx.mail(letters::mail(
        "portal_request.term_moved",
        &person.email,
        letter,
    ))
    .await
}
