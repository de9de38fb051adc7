//! Queries over questions.

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
};
use shared::features::tickets::{TicketState, TicketsQuery};
use shared::kit::page::{Page, PageQuery};
use uuid::Uuid;

use super::entity::{message, ticket};
use crate::error::{ApiError, ApiResult};
use crate::kit::page;

/// A question; of one municipality, or of any.
///
/// # Errors
/// 404 where there is none.
pub(super) async fn find(
    conn: &impl ConnectionTrait,
    municipality: Option<Uuid>,
    id: Uuid,
) -> ApiResult<ticket::Model> {
    let whose = municipality.map(|id| ticket::Column::MunicipalityId.eq(id));
    let query = ticket::Entity::find()
        .filter(ticket::Column::Id.eq(id))
        .filter(Condition::all().add_option(whose));
    query.one(conn).await?.ok_or_else(ApiError::not_found)
}

/// A page of questions, newest first; of one municipality, or of all.
pub(super) async fn list(
    conn: &impl ConnectionTrait,
    municipality: Option<Uuid>,
    query: &TicketsQuery,
) -> ApiResult<Page<ticket::Model>> {
    let narrowed = Condition::all()
        .add_option(municipality.map(|id| ticket::Column::MunicipalityId.eq(id)))
        .add_option(query.state.map(|it| ticket::Column::State.eq(it.as_str())))
        .add_option(query.topic.map(|it| ticket::Column::Topic.eq(it.as_str())))
        .add_option(
            query
                .subject
                .as_deref()
                .map(|it| ticket::Column::Subject.eq(it)),
        );
    let asked = PageQuery {
        limit: query.limit,
        cursor: query.cursor.clone(),
    };
    let select = ticket::Entity::find().filter(narrowed);
    page::newest(conn, select, ticket::Column::Id, |row| row.id, &asked).await
}

/// What was written, oldest first.
pub(super) async fn messages(
    conn: &impl ConnectionTrait,
    of: &ticket::Model,
) -> ApiResult<Vec<message::Model>> {
    let rows = message::Entity::find()
        .filter(message::Column::MunicipalityId.eq(of.municipality_id))
        .filter(message::Column::TicketId.eq(of.id))
        .order_by_asc(message::Column::Id);
    Ok(rows.all(conn).await?)
}

/// How many questions of all municipalities nobody has answered.
pub(crate) async fn to_answer(conn: &impl ConnectionTrait) -> ApiResult<u64> {
    let open = ticket::Entity::find().filter(ticket::Column::State.eq(TicketState::Open.as_str()));
    Ok(open.count(conn).await?)
}

/// How many questions of a municipality were answered and are not closed.
pub(crate) async fn answered(conn: &impl ConnectionTrait, municipality: Uuid) -> ApiResult<u64> {
    let answered = ticket::Entity::find()
        .filter(ticket::Column::MunicipalityId.eq(municipality))
        .filter(ticket::Column::State.eq(TicketState::Answered.as_str()));
    Ok(answered.count(conn).await?)
}
