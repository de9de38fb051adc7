//! The staff format against the officials: what a file would change of them, its writing in one act, and the way back.
//!
//! A person is found by the document among those in force. What the format says beyond an official's own data (surnames
//! apart, régimen, mail, phone, profile) stands sealed as one personal value under his id.

use std::collections::HashMap;

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::{Map, Value as Json, json};
use shared::features::visits::officials::OfficialIn;
use shared::features::visits::staff::STAFF;
use shared::registers::Record;
use shared::time::lima_date;
use uuid::Uuid;

use super::entity::{entry, official, staff};
use super::{form, officials_changes as officials, store};
use crate::error::ApiResult;
use crate::keys::Vault;
use crate::registers::batch::Known;
use crate::write::{Entry, Tx, read_personal_of};

/// Under which name a row of the format is sealed.
const ROW: &str = "staff";
/// Officials who are asked for at a time.
const PIECE: usize = 500;

/// A row of a file that changes something.
#[derive(Clone)]
pub(crate) struct StaffRow {
    /// The official; a new one where nobody was known.
    pub(crate) id: Uuid,
    /// As he stood when the file was read; nothing for a new one.
    pub(crate) version: Option<i64>,
    /// What the row says, by the columns of the format.
    pub(crate) values: Map<String, Json>,
    /// What was said before, of what changes.
    pub(crate) before: Map<String, Json>,
}

/// Which state of an official a file was compared with.
fn version(row: &official::Model) -> i64 {
    row.updated_at.timestamp_micros()
}

/// The officials in force of whom rows of a file speak, by the key of each row.
pub(crate) async fn known_staff(
    conn: &impl ConnectionTrait,
    vault: &Vault,
    municipality: Uuid,
    told: &[(String, String)],
) -> ApiResult<HashMap<String, Known>> {
    let mut keys = HashMap::new();
    for (key, document) in told {
        let tag = form::tag(vault, "visitor_document", document)?;
        keys.insert(tag, key.clone());
    }
    let mut known = HashMap::new();
    let tags: Vec<_> = keys.keys().cloned().collect();
    for tags in tags.chunks(PIECE) {
        let rows = official::Entity::find()
            .filter(official::Column::MunicipalityId.eq(municipality))
            .filter(official::Column::DocumentTag.is_in(tags.to_vec()))
            .filter(official::Column::ValidTo.is_null())
            .all(conn)
            .await?;
        let ids = rows.iter().map(|row| row.id);
        let sealed = read_personal_of(conn, vault, municipality, ids).await?;
        for row in rows {
            let values = values(&row, &sealed)?;
            let Ok(record) = Record::of(&STAFF, &values) else {
                continue;
            };
            if let Some(key) = keys.get(&row.document_tag) {
                let found = Known {
                    id: row.id,
                    version: version(&row),
                    record,
                    is_erased: false,
                };
                known.insert(key.clone(), found);
            }
        }
    }
    Ok(known)
}

/// An official as the format tells him; who was entered by hand has his names as far as they can be told apart.
pub(super) fn values(
    row: &official::Model,
    sealed: &HashMap<(Uuid, String), String>,
) -> ApiResult<Map<String, Json>> {
    let kept = sealed.get(&(row.id, ROW.to_owned()));
    let mut values: Map<String, Json> = match kept {
        Some(kept) => serde_json::from_str(kept)?,
        None => {
            let (surnames, names) = row.name.split_once(',').unwrap_or((&row.name, &row.name));
            let (first, second) = surnames.trim().split_once(' ').unwrap_or((surnames, ""));
            let second = Some(second.trim()).filter(|second| !second.is_empty());
            let told = json!({
                "surname": first.trim(), "second_surname": second, "names": names.trim(),
                "decides": false, "profile": "official",
            });
            told.as_object().cloned().unwrap_or_default()
        }
    };
    let document = sealed.get(&(row.id, "document".to_owned()));
    let state = if row.valid_to.is_some() {
        "ceased"
    } else {
        "active"
    };
    for (name, value) in [
        ("document_type", json!(row.document_type)),
        ("document", json!(document)),
        ("office", json!(row.office)),
        ("post", json!(row.post)),
        ("resolution", json!(row.resolution)),
        ("valid_from", json!(row.valid_from)),
        ("state", json!(state)),
    ] {
        values.insert(name.to_owned(), value);
    }
    Ok(values)
}

fn text(values: &Map<String, Json>, name: &str) -> String {
    let value = values.get(name).and_then(Json::as_str);
    value.unwrap_or_default().trim().to_owned()
}

/// What a row says of the official himself.
fn body(tx: &Tx<'_>, row: &StaffRow, before: Option<&official::Model>) -> OfficialIn {
    let values = &row.values;
    let surnames = format!(
        "{} {}",
        text(values, "surname"),
        text(values, "second_surname")
    );
    let today = lima_date(tx.now());
    let from = text(values, "valid_from").parse().ok();
    let from = from.or(before.map(|row| row.valid_from)).unwrap_or(today);
    let is_over = text(values, "state") == "ceased";
    OfficialIn {
        name: format!("{}, {}", surnames.trim(), text(values, "names")),
        document_type: text(values, "document_type"),
        document: Some(text(values, "document")),
        post: text(values, "post"),
        office: text(values, "office"),
        resolution: text(values, "resolution"),
        valid_from: from,
        valid_to: is_over.then(|| today.max(from)),
    }
}

