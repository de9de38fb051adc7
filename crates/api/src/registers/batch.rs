//! The verbs of the kit for many records at once: what an import enters, corrects and takes back.
//!
//! The rows of a batch are written piece by piece in short transactions and stay invisible until [`show`]; none has an entry
//! of its own in the journal. The entry of the whole batch ends with a chain over their commitments, so that a personal
//! value that is changed later is noticed there ([`link`](super::link)).

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};
use shared::registers::{Act, Record, Register};
use uuid::Uuid;

use super::projection::key_tag;
use super::rows::{Draft, Prepared, chained, insert, prepare};
use super::store::{self, batch, instant, version};
use super::tree::grown;
use super::verbs::{About, Place, whole_of};
use crate::error::ApiResult;
use crate::keys::Vault;
use crate::write::Conn;

/// Whose records a batch is of, and what is known of all of them.
#[derive(Clone, Debug)]
pub(crate) struct Batch {
    pub(crate) register: &'static Register,
    pub(crate) municipality: Uuid,
    pub(crate) id: Uuid,
    /// When it was decided; every row says so.
    pub(crate) at: DateTime<Utc>,
    /// Who decided it.
    pub(crate) by: Option<Uuid>,
    /// Why records are corrected or withdrawn; the public reads it.
    pub(crate) reason: Option<String>,
}

/// What became of a piece of a batch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Written {
    /// Rows that were written.
    pub(crate) rows: usize,
    /// Records that say something else since.
    pub(crate) replaced: Vec<Uuid>,
    /// Rows that were left out, since the record was entered or changed by others in the meantime.
    pub(crate) left: usize,
    /// The chain behind the rows.
    pub(crate) chain: Vec<u8>,
}

/// A version that takes the place of another one.
pub(crate) struct Replacement {
    /// The version whose place it takes; another one by now is left alone.
    expected: i64,
    row: Prepared,
}

impl Batch {
    fn draft<'a>(
        &self,
        id: Uuid,
        version: i64,
        act: Act,
        about: &'a About,
        record: &'a Record,
    ) -> Draft<'a> {
        Draft {
            place: Place {
                register: self.register,
                municipality: self.municipality,
                id,
            },
            version,
            act,
            record,
            about,
            erased: None,
            by: self.by,
            at: self.at,
        }
    }

    fn about(&self, reason: Option<&String>) -> About {
        About {
            batch: Some(self.id),
            reason: reason.cloned(),
            is_published: true,
            ..About::default()
        }
    }

    /// Makes the rows of new records.
    pub(crate) fn entered(&self, vault: &Vault, records: &[Record]) -> ApiResult<Vec<Prepared>> {
        let about = self.about(None);
        let rows = records.iter().map(|record| {
            let id = Uuid::now_v7();
            prepare(vault, &self.draft(id, 1, Act::Created, &about, record))
        });
        rows.collect()
    }

    /// Makes the rows of records that are corrected.
    pub(crate) fn corrected(
        &self,
        vault: &Vault,
        records: &[(Uuid, i64, Record)],
    ) -> ApiResult<Vec<Replacement>> {
        let about = self.about(self.reason.as_ref());
        let rows = records.iter().map(|(id, version, record)| {
            let draft = self.draft(*id, version + 1, Act::Corrected, &about, record);
            Ok(Replacement {
                expected: *version,
                row: prepare(vault, &draft)?,
            })
        });
        rows.collect()
    }

    /// Makes the rows that take back those of another batch: what it entered is withdrawn, what it corrected says again what
    /// it said before.
    pub(crate) async fn taking_back(
        &self,
        conn: &impl ConnectionTrait,
        vault: &Vault,
        rows: &[version::Model],
    ) -> ApiResult<Vec<Replacement>> {
        let about = self.about(self.reason.as_ref());
        let before = before(conn, self, rows).await?;
        let meant: Vec<version::Model> = rows
            .iter()
            .map(|row| before.get(&row.id).unwrap_or(row).clone())
            .collect();
        let records = whole_of(conn, vault, self.register, self.municipality, &meant).await?;
        let made = rows.iter().zip(&records).map(|(row, record)| {
            let act = if before.contains_key(&row.id) {
                Act::Corrected
            } else {
                Act::Withdrawn
            };
            let mut draft = self.draft(row.id, row.version + 1, act, &about, record);
            draft.erased = row.erased.as_deref();
            Ok(Replacement {
                expected: row.version,
                row: prepare(vault, &draft)?,
            })
        });
        made.collect()
    }

    fn whose(&self) -> (&'static Register, Uuid) {
        (self.register, self.municipality)
    }
}

