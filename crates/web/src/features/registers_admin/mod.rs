//! What staff do with the registers, drawn from their declarations.

mod import;
mod import_mapping;
mod import_one;
mod import_rows;

pub use import::page as imports;
pub use import_one::page as import;
