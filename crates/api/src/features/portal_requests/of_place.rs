//! The requests that concern one municipality, for the screen that shows it.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use shared::features::portal_requests::PortalRequestListItem;

use super::desk;
use super::entity::request;
use crate::error::ApiResult;
use crate::features::municipalities::Municipality;

/// Requests for the portal of a municipality, newest first: those of its place and level, granted or not.
pub(crate) async fn of_municipality(
    conn: &impl ConnectionTrait,
    municipality: &Municipality,
) -> ApiResult<Vec<PortalRequestListItem>> {
    let rows = request::Entity::find()
        .filter(request::Column::Ubigeo.eq(&municipality.ubigeo))
        .filter(request::Column::Kind.eq(municipality.kind.as_str()))
        .order_by_desc(request::Column::Id)
        .all(conn)
        .await?;
    rows.iter()
        .filter(|row| row.populated_center == municipality.populated_center)
        .map(desk::item)
        .collect()
}