/// What stood before the corrections among these rows.
async fn before(
    conn: &impl ConnectionTrait,
    batch: &Batch,
    rows: &[version::Model],
) -> ApiResult<HashMap<Uuid, version::Model>> {
    let corrected: HashMap<Uuid, i64> = rows
        .iter()
        .filter(|row| row.version > 1)
        .map(|row| (row.id, row.version - 1))
        .collect();
    if corrected.is_empty() {
        return Ok(HashMap::new());
    }
    let found = version::Entity::find()
        .filter(version::Column::MunicipalityId.eq(batch.municipality))
        .filter(version::Column::Register.eq(batch.register.id))
        .filter(version::Column::Id.is_in(corrected.keys().copied()))
        .all(conn)
        .await?;
    let found = found
        .into_iter()
        .filter(|row| corrected.get(&row.id) == Some(&row.version));
    Ok(found.map(|row| (row.id, row)).collect())
}

/// Begins a batch: its rows are written from now on, and nobody sees them. Without `is_pending` each is seen at once.
pub(crate) async fn begin(conn: &Conn<'_>, of: &Batch, is_pending: bool) -> ApiResult<()> {
    let row = batch::ActiveModel {
        id: Set(of.id),
        municipality_id: Set(of.municipality),
        register: Set(of.register.id.to_owned()),
        visible_from: Set((!is_pending).then(|| instant(of.at))),
    };
    batch::Entity::insert(row)
        .exec_without_returning(conn)
        .await?;
    Ok(())
}

/// Makes the rows of a batch public, all at once.
pub(crate) async fn show(conn: &Conn<'_>, id: Uuid, now: DateTime<Utc>) -> ApiResult<()> {
    let row = batch::ActiveModel {
        id: Set(id),
        visible_from: Set(Some(instant(now))),
        ..Default::default()
    };
    batch::Entity::update(row).exec(conn).await?;
    Ok(())
}

/// Writes new records, but for those that somebody entered in the meantime.
pub(crate) async fn enter(
    conn: &Conn<'_>,
    of: &Batch,
    rows: &[Prepared],
    chain: &[u8],
    now: DateTime<Utc>,
) -> ApiResult<Written> {
    let keys = rows.iter().map(|row| row.key().to_owned());
    let there = store::with_keys(conn, of.municipality, of.register, keys).await?;
    let there: HashSet<&str> = there.iter().map(|row| row.natural_key.as_str()).collect();
    let new = rows.iter().filter(|row| !there.contains(row.key()));
    let new: Vec<_> = new.collect();
    insert(conn, of.whose(), None, &new, now).await?;
    Ok(Written {
        rows: new.len(),
        left: rows.len() - new.len(),
        chain: chained(chain, new),
        ..Written::default()
    })
}

