//! What the desk knows of a visit beside its record follows the record: corrected or withdrawn elsewhere than at the desk,
//! and erased with its personal values.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, StreamTrait};
use shared::features::visits::REGISTER;
use shared::registers::{Act, Record, Register};
use shared::rules::normalize_document;
use shared::time::{lima_instant, next_day};
use uuid::Uuid;

use super::entity::{entry, official};
use super::{form, store};
use crate::error::ApiResult;
use crate::keys::Vault;
use crate::registers::{self, Place};
use crate::write::{Tx, fields_with};

/// Visits that one statement asks for.
const PIECE: usize = 500;

/// Forgets tag, mask and badge of a visit; of another register there is nothing.
pub(crate) async fn forget_marks(tx: &Tx<'_>, place: Place) -> ApiResult<()> {
    if place.register.id != REGISTER.id {
        return Ok(());
    }
    let forgotten = entry::ActiveModel {
        visitor_tag: Set(None),
        document_masked: Set(None),
        badge: Set(None),
        ..Default::default()
    };
    entry::Entity::update_many()
        .set(forgotten)
        .filter(entry::Column::MunicipalityId.eq(place.municipality))
        .filter(entry::Column::Id.eq(place.id))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// Puts the desk's own marks of a visit in step with its record, as somebody corrected it with the register's form; withdrawn
/// without. Of another register, or of a visit that came by no desk, there is nothing to follow.
pub(crate) async fn follow(tx: &Tx<'_>, place: Place, record: Option<&Record>) -> ApiResult<()> {
    if place.register.id != REGISTER.id {
        return Ok(());
    }
    let key = (place.municipality, place.id);
    let Some(known) = entry::Entity::find_by_id(key).one(tx.conn()).await? else {
        return Ok(());
    };
    let mut row = entry::ActiveModel {
        municipality_id: Set(place.municipality),
        id: Set(place.id),
        ..Default::default()
    };
    match record {
        Some(record) => {
            let marks = form::marks(tx.vault(), record)?;
            row.visitor_tag = Set(marks.visitor_tag);
            row.document_masked = Set(marks.document_masked);
            row.entity_tag = Set(marks.entity_tag);
            row.badge = Set(record.get("badge").text().map(str::to_owned));
            let leaves = record.get("exit_time").text().is_some();
            if leaves != known.exited_at.is_some() {
                row.exited_at = Set(exit(record).filter(|_| leaves));
            }
        }
        None => row.is_withdrawn = Set(true),
    }
    store::update_entry(tx, row).await
}

/// The same for the records that an import corrected, or that its taking back put right.
pub(crate) async fn follow_all(
    tx: &Tx<'_>,
    (register, municipality): (&'static Register, Uuid),
    replaced: &[Uuid],
) -> ApiResult<()> {
    if register.id != REGISTER.id {
        return Ok(());
    }
    for ids in replaced.chunks(PIECE) {
        let known: Vec<Uuid> = entry::Entity::find()
            .select_only()
            .column(entry::Column::Id)
            .filter(entry::Column::MunicipalityId.eq(municipality))
            .filter(entry::Column::Id.is_in(ids.to_vec()))
            .into_tuple()
            .all(tx.conn())
            .await?;
        for id in known {
            let row = registers::current(tx.conn(), municipality, register, id).await?;
            let record = if row.act == Act::Withdrawn.as_str() {
                None
            } else {
                Some(registers::whole(tx.conn(), tx.vault(), register, &row).await?)
            };
            let place = Place {
                register,
                municipality,
                id,
            };
            follow(tx, place, record.as_ref()).await?;
        }
    }
    Ok(())
}

/// When a visitor left, as the record says it: on the day of the visit, or after midnight where the hour is earlier.
fn exit(record: &Record) -> Option<DateTime<Utc>> {
    let text = |column| record.get(column).text();
    let hour = |column| NaiveTime::parse_from_str(text(column)?, "%H:%M").ok();
    let day: NaiveDate = text("visit_date")?.parse().ok()?;
    let left = hour("exit_time")?;
    let is_later = hour("entry_time").is_some_and(|entered| left < entered);
    let day = if is_later { next_day(day) } else { day };
    Some(lima_instant(day.and_time(left)))
}

/// The looks at the door for a document. An official's own number stands under the same name and is not among them.
pub(crate) async fn lookups_for(
    conn: &(impl ConnectionTrait + StreamTrait),
    vault: &Vault,
    municipality: Uuid,
    document: &str,
) -> ApiResult<Vec<Uuid>> {
    let number = normalize_document(document);
    let is_it = |value: &str| normalize_document(value) == number;
    let found = fields_with(
        conn,
        vault,
        municipality,
        |field| field == "document",
        is_it,
    )
    .await?;
    let officials: Vec<Uuid> = official::Entity::find()
        .select_only()
        .column(official::Column::Id)
        .filter(official::Column::MunicipalityId.eq(municipality))
        .into_tuple()
        .all(conn)
        .await?;
    let ids = found.into_iter().map(|(id, _)| id);
    Ok(ids.filter(|id| !officials.contains(id)).collect())
}
