//! What can be done to a record: enter it, complete it, correct it, withdraw it. Each leaves a version, a leaf and a line in the journal.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, EntityTrait};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json, json};
use shared::kit::problem::FieldError;
use shared::registers::{Act, Column, Privacy, Record, RecordError, Register};
use uuid::Uuid;

use super::projection::{Leaf, public_json, publish};
use super::store::{self, PublicRow, instant, version};
use super::tree;
use crate::bus::Topic;
use crate::error::{ApiError, ApiResult, Code};
use crate::keys::Vault;
use crate::write::{Entry, Personal, Receipt, Tx, read_personal};

/// What is known of an act besides the record.
#[derive(Clone, Debug, Default)]
pub(crate) struct About {
    /// When what the record tells happened.
    pub(crate) occurred_at: Option<DateTime<Utc>>,
    /// When it was recorded on a device that had no network.
    pub(crate) device_at: Option<DateTime<Utc>>,
    /// The import it came with.
    pub(crate) batch: Option<Uuid>,
    /// Why it is corrected or withdrawn; the public reads it.
    pub(crate) reason: Option<String>,
    /// Whether the public may read it: not what was entered in training.
    pub(crate) is_published: bool,
}

/// A version that was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Version {
    /// The record.
    pub(crate) id: Uuid,
    /// Its version, from 1.
    pub(crate) version: i64,
    /// The place of its leaf; none where it is not published.
    pub(crate) leaf: Option<i64>,
}

/// Whose record in which register.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    pub(crate) register: &'static Register,
    pub(crate) municipality: Uuid,
    pub(crate) id: Uuid,
}

/// Enters a record.
pub(crate) async fn create(
    tx: &mut Tx<'_>,
    place: Place,
    record: &Record,
    about: About,
) -> ApiResult<(Receipt, Version)> {
    let next = Next {
        version: 1,
        act: Act::Created,
        before: None,
    };
    write(tx, place, record, about, next).await
}

/// Fills columns that were empty, such as the exit of a visit. Whoever filled them first is right: there is no version to
/// name. A reason is not asked for; where there is one, the public reads it.
///
/// # Errors
/// 404 for an unknown record, 409 for one that was withdrawn, 422 with the columns where something stands already.
pub(crate) async fn complete(
    tx: &mut Tx<'_>,
    place: Place,
    values: &Map<String, Json>,
    about: About,
) -> ApiResult<(Receipt, Version)> {
    let before = standing(tx, place).await?;
    let stored = whole(tx.conn(), tx.vault(), place.register, &before).await?;
    let record = stored.completed(place.register, values).map_err(refused)?;
    next(tx, place, &before, Act::Completed, &record, about).await
}

/// What is wrong with a record, by its columns.
pub(crate) fn refused(errors: Vec<RecordError>) -> ApiError {
    let errors = errors.into_iter();
    let errors = errors.map(|error| FieldError::new(error.column, error.code, error.message));
    ApiError::invalid(errors.collect())
}

/// Enters it again, as it should have been.
///
/// # Errors
/// 404 for an unknown record, 409 for one that was withdrawn or where the reason is missing, 412 when it has another
/// version by now.
pub(crate) async fn correct(
    tx: &mut Tx<'_>,
    place: Place,
    record: &Record,
    expected: i64,
    about: About,
) -> ApiResult<(Receipt, Version)> {
    change(tx, place, Some(record), expected, about).await
}

/// Says that it counts no longer.
///
/// # Errors
/// As [`correct`].
pub(crate) async fn withdraw(
    tx: &mut Tx<'_>,
    place: Place,
    expected: i64,
    about: About,
) -> ApiResult<(Receipt, Version)> {
    change(tx, place, None, expected, about).await
}

/// Corrects with a record, withdraws without.
async fn change(
    tx: &mut Tx<'_>,
    place: Place,
    record: Option<&Record>,
    expected: i64,
    about: About,
) -> ApiResult<(Receipt, Version)> {
    let before = standing(tx, place).await?;
    if before.version != expected {
        return Err(ApiError::new(Code::Stale));
    }
    if about
        .reason
        .as_deref()
        .is_none_or(|reason| reason.trim().is_empty())
    {
        return Err(ApiError::field("reason", "required", "Escriba el motivo."));
    }
    let stored = whole(tx.conn(), tx.vault(), place.register, &before).await?;
    let act = record.map_or(Act::Withdrawn, |_| Act::Corrected);
    next(tx, place, &before, act, record.unwrap_or(&stored), about).await
}

/// The version that counts now, of a record that was not withdrawn.
async fn standing(tx: &Tx<'_>, place: Place) -> ApiResult<version::Model> {
    let row = store::current(tx.conn(), place.municipality, place.register, place.id).await?;
    if row.act == Act::Withdrawn.as_str() {
        return Err(ApiError::conflict("El registro ya está retirado"));
    }
    Ok(row)
}

/// Puts a version in the place of the one before; what was never public stays so.
async fn next(
    tx: &mut Tx<'_>,
    place: Place,
    before: &version::Model,
    act: Act,
    record: &Record,
    about: About,
) -> ApiResult<(Receipt, Version)> {
    store::supersede(tx.conn(), place.register, before, tx.now()).await?;
    let next = Next {
        version: before.version + 1,
        act,
        before: Some(before),
    };
    let about = About {
        is_published: before.is_published,
        ..about
    };
    write(tx, place, record, about, next).await
}

