//! Appending to the journal: the next line of a municipality's chain, in the transaction of the act.

pub(crate) mod entity;

use std::collections::HashMap;

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{LockType, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QuerySelect};
use shared::journal::canonical::canonical;
use shared::journal::chain::Head;
use shared::journal::entry::JournalEntry;
use uuid::Uuid;

use crate::error::{ApiError, ApiResult};
use crate::write::Conn;
use entity::{head, line};

/// The heads that a change has moved or taken hold of, by municipality. Their rows are locked, so nobody else moves them meanwhile.
pub(crate) type Heads = HashMap<Uuid, Head>;

/// Appends an entry to its journal and moves the head; place, previous hash and hash are filled in here.
pub(crate) async fn append(
    conn: &Conn<'_>,
    heads: &mut Heads,
    mut entry: JournalEntry,
) -> ApiResult<()> {
    let municipality = entry.municipality_id;
    let mut chain = match heads.remove(&municipality) {
        Some(moved) => moved,
        None => lock_head(conn, municipality).await?,
    };
    chain.seal(&mut entry).map_err(ApiError::internal)?;
    let body = canonical(&serde_json::to_value(&entry)?).map_err(ApiError::internal)?;
    let line = line::Entity::insert(line::ActiveModel {
        municipality_id: Set(entry.municipality_id),
        seq: Set(entry.seq),
        occurred_at: Set(entry.occurred_at),
        recorded_at: Set(entry.recorded_at),
        actor_id: Set(entry.actor.id),
        action: Set(entry.action),
        subject_type: Set(entry.subject.kind),
        subject_id: Set(entry.subject.id),
        body: Set(String::from_utf8(body).map_err(ApiError::internal)?),
        hash: Set(entry.hash),
    });
    conn.query_later("journal", &line).await?;
    let moved = head::Entity::update_many()
        .set(head::ActiveModel {
            seq: Set(chain.seq),
            hash: Set(chain.hash.clone()),
            ..Default::default()
        })
        .filter(head::Column::MunicipalityId.eq(municipality));
    conn.query_later("journal_heads", &moved).await?;
    heads.insert(municipality, chain);
    Ok(())
}

/// The head of a chain, locked until the commit; a chain begins where there is none.
async fn lock_head(conn: &Conn<'_>, municipality: Uuid) -> ApiResult<Head> {
    if let Some(head) = select_head(conn, municipality).await? {
        return Ok(head);
    }
    let genesis = Head::genesis(municipality);
    let row = head::ActiveModel {
        municipality_id: Set(municipality),
        seq: Set(genesis.seq),
        hash: Set(genesis.hash),
    };
    head::Entity::insert(row)
        .on_conflict(
            OnConflict::column(head::Column::MunicipalityId)
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(conn)
        .await?;
    let head = select_head(conn, municipality).await?;
    head.ok_or_else(|| ApiError::internal(anyhow::anyhow!("the journal has no head")))
}

async fn select_head(conn: &Conn<'_>, municipality: Uuid) -> ApiResult<Option<Head>> {
    let query = head::Entity::find_by_id(municipality);
    // SQLite has one writer; PostgreSQL may have lanes of several processes on the same chain.
    let query = match conn.get_database_backend() {
        DbBackend::Postgres => query.lock(LockType::Update),
        _ => query,
    };
    let row = query.one(conn).await?;
    Ok(row.map(|row| Head {
        municipality_id: row.municipality_id,
        seq: row.seq,
        hash: row.hash,
    }))
}
