//! The public surface of every register, built from its declaration: list, record, facets, downloads,
//! what changed, and what registers there are.

mod catalog;
mod changes;
mod describe;
mod download;
mod feed;
mod owners;
mod proofs;
mod public;
mod routes;
mod schema;
mod staff;
mod versions;

use crate::http::operations::Operations;

pub(crate) fn configure(operations: &mut Operations<'_, '_>) {
    operations
        .service(public::list_registers)
        .service(public::list_municipality_registers)
        .service(proofs::get_register_tree_head)
        .service(proofs::get_register_inclusion_proof)
        .service(proofs::get_register_consistency_proof)
        .service(catalog::get_data_catalog)
        .service(catalog::get_data_json)
        .service(routes::Routes);
}
