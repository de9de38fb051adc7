//! Queries over signed heads and the journal.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect, Select, Statement,
};
use shared::features::journal::HistoryQuery;
use shared::kit::page::{DEFAULT_LIMIT, MAX_LIMIT};
use shared::time::{day_end, day_start};
use uuid::Uuid;

use super::entity::{Column, Entity, Model};
use crate::error::{ApiError, ApiResult, Code};
use crate::journal::entity::{head, line};

/// Where the next page of a list by descending `seq` begins.
pub(super) fn cursor(seq: i64) -> String {
    URL_SAFE_NO_PAD.encode(seq.to_string())
}

/// Reads a cursor; a wrong one is the caller's mistake.
pub(super) fn read_cursor(cursor: Option<&str>) -> ApiResult<Option<i64>> {
    let wrong = || ApiError::new(Code::Malformed).detail("El cursor no es válido");
    let Some(cursor) = cursor else {
        return Ok(None);
    };
    let bytes = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| wrong())?;
    let text = String::from_utf8(bytes).map_err(|_| wrong())?;
    text.parse().map(Some).map_err(|_| wrong())
}

/// How many entries a page has.
pub(super) fn page_limit(limit: Option<u32>) -> ApiResult<u64> {
    let limit = limit.unwrap_or(DEFAULT_LIMIT);
    if (1..=MAX_LIMIT).contains(&limit) {
        return Ok(limit.into());
    }
    Err(ApiError::new(Code::Malformed).detail("limit va de 1 a 100"))
}

/// Signed heads of one journal, newest first, one more than `limit` when there are more.
pub(super) async fn heads_of(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    before: Option<i64>,
    limit: u64,
) -> Result<Vec<Model>, DbErr> {
    let mut query = Entity::find()
        .filter(Column::MunicipalityId.eq(municipality))
        .order_by_desc(Column::Seq)
        .limit(limit + 1);
    if let Some(seq) = before {
        query = query.filter(Column::Seq.lt(seq));
    }
    query.all(conn).await
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

/// Lines of a journal that a screen asks for, newest first, one more than `limit` when there are more.
pub(super) async fn lines(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    query: &HistoryQuery,
    before: Option<i64>,
    limit: u64,
) -> Result<Vec<line::Model>, DbErr> {
    let mut select = line::Entity::find()
        .filter(line::Column::MunicipalityId.eq(municipality))
        .order_by_desc(line::Column::Seq)
        .limit(limit + 1);
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
    if let Some(seq) = before {
        select = select.filter(line::Column::Seq.lt(seq));
    }
    select.all(conn).await
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
