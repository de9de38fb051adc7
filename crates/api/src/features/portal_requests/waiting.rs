//! What of the desk waits for an operator.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use shared::features::portal_requests::RequestState;
use shared::features::today::{Task, TaskKind};
use uuid::Uuid;

use super::entity::request;
use super::workflow;
use crate::error::ApiResult;

/// Open requests by what waits, as this operator sees them: what he proposed himself does not wait for him.
pub(crate) async fn waiting(
    conn: &impl ConnectionTrait,
    operator: Uuid,
    now: DateTime<Utc>,
) -> ApiResult<Vec<Task>> {
    let open = request::Entity::find()
        .filter(
            request::Column::State
                .is_not_in([RequestState::Created.code(), RequestState::Rejected.code()]),
        )
        .all(conn)
        .await?;
    let mut out: Vec<Task> = Vec::new();
    for row in &open {
        let Some(kind) = kind(row, operator)? else {
            continue;
        };
        let index = out.iter().position(|task| task.kind == kind);
        let mut task = index.map_or_else(|| empty(kind), |index| out.swap_remove(index));
        task.count += 1;
        match row.due_at {
            Some(due) if due < now => task.overdue += 1,
            Some(due) => {
                task.next_due_at = Some(task.next_due_at.map_or(due, |next| next.min(due)));
            }
            None => {}
        }
        out.push(task);
    }
    Ok(out)
}

fn kind(row: &request::Model, operator: Uuid) -> ApiResult<Option<TaskKind>> {
    let state = workflow::state(row)?;
    Ok(match (state, row.proposed_by) {
        (RequestState::Submitted, _) => Some(TaskKind::RequestsSubmitted),
        (RequestState::Observed, _) => Some(TaskKind::RequestsObserved),
        (RequestState::InReview, None) => Some(TaskKind::RequestsInReview),
        (RequestState::InReview, Some(by)) if by != operator => Some(TaskKind::RequestsToApprove),
        _ => None,
    })
}

fn empty(kind: TaskKind) -> Task {
    let state = match kind {
        TaskKind::RequestsSubmitted => RequestState::Submitted,
        TaskKind::RequestsObserved => RequestState::Observed,
        _ => RequestState::InReview,
    };
    Task {
        kind,
        count: 0,
        overdue: 0,
        next_due_at: None,
        link: format!("/admin/solicitudes?estado={}", state.code()),
    }
}
