//! Queries over the places.

use sea_orm::ActiveValue::Set;
use sea_orm::{ConnectionTrait, EntityTrait, PaginatorTrait, QueryOrder};
use shared::ubigeo::Ubigeo;

use super::Place;
use super::entity::{ActiveModel, Column, Entity, Model};
use crate::error::{ApiError, ApiResult};
use crate::write::Tx;

/// Rows of one statement: both databases limit the parameters of one.
const CHUNK: usize = 1_000;

pub(super) async fn list(conn: &impl ConnectionTrait) -> ApiResult<Vec<Place>> {
    let rows = Entity::find().order_by_asc(Column::Code).all(conn).await?;
    rows.into_iter().map(Place::try_from).collect()
}

/// Whether the table waits for its seed.
pub(crate) async fn is_empty(conn: &impl ConnectionTrait) -> ApiResult<bool> {
    Ok(Entity::find().count(conn).await? == 0)
}

pub(super) async fn insert(tx: &Tx<'_>, places: Vec<Place>) -> ApiResult<()> {
    let mut rows = places.into_iter().map(|place| row(tx, place));
    loop {
        let chunk: Vec<_> = rows.by_ref().take(CHUNK).collect();
        if chunk.is_empty() {
            return Ok(());
        }
        Entity::insert_many(chunk)
            .exec_without_returning(tx.conn())
            .await?;
    }
}

pub(super) async fn update(tx: &Tx<'_>, place: Place) -> ApiResult<()> {
    Entity::update(row(tx, place)).exec(tx.conn()).await?;
    Ok(())
}

fn row(tx: &Tx<'_>, place: Place) -> ActiveModel {
    ActiveModel {
        code: Set(place.code.into()),
        name: Set(place.name),
        capital: Set(place.capital),
        valid_from: Set(place.valid_from),
        valid_to: Set(place.valid_to),
        reniec: Set(place.reniec),
        latitude_e6: Set(place.latitude_e6),
        longitude_e6: Set(place.longitude_e6),
        updated_at: Set(tx.now()),
    }
}

impl TryFrom<Model> for Place {
    type Error = ApiError;

    fn try_from(row: Model) -> ApiResult<Self> {
        Ok(Self {
            code: row.code.parse::<Ubigeo>().map_err(ApiError::internal)?,
            name: row.name,
            capital: row.capital,
            valid_from: row.valid_from,
            valid_to: row.valid_to,
            reniec: row.reniec,
            latitude_e6: row.latitude_e6,
            longitude_e6: row.longitude_e6,
        })
    }
}
