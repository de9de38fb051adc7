//! What happens to closed requests at the end of their term: see `crate::conservation`.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use shared::features::portal_requests::RequestState;
use uuid::Uuid;

use super::entity::{event, request};
use crate::db::PLATFORM;
use crate::error::ApiResult;
use crate::write::personal_value;
use crate::{documents, files};

/// Requests that were closed up to an instant and still hold data of a person, but for those under a hold.
pub(crate) async fn closed_before(
    conn: &impl ConnectionTrait,
    cutoff: DateTime<Utc>,
    held: &[Uuid],
) -> ApiResult<Vec<request::Model>> {
    let rows = request::Entity::find()
        .filter(
            request::Column::State
                .is_in([RequestState::Created.code(), RequestState::Rejected.code()]),
        )
        .filter(request::Column::TurnSince.lte(cutoff))
        .filter(request::Column::DniTag.ne(""))
        .filter(request::Column::Id.is_not_in(held.to_vec()))
        .all(conn)
        .await?;
    Ok(rows)
}

/// Disposes of closed requests: of their personal data only, or of all there is. The scan of a request that led to a
/// portal stays: it is the designation of an administrator.
pub(crate) async fn dispose(
    conn: &impl ConnectionTrait,
    rows: Vec<request::Model>,
    personal_only: bool,
) -> ApiResult<u64> {
    let count = u64::try_from(rows.len()).unwrap_or(u64::MAX);
    for row in rows {
        personal_value::Entity::delete_many()
            .filter(personal_value::Column::MunicipalityId.eq(PLATFORM))
            .filter(personal_value::Column::SubjectId.eq(row.id))
            .exec(conn)
            .await?;
        if let Some(code) = &row.receipt_code {
            documents::forget(conn, PLATFORM, code).await?;
        }
        let scan = row
            .scan_id
            .filter(|_| row.state == RequestState::Rejected.code());
        if personal_only {
            request::Entity::update_many()
                .col_expr(request::Column::DniTag, Expr::val(""))
                .col_expr(request::Column::ReceiptCode, Expr::val(None::<String>))
                .col_expr(
                    request::Column::ScanId,
                    Expr::val(row.scan_id.filter(|_| scan.is_none())),
                )
                .col_expr(request::Column::Changes, Expr::val(None::<String>))
                .filter(request::Column::Id.eq(row.id))
                .exec(conn)
                .await?;
        } else {
            event::Entity::delete_many()
                .filter(event::Column::RequestId.eq(row.id))
                .exec(conn)
                .await?;
            request::Entity::delete_by_id(row.id).exec(conn).await?;
        }
        if let Some(scan) = scan {
            files::forget(conn, PLATFORM, scan).await?;
        }
    }
    Ok(count)
}
