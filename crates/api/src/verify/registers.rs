//! Whether what registers published still stands: each version makes its leaf, all leaves make the tree, the tree has the
//! roots that were signed.

use sea_orm::{ConnectionTrait, DatabaseTransaction, QueryResult, Statement};
use serde_json::{Map, Value as Json};
use sha2::{Digest, Sha256};
use shared::features::journal::PublicKey;
use shared::merkle::frontier::{Frontier, Node};
use shared::merkle::wire::SignedTreeHead;
use shared::registers::proof::check;
use shared::registers::wire::{RecordOut, VersionOut};
use shared::registers::{Kind, Register};
use uuid::Uuid;

use super::{Fault, Report, heads};
use crate::registers::tree_heads;

/// Leaves that are read at once.
const CHUNK: i64 = 500;

/// A tree as the database has it.
struct Tree {
    municipality: Uuid,
    register: &'static Register,
    frontier: Frontier,
}

/// Checks every register of every municipality.
pub(super) async fn registers(
    conn: &DatabaseTransaction,
    keys: &[PublicKey],
    report: &mut Report,
) -> anyhow::Result<()> {
    for tree in trees(conn, report).await? {
        let signed = tree_heads(conn, tree.municipality, tree.register).await?;
        report.heads += u64::try_from(signed.len())?;
        let mut promised = Vec::with_capacity(signed.len());
        for head in signed {
            if heads::is_tree_signed(&head, keys) {
                promised.push(head);
            } else {
                report.find_leaf(
                    tree.municipality,
                    tree.register,
                    head.tree.size - 1,
                    "la firma de su cabeza no es válida",
                );
            }
        }
        one(conn, &tree, &promised, report).await?;
    }
    orphans(conn, report).await
}

async fn trees(conn: &DatabaseTransaction, report: &mut Report) -> anyhow::Result<Vec<Tree>> {
    let sql = "SELECT municipality_id, register, size, frontier FROM merkle_trees ORDER BY 1, 2";
    let rows = conn.query_all_raw(statement(conn, sql, [])).await?;
    let mut trees = Vec::with_capacity(rows.len());
    for row in rows {
        let municipality: Uuid = row.try_get_by_index(0)?;
        let (name, size): (String, i64) = (row.try_get_by_index(1)?, row.try_get_by_index(2)?);
        let bytes: Vec<u8> = row.try_get_by_index(3)?;
        let frontier = Frontier::from_bytes(&bytes).ok();
        let frontier = frontier.filter(|it| i64::try_from(it.size()) == Ok(size));
        match (Register::find(&name), frontier) {
            (Some(register), Some(frontier)) => trees.push(Tree {
                municipality,
                register,
                frontier,
            }),
            _ => report.find(
                municipality,
                Fault::Register(format!("{name}: su árbol no se puede leer")),
            ),
        }
    }
    Ok(trees)
}

async fn one(
    conn: &DatabaseTransaction,
    tree: &Tree,
    promised: &[SignedTreeHead],
    report: &mut Report,
) -> anyhow::Result<()> {
    let (municipality, register) = (tree.municipality, tree.register);
    report.registers += 1;
    let mut grown = Frontier::default();
    let mut nodes = Sum::default();
    loop {
        let from = i64::try_from(grown.size())?;
        let rows = versions(conn, municipality, register, from).await?;
        if rows.is_empty() {
            break;
        }
        for row in &rows {
            let version = version(register, row)?;
            let at = i64::try_from(grown.size())?;
            if version.record.leaf_index != at {
                report.find_leaf(municipality, register, at, "falta");
                return Ok(());
            }
            report.versions += 1;
            match check(register, municipality, &version) {
                Ok(leaf) => grown.append(leaf).iter().for_each(|node| nodes.add(node)),
                Err(broken) => {
                    report.find_leaf(municipality, register, at, &broken.to_string());
                    return Ok(());
                }
            }
            let size = i64::try_from(grown.size())?;
            let signed = promised.iter().filter(|head| head.tree.size == size);
            for head in signed {
                if head.tree.root != grown.root() {
                    report.find_leaf(
                        municipality,
                        register,
                        at,
                        "el árbol hasta aquí no es el que se firmó",
                    );
                }
            }
        }
    }
    let size = i64::try_from(grown.size())?;
    if grown != tree.frontier || promised.iter().any(|head| head.tree.size > size) {
        report.find_leaf(
            municipality,
            register,
            size,
            "el árbol no termina donde dice su cabeza",
        );
    }
    if nodes != stored_nodes(conn, municipality, register).await? {
        report.find(
            municipality,
            Fault::Register(format!(
                "{}: los nudos de su árbol no son los de sus hojas",
                register.id
            )),
        );
    }
    if published(conn, municipality, register).await? != size {
        report.find(
            municipality,
            Fault::Register(format!("{}: lo público no es lo que se anotó", register.id)),
        );
    }
    Ok(())
}

