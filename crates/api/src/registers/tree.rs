//! The Merkle tree of a register: a leaf for each published version, in the order in which they were published.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use shared::journal::chain::Head;
use shared::merkle::frontier::{Frontier, Node};
use shared::merkle::hash::Hash;
use shared::registers::Register;
use uuid::Uuid;

use crate::error::{ApiError, ApiResult};
use crate::write::Conn;

/// Appends leaves; answers with the place of the first. The row of the tree is locked, by [`held`] or here, so that two
/// leaves never get the same place.
pub(super) async fn append(
    conn: &Conn<'_>,
    (register, municipality): (&'static Register, Uuid),
    held: Option<Frontier>,
    leaves: impl IntoIterator<Item = Hash>,
    now: DateTime<Utc>,
) -> ApiResult<u64> {
    let mut frontier = match held {
        Some(frontier) => frontier,
        None => grown(conn, municipality, register, now).await?,
    };
    let first = frontier.size();
    let nodes = frontier.append_many(leaves);
    let sql = "UPDATE merkle_trees SET size = $1, frontier = $2, updated_at = $3
        WHERE municipality_id = $4 AND register = $5";
    let size = i64::try_from(frontier.size()).map_err(ApiError::internal)?;
    let values = [
        size.into(),
        frontier.to_bytes().into(),
        now.into(),
        municipality.into(),
        register.id.into(),
    ];
    conn.later("merkle_trees", statement(conn, sql, values))
        .await?;
    conn.rows_later("merkle_nodes", &nodes, |nodes| {
        insert(conn, municipality, register, nodes)
    })
    .await?;
    Ok(first)
}

/// The tree and the head of the journal, both locked until the commit, in one way to the database: an act that adds a leaf
/// needs both. Nothing where one of them has not begun, which [`grown`] and the journal do.
pub(super) async fn held(
    conn: &Conn<'_>,
    municipality: Uuid,
    register: &'static Register,
) -> ApiResult<Option<(Frontier, Head)>> {
    let lock = match conn.backend() {
        DbBackend::Postgres => " FOR UPDATE",
        _ => "",
    };
    let sql = format!(
        "SELECT tree.frontier, head.seq, head.hash FROM merkle_trees AS tree
        JOIN journal_heads AS head ON head.municipality_id = tree.municipality_id
        WHERE tree.municipality_id = $1 AND tree.register = $2{lock}"
    );
    let values = [municipality.into(), register.id.into()];
    let Some(row) = conn.query_one_raw(statement(conn, &sql, values)).await? else {
        return Ok(None);
    };
    let bytes: Vec<u8> = row.try_get_by_index(0)?;
    let frontier = Frontier::from_bytes(&bytes).map_err(ApiError::internal)?;
    let head = Head {
        municipality_id: municipality,
        seq: row.try_get_by_index(1)?,
        hash: row.try_get_by_index(2)?,
    };
    Ok(Some((frontier, head)))
}

/// The tree as it stands, its row locked until the commit.
pub(super) async fn grown(
    conn: &Conn<'_>,
    municipality: Uuid,
    register: &'static Register,
    now: DateTime<Utc>,
) -> ApiResult<Frontier> {
    // Writing locks the row on PostgreSQL; the transaction of SQLite is alone anyway.
    let sql = "INSERT INTO merkle_trees (municipality_id, register, size, frontier, updated_at)
        VALUES ($1, $2, 0, $3, $4)
        ON CONFLICT (municipality_id, register) DO UPDATE SET size = merkle_trees.size
        RETURNING frontier";
    let values = [
        municipality.into(),
        register.id.into(),
        Frontier::default().to_bytes().into(),
        now.into(),
    ];
    let row = conn.query_one_raw(statement(conn, sql, values)).await?;
    let row = row.ok_or_else(|| ApiError::internal(anyhow::anyhow!("the tree has no row")))?;
    let bytes: Vec<u8> = row.try_get_by_index(0)?;
    Frontier::from_bytes(&bytes).map_err(ApiError::internal)
}

fn insert(
    conn: &Conn<'_>,
    municipality: Uuid,
    register: &'static Register,
    nodes: &[Node],
) -> ApiResult<Statement> {
    let mut sql = String::from(
        "INSERT INTO merkle_nodes (municipality_id, register, level, position, hash) VALUES ",
    );
    let mut values: Vec<sea_orm::Value> = vec![municipality.into(), register.id.into()];
    for (index, node) in nodes.iter().enumerate() {
        let at = values.len();
        let comma = if index == 0 { "" } else { ", " };
        sql.push_str(&format!(
            "{comma}($1, $2, ${}, ${}, ${})",
            at + 1,
            at + 2,
            at + 3
        ));
        values.push(i64::from(node.level).into());
        values.push(
            i64::try_from(node.index)
                .map_err(ApiError::internal)?
                .into(),
        );
        values.push(node.hash.as_bytes().to_vec().into());
    }
    Ok(statement(conn, &sql, values))
}

/// A statement with numbered values; SQLite understands `$1` as PostgreSQL does.
pub(super) fn statement(
    conn: &impl ConnectionTrait,
    sql: &str,
    values: impl IntoIterator<Item = sea_orm::Value>,
) -> Statement {
    Statement::from_sql_and_values(conn.get_database_backend(), sql, values)
}
