//! What can be done to a record: enter it, complete it, correct it, withdraw it. Each leaves a version, a leaf and a line in the journal.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use serde_json::{Map, Value as Json, json};
use shared::kit::problem::FieldError;
use shared::registers::{Act, Kind, Privacy, Record, RecordError, Register, Value};
use uuid::Uuid;

use super::erase;
use super::projection::shown;
use super::rows::{self, Draft, field, prepare};
use super::store::{self, version};
use super::tree;
use crate::bus::Topic;
use crate::error::{ApiError, ApiResult, Code};
use crate::keys::Vault;
use crate::write::{Entry, Receipt, Tx, read_personal_of};

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

/// Whose record in which register.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    pub(crate) register: &'static Register,
    pub(crate) municipality: Uuid,
    pub(crate) id: Uuid,
}

/// Enters a record. As every verb it answers with the private row of the version that it wrote.
pub(crate) async fn create(
    tx: &mut Tx<'_>,
    place: Place,
    record: &Record,
    about: About,
) -> ApiResult<(Receipt, version::Model)> {
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
) -> ApiResult<(Receipt, version::Model)> {
    let before = standing(tx, place).await?;
    let stored = whole(tx.conn(), tx.vault(), place.register, &before).await?;
    let fills = |name: &str| values.get(name).is_some_and(|value| !value.is_null());
    let mut columns = place.register.columns.iter();
    if columns.any(|column| column.is_personal && fills(column.name)) {
        erase::still_whole(&before)?;
    }
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
) -> ApiResult<(Receipt, version::Model)> {
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
) -> ApiResult<(Receipt, version::Model)> {
    change(tx, place, None, expected, about).await
}

/// Corrects with a record, withdraws without.
async fn change(
    tx: &mut Tx<'_>,
    place: Place,
    record: Option<&Record>,
    expected: i64,
    about: About,
) -> ApiResult<(Receipt, version::Model)> {
    let before = standing(tx, place).await?;
    if before.version != expected {
        return Err(ApiError::new(Code::Stale));
    }
    if record.is_some() {
        erase::still_whole(&before)?;
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
) -> ApiResult<(Receipt, version::Model)> {
    let Place {
        register,
        municipality,
        id,
    } = place;
    store::supersede(tx.conn(), register, municipality, &[id], tx.now()).await?;
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
    let records = whole_of(
        conn,
        vault,
        register,
        row.municipality_id,
        std::slice::from_ref(row),
    );
    let record = records.await?.pop();
    record.ok_or_else(|| ApiError::internal(anyhow::anyhow!("a version without a record")))
}

/// The same of many versions of a municipality, in their order.
pub(crate) async fn whole_of(
    conn: &impl ConnectionTrait,
    vault: &Vault,
    register: &'static Register,
    municipality: Uuid,
    rows: &[version::Model],
) -> ApiResult<Vec<Record>> {
    let subjects = rows.iter().map(|row| row.id);
    let mut opened = read_personal_of(conn, vault, municipality, subjects).await?;
    let columns = register.columns.iter();
    let sealed: Vec<_> = columns
        .filter(|column| column.privacy != Privacy::Public)
        .collect();
    let records = rows.iter().map(|row| {
        let mut body: Map<String, Json> = serde_json::from_str(&row.body)?;
        for column in &sealed {
            let value = opened.remove(&(row.id, field(register, column, row.version)));
            body.insert(
                column.name.to_owned(),
                value.map_or(Json::Null, Json::String),
            );
        }
        Record::stored(register, &body)
            .map_err(|errors| ApiError::internal(anyhow::anyhow!("a stored record: {errors:?}")))
    });
    records.collect()
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
) -> ApiResult<(Receipt, version::Model)> {
    let by = tx.caller().actor.id.as_deref();
    let draft = Draft {
        place,
        version: next.version,
        act: next.act,
        record,
        about: &about,
        erased: next.before.and_then(|before| before.erased.as_deref()),
        by: by.and_then(|id| id.parse().ok()),
        at: tx.now(),
    };
    let prepared = prepare(tx.vault(), &draft)?;
    let commitments = prepared.commitments.clone();
    let body = serde_json::from_str(&prepared.row().body)?;
    let mut row = prepared.row().clone();
    let whose = (place.register, place.municipality);
    let mut tree = None;
    if about.is_published
        && !tx.holds_journal(place.municipality)
        && let Some((frontier, head)) =
            tree::held(tx.conn(), place.municipality, place.register).await?
    {
        tx.hold_journal(head);
        tree = Some(frontier);
    }
    let leaf = rows::insert(tx.conn(), whose, tree, &[&prepared], tx.now()).await?;
    if about.is_published {
        tx.touch(Topic::Tenant(place.municipality));
        row.leaf = Some(i64::try_from(leaf).map_err(ApiError::internal)?);
    }
    let receipt = journal(tx, place, &about, &next, body, commitments).await?;
    Ok((receipt, row))
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
    // As the public reads them: the RUC of a natural person contains the DNI, and the journal is never changed.
    let open = |body: Map<String, Json>| -> Map<String, Json> {
        let values = body.into_iter().filter_map(|(name, value)| {
            let column = register.column(&name).filter(|it| !it.is_personal)?;
            let value = match value {
                Json::String(text) if column.kind == Kind::Ruc => {
                    shown(column, &Value::Text(text)).json(column.kind)
                }
                value => value,
            };
            Some((name, value))
        });
        values.collect()
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
