//! Signed heads of the trees of registers, and the nodes from which proofs are made.

use std::collections::HashMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use ed25519_dalek::Signer as _;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use shared::merkle::frontier::Frontier;
use shared::merkle::hash::Hash;
use shared::merkle::plan::NodeId;
use shared::merkle::wire::{SignedTreeHead, TreeHead};
use shared::registers::Register;
use uuid::Uuid;

use super::tree::statement;
use crate::error::{ApiError, ApiResult};
use crate::keys::Key;
use crate::write::Books;

mod signed {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "signed_tree_heads")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub municipality_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub register: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub size: i64,
        pub root: String,
        pub signed_at: DateTimeUtc,
        pub key_id: String,
        pub signature: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Nodes that one statement reads.
const READ: usize = 100;

/// Signs the head of every tree that grew since its last signature.
pub(crate) async fn sign_trees(books: &Books<'_>, key: &Key) -> ApiResult<()> {
    let conn = books.conn();
    let sql = "SELECT t.municipality_id, t.register, t.frontier FROM merkle_trees t
        WHERE t.size > COALESCE((SELECT max(s.size) FROM signed_tree_heads s
            WHERE s.municipality_id = t.municipality_id AND s.register = t.register), 0)";
    for row in conn.query_all_raw(statement(conn, sql, [])).await? {
        let bytes: Vec<u8> = row.try_get_by_index(2)?;
        let frontier = Frontier::from_bytes(&bytes).map_err(ApiError::internal)?;
        let tree = TreeHead {
            municipality_id: row.try_get_by_index(0)?,
            register: row.try_get_by_index(1)?,
            size: i64::try_from(frontier.size()).map_err(ApiError::internal)?,
            root: frontier.root(),
            at: books.now(),
        };
        insert(conn, sign(key, tree)?).await?;
    }
    Ok(())
}

fn sign(key: &Key, tree: TreeHead) -> ApiResult<SignedTreeHead> {
    let mut signed = SignedTreeHead {
        tree,
        key_id: key.id.clone(),
        signature: String::new(),
    };
    let bytes = signed.signed_bytes().map_err(ApiError::internal)?;
    signed.signature = STANDARD.encode(key.signing().sign(&bytes).to_bytes());
    Ok(signed)
}

async fn insert(conn: &impl ConnectionTrait, head: SignedTreeHead) -> ApiResult<()> {
    let row = signed::ActiveModel {
        municipality_id: Set(head.tree.municipality_id),
        register: Set(head.tree.register),
        size: Set(head.tree.size),
        root: Set(head.tree.root.to_string()),
        signed_at: Set(head.tree.at),
        key_id: Set(head.key_id),
        signature: Set(head.signature),
    };
    signed::Entity::insert(row)
        .exec_without_returning(conn)
        .await?;
    Ok(())
}

/// The last head that was signed; none before the first signature.
pub(crate) async fn last_head(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    register: &Register,
) -> ApiResult<Option<SignedTreeHead>> {
    let row = signed::Entity::find()
        .filter(signed::Column::MunicipalityId.eq(municipality))
        .filter(signed::Column::Register.eq(register.id))
        .order_by_desc(signed::Column::Size)
        .one(conn)
        .await?;
    row.map(head).transpose()
}

/// Every head that was signed, the smallest tree first.
pub(crate) async fn tree_heads(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    register: &Register,
) -> ApiResult<Vec<SignedTreeHead>> {
    let rows = signed::Entity::find()
        .filter(signed::Column::MunicipalityId.eq(municipality))
        .filter(signed::Column::Register.eq(register.id))
        .order_by_asc(signed::Column::Size)
        .all(conn)
        .await?;
    rows.into_iter().map(head).collect()
}

/// The heads that were signed between two instants.
pub(crate) async fn tree_heads_between(
    conn: &impl ConnectionTrait,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> ApiResult<Vec<SignedTreeHead>> {
    let rows = signed::Entity::find()
        .filter(signed::Column::SignedAt.gte(from))
        .filter(signed::Column::SignedAt.lt(to))
        .order_by_asc(signed::Column::SignedAt)
        .order_by_asc(signed::Column::MunicipalityId)
        .order_by_asc(signed::Column::Register)
        .all(conn)
        .await?;
    rows.into_iter().map(head).collect()
}

fn head(row: signed::Model) -> ApiResult<SignedTreeHead> {
    Ok(SignedTreeHead {
        tree: TreeHead {
            municipality_id: row.municipality_id,
            register: row.register,
            size: row.size,
            root: row.root.parse().map_err(ApiError::internal)?,
            at: row.signed_at,
        },
        key_id: row.key_id,
        signature: row.signature,
    })
}

/// How many leaves a tree has by now.
pub(crate) async fn size_of(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    register: &Register,
) -> ApiResult<u64> {
    let sql = "SELECT size FROM merkle_trees WHERE municipality_id = $1 AND register = $2";
    let values = [municipality.into(), register.id.into()];
    let row = conn.query_one_raw(statement(conn, sql, values)).await?;
    let size: i64 = row.map_or(Ok(0), |row| row.try_get_by_index(0))?;
    u64::try_from(size).map_err(ApiError::internal)
}

/// The stored nodes that a proof is made of.
pub(crate) async fn nodes_of(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    register: &Register,
    nodes: impl IntoIterator<Item = NodeId>,
) -> ApiResult<HashMap<(u8, u64), Hash>> {
    let wanted: Vec<NodeId> = nodes.into_iter().collect();
    let mut found = HashMap::new();
    for wanted in wanted.chunks(READ) {
        let mut sql = String::from(
            "SELECT level, position, hash FROM merkle_nodes WHERE municipality_id = $1 AND register = $2 AND (",
        );
        let mut values: Vec<sea_orm::Value> = vec![municipality.into(), register.id.into()];
        for (index, node) in wanted.iter().enumerate() {
            let or = if index == 0 { "" } else { " OR " };
            let at = values.len();
            sql.push_str(&format!(
                "{or}(level = ${} AND position = ${})",
                at + 1,
                at + 2
            ));
            values.push(i64::from(node.level).into());
            values.push(
                i64::try_from(node.index)
                    .map_err(ApiError::internal)?
                    .into(),
            );
        }
        sql.push(')');
        for row in conn.query_all_raw(statement(conn, &sql, values)).await? {
            let (level, position): (i64, i64) =
                (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
            let hash: Vec<u8> = row.try_get_by_index(2)?;
            let hash = Hash::try_from(hash.as_slice()).map_err(ApiError::internal)?;
            let level = u8::try_from(level).map_err(ApiError::internal)?;
            found.insert(
                (level, u64::try_from(position).map_err(ApiError::internal)?),
                hash,
            );
        }
    }
    Ok(found)
}
