//! The public surface of every register, built from its declaration: list, record, facets, and what registers there are.

mod describe;
mod owners;
mod public;
mod routes;
mod staff;

use crate::http::operations::Operations;

pub(crate) fn configure(operations: &mut Operations<'_, '_>) {
    operations
        .service(public::list_registers)
        .service(public::list_municipality_registers)
        .service(routes::Routes);
}
