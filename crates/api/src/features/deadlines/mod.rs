//! Terms of open cases after the calendar changed. A new holiday works at once for whatever is counted from then on; cases
//! that were counted before keep their term until an operator moves them, an act that is journaled case by case.

mod handlers;
mod recompute;

use crate::http::operations::Operations;

/// Registers the operations.
pub(crate) fn configure(operations: &mut Operations<'_, '_>) {
    operations
        .service(handlers::preview_deadlines)
        .service(handlers::recompute_deadlines);
}
