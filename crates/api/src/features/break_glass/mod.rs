//! Break-glass: an operator's timed, reasoned access to a municipality's private data, to read and never to write.
//!
//! Opening and closing stand in the journals of the platform and of the municipality, whose administrators are written to.
//! While the access lasts the operator may choose the municipality as workplace and then sees what its auditor sees; each
//! read stands in the municipality's journal.

mod changes;
pub(crate) mod entity;
mod handlers;
mod reads;
pub(crate) mod store;

use crate::http::operations::Operations;
use sea_orm::ConnectionTrait;
use shared::features::break_glass::BreakGlassOut;
use uuid::Uuid;

use crate::error::ApiResult;

pub(crate) use reads::noted;

/// Accesses shown with a municipality; older ones are in its journal.
const SHOWN: u64 = 20;

/// Registers the operations.
pub(crate) fn configure(operations: &mut Operations<'_, '_>) {
    operations
        .service(handlers::list_break_glass)
        .service(handlers::open_break_glass)
        .service(handlers::close_break_glass);
}

/// The accesses to a municipality, the last one first.
pub(crate) async fn of_municipality(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
) -> ApiResult<Vec<BreakGlassOut>> {
    let rows = store::to(conn, municipality, SHOWN).await?;
    handlers::views(conn, rows).await
}
