//! Conservation as operators keep it: what is due, holds, disposals by two persons, the state of the stored files.
//!
//! The rules stand in `crate::conservation`; here are the operations. Only numbers of records are shown, never records:
//! an operator sees no private data of a municipality without break-glass.

pub(crate) mod disposals;
mod holds;
mod names;
mod overview;

use crate::http::operations::Operations;

pub(crate) use names::Names;

/// Registers the operations.
pub(crate) fn configure(operations: &mut Operations<'_, '_>) {
    operations
        .service(overview::get_conservation)
        .service(holds::list_holds)
        .service(holds::place_hold)
        .service(holds::lift_hold)
        .service(disposals::list_disposals)
        .service(disposals::propose_disposal)
        .service(disposals::decide_disposal);
}
