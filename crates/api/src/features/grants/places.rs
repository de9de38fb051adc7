//! Names of the municipalities people work for.

use sea_orm::ConnectionTrait;
use shared::features::auth::MeTenant;
use uuid::Uuid;

use crate::error::ApiResult;
use crate::features::municipalities;

/// The municipalities of these ids, by name; what is none is left out.
pub(crate) async fn named(conn: &impl ConnectionTrait, ids: Vec<Uuid>) -> ApiResult<Vec<MeTenant>> {
    let mut places = Vec::with_capacity(ids.len());
    for id in ids {
        if let Some(found) = municipalities::find(conn, id).await? {
            places.push(MeTenant {
                id,
                slug: found.slug,
                name: found.name,
            });
        }
    }
    Ok(places)
}
