//! How the service is doing, for everybody: the parts of it report into a published table, and the page judges how old
//! what they said is. A worker that died cannot say so; its silence does.

mod entity;
mod judge;
mod public;
mod report;
#[cfg(test)]
mod tests;

use crate::http::operations::Operations;

pub(crate) use report::{backup_done, from_worker};

pub(crate) fn configure(operations: &mut Operations<'_, '_>) {
    operations.service(public::get_service_status);
}