/// Writes versions in the place of others, but for those that somebody changed in the meantime.
pub(crate) async fn replace(
    conn: &Conn<'_>,
    of: &Batch,
    rows: &[Replacement],
    chain: &[u8],
    now: DateTime<Utc>,
) -> ApiResult<Written> {
    let mut written = Written {
        chain: chain.to_vec(),
        ..Written::default()
    };
    for piece in rows.chunks(PIECE) {
        let counting = counting(conn, of, piece.iter().map(|row| row.row.id())).await?;
        let rows: Vec<_> = piece
            .iter()
            .filter(|row| counting.get(&row.row.id()) == Some(&row.expected))
            .map(|row| &row.row)
            .collect();
        let ids: Vec<_> = rows.iter().map(|row| row.id()).collect();
        store::supersede(conn, of.register, of.municipality, &ids, now).await?;
        insert(conn, of.whose(), None, &rows, now).await?;
        written.rows += rows.len();
        written.chain = chained(&written.chain, rows);
        written.replaced.extend(ids);
    }
    written.left = rows.len() - written.rows;
    Ok(written)
}

/// Records that one statement asks for.
const PIECE: usize = 500;

/// The versions that count of these records, where they count.
async fn counting(
    conn: &Conn<'_>,
    of: &Batch,
    ids: impl Iterator<Item = Uuid>,
) -> ApiResult<HashMap<Uuid, i64>> {
    let found: Vec<(Uuid, i64)> = version::Entity::find()
        .select_only()
        .columns([version::Column::Id, version::Column::Version])
        .filter(version::Column::MunicipalityId.eq(of.municipality))
        .filter(version::Column::Register.eq(of.register.id))
        .filter(version::Column::Id.is_in(ids))
        .filter(version::Column::RecordedTo.is_null())
        .filter(version::Column::Act.ne(Act::Withdrawn.as_str()))
        .into_tuple()
        .all(conn)
        .await?;
    Ok(found.into_iter().collect())
}

/// Rows of a batch in the order of their leaves, behind one of them; those that count no longer too.
pub(crate) async fn rows_after(
    conn: &impl ConnectionTrait,
    of: (Uuid, Uuid),
    leaf: Option<i64>,
    limit: u64,
) -> ApiResult<Vec<version::Model>> {
    Ok(page(of, leaf, limit).all(conn).await?)
}

/// What [`rows_after`] asks.
pub(super) fn page(
    (municipality, batch): (Uuid, Uuid),
    leaf: Option<i64>,
    limit: u64,
) -> Select<version::Entity> {
    let query = version::Entity::find()
        .filter(version::Column::MunicipalityId.eq(municipality))
        .filter(version::Column::BatchId.eq(batch))
        .order_by_asc(version::Column::Leaf)
        .limit(limit);
    match leaf {
        Some(leaf) => query.filter(version::Column::Leaf.gt(leaf)),
        None => query,
    }
}

/// A record that counts now, by what people would call it the same as another.
pub(crate) struct Known {
    pub(crate) id: Uuid,
    pub(crate) version: i64,
    pub(crate) record: Record,
    /// Whether personal values of it were erased: nothing is said of it any more.
    pub(crate) is_erased: bool,
}

/// The records that count now and that people would call the same as one of these, by the key of each.
pub(crate) async fn known(
    conn: &impl ConnectionTrait,
    vault: &Vault,
    (register, municipality): (&'static Register, Uuid),
    keys: Vec<String>,
) -> ApiResult<HashMap<String, Known>> {
    let rows = store::with_keys(conn, municipality, register, keys).await?;
    let records = whole_of(conn, vault, register, municipality, &rows).await?;
    let found = rows.into_iter().zip(records).map(|(row, record)| {
        let known = Known {
            id: row.id,
            version: row.version,
            record,
            is_erased: row.erased.is_some(),
        };
        (row.natural_key, known)
    });
    Ok(found.collect())
}

/// The key of a record, as rows carry it.
pub(crate) fn key_of(
    vault: &Vault,
    register: &'static Register,
    record: &Record,
) -> ApiResult<String> {
    key_tag(vault, register, record)
}

/// The size and the root of the register's tree.
pub(crate) async fn tree(
    conn: &Conn<'_>,
    of: &Batch,
    now: DateTime<Utc>,
) -> ApiResult<(u64, String)> {
    let frontier = grown(conn, of.municipality, of.register, now).await?;
    Ok((frontier.size(), frontier.root().to_string()))
}
