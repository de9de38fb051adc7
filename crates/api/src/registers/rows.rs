//! The rows of versions: made of a record without the database, then written, one or many at a time.
//!
//! What takes long (sealing, hashing, folding) is done in [`prepare`], before any transaction waits for it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde_json::{Map, Value as Json};
use sha2::{Digest as _, Sha256};
use shared::merkle::frontier::Frontier;
use shared::merkle::hash::Hash;
use shared::registers::proof::Content;
use shared::registers::{Act, Column, Privacy, Record, Register};
use uuid::Uuid;

use super::projection::{Published, key_tag, public_json, publish};
use super::store::{self, PublicRow, instant, version};
use super::tree;
use super::verbs::{About, Place};
use crate::error::{ApiError, ApiResult};
use crate::keys::Vault;
use crate::write::{Conn, Personal, insert_personal, personal_value, seal_personal};

/// A version that is about to be written.
pub(crate) struct Draft<'a> {
    pub(crate) place: Place,
    pub(crate) version: i64,
    pub(crate) act: Act,
    pub(crate) record: &'a Record,
    pub(crate) about: &'a About,
    /// That personal values of the record were erased before.
    pub(crate) erased: Option<&'a str>,
    /// Who entered it.
    pub(crate) by: Option<Uuid>,
    pub(crate) at: DateTime<Utc>,
}

/// The rows of a version, but for the place of its leaf.
pub(crate) struct Prepared {
    version: version::Model,
    act: Act,
    personal: Vec<personal_value::ActiveModel>,
    /// What stands in the journal in place of the personal values.
    pub(crate) commitments: BTreeMap<&'static str, String>,
    public: Option<Public>,
}

struct Public {
    published: Published,
    recorded_from: String,
    ordinal: String,
    digest: Hash,
}

impl Prepared {
    /// The record.
    pub(crate) fn id(&self) -> Uuid {
        self.version.id
    }

    /// By what people would call it the same as another.
    pub(crate) fn key(&self) -> &str {
        &self.version.natural_key
    }

    /// The private row.
    pub(super) fn row(&self) -> &version::Model {
        &self.version
    }
}

/// Makes the rows of a version.
pub(crate) fn prepare(vault: &Vault, draft: &Draft<'_>) -> ApiResult<Prepared> {
    let Draft {
        place, record, at, ..
    } = *draft;
    let Place {
        register,
        municipality,
        id,
    } = place;
    let (mut personal, mut kept) = (Vec::new(), BTreeMap::new());
    for column in register.columns.iter().filter(|it| it.is_personal) {
        let value = record.get(column.name);
        if value.is_null() {
            continue;
        }
        let field = field(register, column, draft.version);
        let of = (municipality, id, field.as_str());
        let (row, one) = seal_personal(vault, of, column.name, &value.to_string(), at)?;
        personal.push(row);
        kept.insert(column.name, one);
    }
    let public = if draft.about.is_published {
        Some(made_public(vault, draft, &kept)?)
    } else {
        None
    };
    let commitments: BTreeMap<_, _> = kept
        .into_iter()
        .map(|(name, personal)| (name, personal.commitment))
        .collect();
    let batch = draft.about.batch;
    let version = version::Model {
        municipality_id: municipality,
        register: register.id.to_owned(),
        id,
        version: draft.version,
        recorded_from: at,
        recorded_to: None,
        act: draft.act.as_str().to_owned(),
        act_reason: draft.about.reason.clone(),
        is_published: draft.about.is_published,
        leaf: None,
        batch_id: batch,
        recorded_by: draft.by,
        device_at: draft.about.device_at,
        natural_key: key_tag(vault, register, record)?,
        body: serde_json::to_string(&open_values(register, record))?,
        // Those of a record by itself stand in its entry of the journal.
        commitments: batch
            .map(|_| serde_json::to_string(&commitments))
            .transpose()?,
        erased: draft.erased.map(str::to_owned),
    };
    Ok(Prepared {
        version,
        act: draft.act,
        personal,
        commitments,
        public,
    })
}

