//! One step of the procedure applied to a request: its state, whose turn it is, what its history says.

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use shared::deadline::{Calendar, Count, Deadline, Start, Term};
use shared::features::portal_requests::{RequestAction, RequestState, Step, step};
use uuid::Uuid;

use super::entity::{event, request};
use crate::error::{ApiError, ApiResult};
use crate::reference;
use crate::write::Tx;

/// The state a row is in.
pub(super) fn state(row: &request::Model) -> ApiResult<RequestState> {
    RequestState::from_code(&row.state)
        .ok_or_else(|| ApiError::internal(anyhow::anyhow!("unknown state {}", row.state)))
}

/// The step that this action takes from where the request stands.
pub(super) fn allowed(row: &request::Model, action: RequestAction) -> ApiResult<&'static Step> {
    step(state(row)?, action).ok_or_else(|| {
        ApiError::conflict("La solicitud ya no está en un estado que admita este paso.")
    })
}

/// The day by day count of a term, in the calendar of the municipality's place.
pub(super) fn count(calendar: &Calendar, from: DateTime<Utc>, term: Term) -> ApiResult<Deadline> {
    Count::new(Start::Instant(from.into()), term)
        .run(calendar)
        .map_err(ApiError::internal)
}

/// Takes a step: writes state, term and history. The caller records the act.
pub(super) async fn take(
    tx: &mut Tx<'_>,
    row: &request::Model,
    step: &Step,
    actor: Option<Uuid>,
    note: Option<&str>,
) -> ApiResult<request::Model> {
    let calendar = reference::calendar_in(tx.conn(), &row.ubigeo).await?;
    let due = step
        .term
        .map(|term| count(&calendar, tx.now(), term))
        .transpose()?;
    let keeps_term = step.term.is_none() && !step.to.is_final();
    let updated = request::ActiveModel {
        id: Set(row.id),
        state: Set(step.to.code().to_owned()),
        observations: Set(match step.action {
            RequestAction::Observe => note.map(str::to_owned),
            _ => None,
        }),
        proposed_by: Set(match step.action {
            RequestAction::Propose => actor,
            RequestAction::Approve => row.proposed_by,
            _ => None,
        }),
        turn_since: Set(if keeps_term { row.turn_since } else { tx.now() }),
        due_at: Set(if keeps_term {
            row.due_at
        } else {
            due.map(|due| due.due_at)
        }),
        ..Default::default()
    };
    let updated = request::Entity::update(updated).exec(tx.conn()).await?;
    happened(tx, row.id, Some(step.action), step.to, actor, note).await?;
    Ok(updated)
}

/// Adds to the history of a request.
pub(super) async fn happened(
    tx: &Tx<'_>,
    request: Uuid,
    action: Option<RequestAction>,
    state: RequestState,
    actor: Option<Uuid>,
    note: Option<&str>,
) -> ApiResult<()> {
    event::Entity::insert(event::ActiveModel {
        id: Set(Uuid::now_v7()),
        request_id: Set(request),
        at: Set(tx.now()),
        action: Set(action.map(|action| action.code().to_owned())),
        state: Set(state.code().to_owned()),
        actor_id: Set(actor),
        note: Set(note.map(str::to_owned)),
    })
    .exec_without_returning(tx.conn())
    .await?;
    Ok(())
}