/// Writes the rows of a file, each person an act like one by hand. How many were left, since somebody changed them meanwhile.
pub(crate) async fn apply_staff(
    tx: &mut Tx<'_>,
    municipality: Uuid,
    rows: &[StaffRow],
) -> ApiResult<i64> {
    let mut left = 0;
    for row in rows {
        if !write(tx, municipality, row).await? {
            left += 1;
        }
    }
    Ok(left)
}

async fn write(tx: &mut Tx<'_>, municipality: Uuid, row: &StaffRow) -> ApiResult<bool> {
    let official = match row.version {
        None => {
            let number = text(&row.values, "document");
            let tag = form::tag(tx.vault(), "visitor_document", &number)?;
            let posts = store::posts_of(tx.conn(), municipality, &tag).await?;
            if posts.iter().any(|post| post.valid_to.is_none()) {
                return Ok(false);
            }
            let body = body(tx, row, None);
            officials::enter(tx, municipality, row.id, &body).await?
        }
        Some(seen) => {
            let found = official::Entity::find_by_id((municipality, row.id));
            let Some(before) = found.one(tx.conn()).await? else {
                return Ok(false);
            };
            if version(&before) != seen {
                return Ok(false);
            }
            let body = body(tx, row, Some(&before));
            officials::rewrite(tx, &before, &body).await?
        }
    };
    keep_row(tx, &official, &row.values).await?;
    Ok(true)
}

/// Keeps what the format says beyond the official's own data.
async fn keep_row(
    tx: &mut Tx<'_>,
    official: &official::Model,
    values: &Map<String, Json>,
) -> ApiResult<()> {
    let (municipality, id) = (official.municipality_id, official.id);
    let whole = serde_json::to_string(values)?;
    let kept = tx.keep_personal(municipality, id, ROW, ROW, &whole);
    let commitment = kept.await?.commitment;
    let decides = values.get("decides").and_then(Json::as_bool);
    let decides = decides.unwrap_or_default();
    keep_decision_capacity(tx, official, decides).await?;
    let entry = Entry::new(municipality, "official.staff_written", "official", id)
        .after(json!({ "staff": commitment, "decides": decides }))
        .basis(STAFF.legal_basis);
    let _receipt = tx.record(entry).await?;
    Ok(())
}

/// Keeps whether the format calls somebody a subject with decision capacity. Capacity itself rests on a resolution with its
/// dates, which the format does not have: it is entered in its own screen.
async fn keep_decision_capacity(
    tx: &Tx<'_>,
    official: &official::Model,
    decides: bool,
) -> ApiResult<()> {
    let row = staff::ActiveModel {
        municipality_id: Set(official.municipality_id),
        official_id: Set(official.id),
        decides: Set(decides),
        updated_at: Set(tx.now()),
    };
    let known = OnConflict::columns([staff::Column::MunicipalityId, staff::Column::OfficialId])
        .update_columns([staff::Column::Decides, staff::Column::UpdatedAt])
        .to_owned();
    staff::Entity::insert(row)
        .on_conflict(known)
        .exec_without_returning(tx.conn())
        .await?;
    Ok(())
}

/// Takes the rows of a file back: new officials go, the others say again what they said. Who was changed or visited since
/// stays, and is counted.
pub(crate) async fn undo_staff(
    tx: &mut Tx<'_>,
    municipality: Uuid,
    rows: Vec<StaffRow>,
    applied: chrono::DateTime<chrono::Utc>,
) -> ApiResult<i64> {
    let mut left = 0;
    for row in rows {
        let found = official::Entity::find_by_id((municipality, row.id));
        let found = found.one(tx.conn()).await?;
        let Some(now) = found.filter(|now| now.updated_at <= applied) else {
            left += 1;
            continue;
        };
        let done = match row.version {
            None => remove(tx, &now).await?,
            Some(_) => {
                let mut values = row.values;
                values.extend(row.before);
                let again = StaffRow {
                    values,
                    before: Map::new(),
                    ..row
                };
                let body = body(tx, &again, Some(&now));
                let restored = officials::rewrite(tx, &now, &body).await?;
                keep_row(tx, &restored, &again.values).await?;
                true
            }
        };
        if !done {
            left += 1;
        }
    }
    Ok(left)
}

/// Removes an official whom nobody visited.
pub(super) async fn remove(tx: &mut Tx<'_>, row: &official::Model) -> ApiResult<bool> {
    let (municipality, id) = (row.municipality_id, row.id);
    let visited = entry::Entity::find()
        .filter(entry::Column::MunicipalityId.eq(municipality))
        .filter(entry::Column::OfficialId.eq(id));
    if visited.count(tx.conn()).await? > 0 {
        return Ok(false);
    }
    staff::Entity::delete_by_id((municipality, id))
        .exec(tx.conn())
        .await?;
    official::Entity::delete_by_id((municipality, id))
        .exec(tx.conn())
        .await?;
    tx.erase_personal(municipality, id).await?;
    let entry = Entry::new(municipality, "official.removed", "official", id)
        .before(json!({ "post": row.post, "office": row.office, "valid_from": row.valid_from }))
        .basis(STAFF.legal_basis);
    let _receipt = tx.record(entry).await?;
    Ok(true)
}
