//! Files over HTTP: anybody sends the scan that goes with a public form, anybody reads what is published.
//!
//! A visitor's upload changes nothing in the database; the form that names it does. What staff send is a private row at
//! once. Private files are shown to those who may see them, and each look is journaled.

mod public;
mod staff;

use crate::http::operations::Operations;

/// Registers the operations.
pub(crate) fn configure(operations: &mut Operations<'_, '_>) {
    operations
        .service(public::create_upload)
        .service(public::get_file)
        .service(staff::create_staff_file)
        .service(staff::create_platform_file)
        .service(staff::get_staff_file)
        .service(staff::get_platform_file);
}