/// A stored version as it was entered, with what is sealed elsewhere; what was erased is nothing.
pub(crate) async fn whole(
    conn: &impl ConnectionTrait,
    vault: &Vault,
    register: &'static Register,
    row: &version::Model,
) -> ApiResult<Record> {
    let mut body: Map<String, Json> = serde_json::from_str(&row.body)?;
    let sealed = register
        .columns
        .iter()
        .filter(|column| column.privacy != Privacy::Public);
    for column in sealed {
        let field = field(register, column, row.version);
        let value = read_personal(conn, vault, row.municipality_id, row.id, &field).await?;
        body.insert(
            column.name.to_owned(),
            value.map_or(Json::Null, Json::String),
        );
    }
    Record::stored(register, &body)
        .map_err(|errors| ApiError::internal(anyhow::anyhow!("a stored record: {errors:?}")))
}

/// Which version comes now.
struct Next<'a> {
    version: i64,
    act: Act,
    before: Option<&'a version::Model>,
}

async fn write(
    tx: &mut Tx<'_>,
    place: Place,
    record: &Record,
    about: About,
    next: Next<'_>,
) -> ApiResult<(Receipt, Version)> {
    let Place {
        register,
        municipality,
        id,
    } = place;
    let kept = keep(tx, place, record, next.version).await?;
    let commitments: BTreeMap<_, _> = kept
        .iter()
        .map(|(name, personal)| (*name, personal.commitment.clone()))
        .collect();
    let leaf = if about.is_published {
        Some(publish_version(tx, place, record, &about, &next, &kept).await?)
    } else {
        None
    };
    let body = open_values(register, record);
    let now = tx.now();
    let row = version::Model {
        municipality_id: municipality,
        register: register.id.to_owned(),
        id,
        version: next.version,
        recorded_from: now,
        recorded_to: None,
        act: next.act.as_str().to_owned(),
        act_reason: about.reason.clone(),
        is_published: about.is_published,
        leaf,
        batch_id: about.batch,
        recorded_by: tx
            .caller()
            .actor
            .id
            .as_deref()
            .and_then(|id| id.parse().ok()),
        device_at: about.device_at,
        natural_key: record.key(register),
        body: serde_json::to_string(&body)?,
    };
    version::Entity::insert(version::ActiveModel::from(row))
        .exec_without_returning(tx.conn())
        .await?;
    let receipt = journal(tx, place, &about, &next, body, commitments).await?;
    let version = Version {
        id,
        version: next.version,
        leaf,
    };
    Ok((receipt, version))
}

/// The line in the journal: values that name nobody as they stand, the others as commitments.
async fn journal(
    tx: &mut Tx<'_>,
    place: Place,
    about: &About,
    next: &Next<'_>,
    body: Map<String, Json>,
    commitments: BTreeMap<&'static str, String>,
) -> ApiResult<Receipt> {
    let register = place.register;
    let open = |body: Map<String, Json>| -> Map<String, Json> {
        let personal = |name: &String| register.column(name).is_some_and(|it| it.is_personal);
        body.into_iter()
            .filter(|(name, _)| !personal(name))
            .collect()
    };
    let action = format!("{}.{}", register.id, next.act.as_str());
    let mut entry = Entry::new(place.municipality, &action, register.id, place.id).after(json!({
        "version": next.version, "values": open(body), "commitments": commitments,
        "is_published": about.is_published, "act_reason": about.reason,
    }));
    if let Some(before) = next.before {
        let body: Map<String, Json> = serde_json::from_str(&before.body)?;
        entry = entry.before(json!({ "version": before.version, "values": open(body) }));
    }
    if let Some(occurred_at) = about.occurred_at {
        entry = entry.occurred_at(occurred_at);
    }
    tx.record(entry.basis(register.legal_basis)).await
}

/// Makes a version public: its leaf in the tree, its row in the projection.
async fn publish_version(
    tx: &mut Tx<'_>,
    place: Place,
    record: &Record,
    about: &About,
    next: &Next<'_>,
    kept: &BTreeMap<&'static str, Personal>,
) -> ApiResult<i64> {
    let Place {
        register,
        municipality,
        id,
    } = place;
    let published = publish(register, municipality, record, kept, tx.vault())?;
    let recorded_from = instant(tx.now());
    let leaf = Leaf {
        register,
        municipality,
        id,
        version: next.version,
        recorded_from: &recorded_from,
        act: next.act,
        reason: about.reason.as_deref(),
    };
    let values = public_json(register, &published.columns);
    let digest = leaf.hash(&values, &published.proof)?;
    let at = tree::append(tx.conn(), municipality, register, [digest], tx.now()).await?;
    let row = PublicRow {
        municipality,
        id,
        version: next.version,
        recorded_from: &recorded_from,
        act: next.act,
        act_reason: about.reason.as_deref(),
        batch: about.batch,
        leaf: at,
        digest,
        ordinal: record.ordinal(register),
    };
    store::project(tx.conn(), register, row, published).await?;
    tx.touch(Topic::Tenant(municipality));
    i64::try_from(at).map_err(ApiError::internal)
}

/// Seals every personal value of a version under its own salt.
async fn keep(
    tx: &mut Tx<'_>,
    place: Place,
    record: &Record,
    version: i64,
) -> ApiResult<BTreeMap<&'static str, Personal>> {
    let mut kept = BTreeMap::new();
    let personal = place.register.columns.iter().filter(|it| it.is_personal);
    for column in personal {
        let value = record.get(column.name);
        if value.is_null() {
            continue;
        }
        let field = field(place.register, column, version);
        let text = value.to_string();
        let personal = tx.keep_personal(place.municipality, place.id, &field, column.name, &text);
        kept.insert(column.name, personal.await?);
    }
    Ok(kept)
}

/// Under which name a value of a version is sealed.
fn field(register: &Register, column: &Column, version: i64) -> String {
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
