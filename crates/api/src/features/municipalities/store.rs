//! Queries over the municipalities.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::Municipality;
use super::entity::{Column, Entity};
use crate::error::ApiResult;

/// By id.
pub(crate) async fn find(conn: &impl ConnectionTrait, id: Uuid) -> ApiResult<Option<Municipality>> {
    let row = Entity::find_by_id(id).one(conn).await?;
    row.map(Municipality::try_from).transpose()
}

/// By slug.
pub(crate) async fn find_by_slug(
    conn: &impl ConnectionTrait,
    slug: &str,
) -> ApiResult<Option<Municipality>> {
    let query = Entity::find().filter(Column::Slug.eq(slug));
    let row = query.one(conn).await?;
    row.map(Municipality::try_from).transpose()
}

/// By its own domain, in lower case.
pub(crate) async fn find_by_domain(
    conn: &impl ConnectionTrait,
    domain: &str,
) -> ApiResult<Option<Municipality>> {
    let query = Entity::find().filter(Column::Domain.eq(domain));
    let row = query.one(conn).await?;
    row.map(Municipality::try_from).transpose()
}