/// Published versions whose municipality has no tree.
async fn orphans(conn: &DatabaseTransaction, report: &mut Report) -> anyhow::Result<()> {
    let sql = "SELECT DISTINCT v.municipality_id, v.register FROM register_versions v
        WHERE v.is_published AND NOT EXISTS (SELECT 1 FROM merkle_trees t
            WHERE t.municipality_id = v.municipality_id AND t.register = v.register)";
    for row in conn.query_all_raw(statement(conn, sql, [])).await? {
        let municipality: Uuid = row.try_get_by_index(0)?;
        let register: String = row.try_get_by_index(1)?;
        report.find(
            municipality,
            Fault::Register(format!("{register}: falta su árbol")),
        );
    }
    Ok(())
}

async fn versions(
    conn: &DatabaseTransaction,
    municipality: Uuid,
    register: &Register,
    from: i64,
) -> anyhow::Result<Vec<QueryResult>> {
    let sql = format!(
        "SELECT * FROM {} WHERE municipality_id = $1 AND leaf >= $2 ORDER BY leaf LIMIT {CHUNK}",
        register.table()
    );
    let values = [municipality.into(), from.into()];
    Ok(conn.query_all_raw(statement(conn, &sql, values)).await?)
}

/// How many versions were entered to be published.
async fn published(
    conn: &DatabaseTransaction,
    municipality: Uuid,
    register: &Register,
) -> anyhow::Result<i64> {
    let sql = format!(
        "SELECT count(*) FROM register_versions v JOIN {} p
            ON p.municipality_id = v.municipality_id AND p.id = v.id AND p.version = v.version AND p.leaf = v.leaf
        WHERE v.municipality_id = $1 AND v.register = $2 AND v.is_published",
        register.table()
    );
    let values = [municipality.into(), register.id.into()];
    let row = conn.query_one_raw(statement(conn, &sql, values)).await?;
    Ok(row.map_or(Ok(0), |row| row.try_get_by_index(0))?)
}

/// A version as the public reads it.
fn version(register: &'static Register, row: &QueryResult) -> anyhow::Result<VersionOut> {
    let mut values = Map::new();
    for column in register.public_columns() {
        let value = if column.kind.is_number() {
            let number: Option<i64> = row.try_get("", column.name)?;
            match (column.kind, number) {
                (Kind::Bool, Some(is)) => Json::Bool(is != 0),
                (_, number) => Json::from(number),
            }
        } else {
            Json::from(row.try_get::<Option<String>>("", column.name)?)
        };
        values.insert(column.name.to_owned(), value);
    }
    let instant = |text: String| text.parse();
    let act: String = row.try_get("", "act")?;
    let proof: String = row.try_get("", "proof")?;
    Ok(VersionOut {
        record: RecordOut {
            id: row.try_get("", "id")?,
            municipality: None,
            version: row.try_get("", "version")?,
            recorded_at: instant(row.try_get("", "recorded_from")?)?,
            act: act
                .parse()
                .map_err(|()| anyhow::anyhow!("unknown act {act}"))?,
            leaf_index: row.try_get("", "leaf")?,
            digest: row.try_get("", "digest")?,
            erased: row.try_get("", "erased")?,
            values,
        },
        recorded_to: row
            .try_get::<Option<String>>("", "recorded_to")?
            .map(instant)
            .transpose()?,
        act_reason: row.try_get("", "act_reason")?,
        proof: serde_json::from_str(&proof)?,
    })
}

/// A sum over nodes in any order. It tells a database that was damaged; proofs made of wrong nodes fail by themselves.
#[derive(Default, PartialEq, Eq)]
struct Sum([u8; 32]);

impl Sum {
    fn add(&mut self, node: &Node) {
        let digest = Sha256::new()
            .chain_update([node.level])
            .chain_update(node.index.to_be_bytes())
            .chain_update(node.hash.as_bytes())
            .finalize();
        self.0
            .iter_mut()
            .zip(digest)
            .for_each(|(sum, byte)| *sum ^= byte);
    }
}

async fn stored_nodes(
    conn: &DatabaseTransaction,
    municipality: Uuid,
    register: &Register,
) -> anyhow::Result<Sum> {
    use futures_util::TryStreamExt as _;
    use sea_orm::StreamTrait as _;

    let sql = "SELECT level, position, hash FROM merkle_nodes WHERE municipality_id = $1 AND register = $2";
    let values = [municipality.into(), register.id.into()];
    let mut rows = conn.stream_raw(statement(conn, sql, values)).await?;
    let mut sum = Sum::default();
    while let Some(row) = rows.try_next().await? {
        let (level, position): (i64, i64) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        let hash: Vec<u8> = row.try_get_by_index(2)?;
        let node = hash.as_slice().try_into().ok().map(|hash| Node {
            level: u8::try_from(level).unwrap_or(u8::MAX),
            index: u64::try_from(position).unwrap_or(u64::MAX),
            hash,
        });
        match node {
            Some(node) => sum.add(&node),
            // Of no length that a hash has: the sum shall differ.
            None => sum.0.iter_mut().for_each(|byte| *byte = !*byte),
        }
    }
    Ok(sum)
}

fn statement(
    conn: &DatabaseTransaction,
    sql: &str,
    values: impl IntoIterator<Item = sea_orm::Value>,
) -> Statement {
    Statement::from_sql_and_values(conn.get_database_backend(), sql, values)
}
