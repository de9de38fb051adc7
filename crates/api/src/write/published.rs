//! Reading what changes published.

use sea_orm::{ConnectionTrait, EntityTrait};
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::entity::public_document;
use crate::error::ApiResult;

/// A published document of a municipality; `None` where nothing was published under the name.
pub(crate) async fn published<T: DeserializeOwned>(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    name: &str,
) -> ApiResult<Option<T>> {
    let key = (municipality, name.to_owned());
    let row = public_document::Entity::find_by_id(key).one(conn).await?;
    Ok(row.map(|row| serde_json::from_str(&row.body)).transpose()?)
}