/// What of a version becomes public, and its leaf.
fn made_public(
    vault: &Vault,
    draft: &Draft<'_>,
    kept: &BTreeMap<&'static str, Personal>,
) -> ApiResult<Public> {
    let Place {
        register,
        municipality,
        id,
    } = draft.place;
    let published = publish(register, municipality, draft.record, kept, vault)?;
    let recorded_from = instant(draft.at);
    let content = Content {
        register,
        municipality_id: municipality,
        id,
        version: draft.version,
        recorded_at: &recorded_from,
        act: draft.act,
        act_reason: draft.about.reason.as_deref(),
        values: &public_json(register, &published.columns),
        commitments: &published.proof.commitments,
    };
    let digest = content.leaf().map_err(ApiError::internal)?;
    Ok(Public {
        published,
        recorded_from,
        ordinal: draft.record.ordinal(register),
        digest,
    })
}

/// Writes versions of one register: their values, their leaves, what of them is public. Answers with the place of the first
/// leaf; the others follow it. Where the tree is [held](tree::held) already, that is handed in.
pub(crate) async fn insert(
    conn: &Conn<'_>,
    (register, municipality): (&'static Register, Uuid),
    tree: Option<Frontier>,
    rows: &[&Prepared],
    now: DateTime<Utc>,
) -> ApiResult<u64> {
    let digests: Vec<Hash> = rows
        .iter()
        .filter_map(|row| row.public.as_ref().map(|public| public.digest))
        .collect();
    // First what reads, so that all that is written behind it goes together.
    let mut first = 0;
    if !digests.is_empty() {
        first = tree::append(conn, (register, municipality), tree, digests, now).await?;
    }
    let personal: Vec<_> = rows.iter().flat_map(|row| &row.personal).collect();
    insert_personal(conn, &personal).await?;
    let mut leaf = i64::try_from(first).map_err(ApiError::internal)?;
    let (mut published, mut versions) = (Vec::new(), Vec::with_capacity(rows.len()));
    for row in rows {
        let Some(public) = &row.public else {
            versions.push((&row.version, None));
            continue;
        };
        published.push((public_row(row, public, leaf), &public.published));
        versions.push((&row.version, Some(leaf)));
        leaf += 1;
    }
    store::project(conn, register, &published).await?;
    store::insert(conn, &versions).await?;
    Ok(first)
}

fn public_row<'a>(row: &'a Prepared, public: &'a Public, leaf: i64) -> PublicRow<'a> {
    PublicRow {
        municipality: row.version.municipality_id,
        id: row.version.id,
        version: row.version.version,
        recorded_from: &public.recorded_from,
        act: row.act,
        act_reason: row.version.act_reason.as_deref(),
        batch: row.version.batch_id,
        leaf,
        digest: public.digest,
        ordinal: &public.ordinal,
        erased: row.version.erased.as_deref(),
    }
}

/// The next link of the chain over the commitments of a batch: what its entry in the journal ends with, so that a value that
/// was changed later is noticed although no entry names it.
pub(crate) fn link(chain: &[u8], id: Uuid, version: i64, commitments: &str) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update(chain);
    hash.update(id.as_bytes());
    hash.update(version.to_be_bytes());
    hash.update(commitments);
    hash.finalize().to_vec()
}

/// The chain behind these rows.
pub(crate) fn chained<'a>(chain: &[u8], rows: impl IntoIterator<Item = &'a Prepared>) -> Vec<u8> {
    rows.into_iter().fold(chain.to_vec(), |chain, row| {
        let commitments = row.version.commitments.as_deref().unwrap_or_default();
        link(&chain, row.version.id, row.version.version, commitments)
    })
}

/// Under which name a value of a version is sealed.
pub(crate) fn field(register: &Register, column: &Column, version: i64) -> String {
    format!("{}.{}.{version}", register.id, column.name)
}

/// The values that a private row holds as they stand: all but those that only some may see.
fn open_values(register: &'static Register, record: &Record) -> Map<String, Json> {
    let mut body = record.json(register);
    body.retain(|name, _| {
        let column = register.column(name);
        column.is_some_and(|column| column.privacy == Privacy::Public)
    });
    body
}
