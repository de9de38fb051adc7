//! Queries over requests.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use shared::features::portal_requests::{RequestAction, RequestEvent, RequestState};
use uuid::Uuid;

use super::entity::{event, request};
use crate::error::ApiResult;

/// By code and the tag of the responsible person's DNI: the same `None` for a wrong code and a wrong number.
pub(super) async fn find_tracked(
    conn: &impl ConnectionTrait,
    code: &str,
    dni_tag: &str,
) -> ApiResult<Option<request::Model>> {
    let query = request::Entity::find()
        .filter(request::Column::Code.eq(code.trim().to_uppercase()))
        .filter(request::Column::DniTag.eq(dni_tag));
    Ok(query.one(conn).await?)
}

/// By code alone, for what the platform does itself.
pub(super) async fn by_code(
    conn: &impl ConnectionTrait,
    code: &str,
) -> ApiResult<Option<request::Model>> {
    let query = request::Entity::find().filter(request::Column::Code.eq(code));
    Ok(query.one(conn).await?)
}

/// Requests of the same place and level that are still on their way.
pub(super) async fn open_for_place(
    conn: &impl ConnectionTrait,
    ubigeo: &str,
    kind: &str,
    populated_center: Option<&str>,
) -> ApiResult<Vec<request::Model>> {
    let rows = request::Entity::find()
        .filter(request::Column::Ubigeo.eq(ubigeo))
        .filter(request::Column::Kind.eq(kind))
        .filter(
            request::Column::State
                .is_not_in([RequestState::Created.code(), RequestState::Rejected.code()]),
        )
        .all(conn)
        .await?;
    Ok(rows
        .into_iter()
        .filter(|row| row.populated_center.as_deref() == populated_center)
        .collect())
}

/// Requests whose term for corrections has passed.
pub(super) async fn overdue_corrections(
    conn: &impl ConnectionTrait,
    now: chrono::DateTime<chrono::Utc>,
) -> ApiResult<Vec<Uuid>> {
    let rows = request::Entity::find()
        .filter(request::Column::State.eq(RequestState::Observed.code()))
        .filter(request::Column::DueAt.lt(now))
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// What happened to a request, oldest first.
pub(super) async fn history(
    conn: &impl ConnectionTrait,
    request: Uuid,
) -> ApiResult<Vec<RequestEvent>> {
    let rows = event::Entity::find()
        .filter(event::Column::RequestId.eq(request))
        .order_by_asc(event::Column::At)
        .order_by_asc(event::Column::Id)
        .all(conn)
        .await?;
    let known = |row: event::Model| {
        let action = row.action.as_deref();
        Some(RequestEvent {
            at: row.at,
            action: action.and_then(|code| {
                RequestAction::ALL
                    .iter()
                    .copied()
                    .find(|a| a.code() == code)
            }),
            state: RequestState::from_code(&row.state)?,
            note: row.note,
        })
    };
    Ok(rows.into_iter().filter_map(known).collect())
}
