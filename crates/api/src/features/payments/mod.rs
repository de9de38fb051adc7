//! Payments to suppliers beside what the register kit does with every register: the look-up by their holders.
//!
//! A DNI alone finds nothing, neither in lists nor in searches (Ley 29733): the holder shows it together with a number that
//! stands on his papers, and each such look leaves a line in the municipality's journal.

mod holder;

use crate::http::operations::Operations;

/// Registers the operations.
pub(crate) fn configure(operations: &mut Operations<'_, '_>) {
    operations.service(holder::find_holder_payments);
}
