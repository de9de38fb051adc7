//! What the desk knows of a visitor beside the record goes with the record's personal values.

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, StreamTrait};
use shared::features::visits::REGISTER;
use shared::rules::normalize_document;
use uuid::Uuid;

use super::entity::{entry, official};
use crate::error::ApiResult;
use crate::keys::Vault;
use crate::registers::Place;
use crate::write::{Tx, fields_with};

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
