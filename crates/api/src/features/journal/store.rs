//! Queries over signed heads and the journal.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect, Select, Statement,
};
use shared::features::journal::HistoryQuery;
use shared::kit::page::{Page, PageQuery};
use shared::time::{day_end, day_start};
use uuid::Uuid;

use super::entity::{Column, Entity, Model};
use crate::error::ApiResult;
use crate::journal::entity::{head, line};
use crate::kit::page;

/// Signed heads of one journal, newest first.
pub(super) async fn heads_of(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    query: &PageQuery,
) -> ApiResult<Page<Model>> {
    let select = Entity::find().filter(Column::MunicipalityId.eq(municipality));
    page::newest(conn, select, Column::Seq, |row| row.seq, query).await
}

/// When a head was last signed.
pub(crate) async fn last_signed(conn: &impl ConnectionTrait) -> ApiResult<Option<DateTime<Utc>>> {
    let last: Option<DateTime<Utc>> = Entity::find()
        .select_only()
        .column(Column::SignedAt)
        .order_by_desc(Column::SignedAt)
        .limit(1)
        .into_tuple()
        .one(conn)
        .await?;
    Ok(last)
}

/// Heads of all journals signed within a span, in a stable order.
pub(super) async fn heads_between(
    conn: &impl ConnectionTrait,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::SignedAt.gte(from))
        .filter(Column::SignedAt.lt(to))
        .order_by_asc(Column::MunicipalityId)
        .order_by_asc(Column::Seq)
        .all(conn)
        .await
}

/// Heads beyond the last one that was signed of their journal.
pub(super) async fn unsigned_heads(conn: &impl ConnectionTrait) -> Result<Vec<head::Model>, DbErr> {
    let sql = "SELECT h.municipality_id, h.seq, h.hash FROM journal_heads h
        WHERE h.seq > COALESCE((SELECT MAX(s.seq) FROM signed_heads s WHERE s.municipality_id = h.municipality_id), 0)
        ORDER BY h.municipality_id";
    let statement = Statement::from_string(conn.get_database_backend(), sql);
    head::Model::find_by_statement(statement).all(conn).await
}

/// Since when the oldest entry waits that no signed head covers yet, of all journals.
pub(crate) async fn unsigned_since(
    conn: &impl ConnectionTrait,
) -> ApiResult<Option<DateTime<Utc>>> {
    let sql = "SELECT MIN(j.recorded_at) AS since FROM journal j
        JOIN (SELECT h.municipality_id, COALESCE(MAX(s.seq), 0) AS seq FROM journal_heads h
            LEFT JOIN signed_heads s ON s.municipality_id = h.municipality_id
            GROUP BY h.municipality_id) signed
        ON j.municipality_id = signed.municipality_id AND j.seq = signed.seq + 1";
    let statement = Statement::from_string(conn.get_database_backend(), sql);
    let row = conn.query_one_raw(statement).await?;
    let since = row.map(|row| row.try_get("", "since")).transpose()?;
    Ok(since.flatten())
}

/// Lines of a journal that a screen asks for, newest first.
pub(super) async fn lines(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    query: &HistoryQuery,
) -> ApiResult<Page<line::Model>> {
    let mut select = line::Entity::find().filter(line::Column::MunicipalityId.eq(municipality));
    let texts = [
        (line::Column::SubjectType, &query.subject_type),
        (line::Column::SubjectId, &query.subject_id),
        (line::Column::Action, &query.action),
        (line::Column::ActorId, &query.actor),
    ];
    for (column, value) in texts {
        select = equals(select, column, value.as_deref());
    }
    if let Some(day) = query.from {
        select = select.filter(line::Column::OccurredAt.gte(day_start(day)));
    }
    if let Some(day) = query.to {
        let end = day_end(day) + chrono::TimeDelta::seconds(1);
        select = select.filter(line::Column::OccurredAt.lt(end));
    }
    let asked = PageQuery {
        limit: query.limit,
        cursor: query.cursor.clone(),
    };
    page::newest(conn, select, line::Column::Seq, |row| row.seq, &asked).await
}

fn equals(
    select: Select<line::Entity>,
    column: line::Column,
    value: Option<&str>,
) -> Select<line::Entity> {
    match value {
        Some(value) => select.filter(column.eq(value)),
        None => select,
    }
}
