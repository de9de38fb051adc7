//! The public surface of every register, built from its declaration: list, record, facets, downloads,
//! what changed, and what registers there are.

mod bulk;
mod calendar;
mod catalog;
mod changes;
mod describe;
mod download;
mod feed;
mod full;
mod imports;
mod measured;
mod owners;
mod points;
mod proofs;
mod public;
mod quality;
mod routes;
mod schema;
mod short;
mod staff;
mod statistics;
mod told;
mod versions;
mod view;

use crate::http::operations::Operations;

pub(crate) use bulk::{RenewBulk, WriteBulk};
pub(crate) use changes::difference;
pub(crate) use imports::{ApplyImport, ReadImport, SweepImports, UndoImport};
pub use measured::statements;

pub(crate) fn configure(operations: &mut Operations<'_, '_>) {
    operations
        .service(public::list_registers)
        .service(public::list_municipality_registers)
        .service(proofs::get_register_tree_head)
        .service(proofs::get_register_inclusion_proof)
        .service(proofs::get_register_consistency_proof)
        .service(catalog::get_data_catalog)
        .service(catalog::get_data_json)
        .service(bulk::list_register_files)
        .service(bulk::list_all_register_files)
        .service(bulk::get_register_file)
        .service(bulk::get_all_register_file)
        .service(short::get_visits_tree_root)
        .service(short::get_visits_inclusion_proof)
        .service(short::get_visits_consistency_proof);
    routes::serve(operations);
    operations.described(routes::Described);
}
