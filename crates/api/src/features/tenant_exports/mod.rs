//! A municipality leaves: its data goes into a sealed archive, and is removed once that was checked.
//!
//! One operator asks for the export; a job writes it, reads it again and keeps it among the files of the platform. An
//! operator proposes the removal of what was exported, another one carries it out, both type the slug. What stays: the
//! journal with its signed heads, and a public notice. The row of the municipality keeps its slug, so that no other one
//! ever gets it; should the municipality come back, its journal goes on where it ended.

mod changes;
mod entity;
mod handlers;
mod job;
mod public;
mod removal;
mod removal_handlers;

use crate::http::operations::Operations;

pub(crate) use job::WriteExport;

/// Registers the operations.
pub(crate) fn configure(operations: &mut Operations<'_, '_>) {
    operations
        .service(handlers::list_tenant_exports)
        .service(handlers::request_tenant_export)
        .service(handlers::download_tenant_export)
        .service(removal_handlers::propose_tenant_removal)
        .service(removal_handlers::decide_tenant_removal)
        .service(public::get_removal_notice);
}
