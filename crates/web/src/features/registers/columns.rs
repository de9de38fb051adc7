//! Which columns of a register its list shows; the page of a record has all of them.

use shared::registers::{Column, Kind, Register};

/// As many as fit beside each other on a laptop.
const MOST: usize = 7;

/// The column whose value is the link to the record: the first one that the search looks into, which is what people know a
/// record by.
pub(crate) fn naming(register: &'static Register) -> Option<&'static Column> {
    let mut columns = register.public_columns();
    let found = columns.find(|column| column.is_searchable && column.is_required);
    found.or_else(|| register.column(register.date()))
}

/// The columns of the list: what names a record, then what people find and compare records by, in the order of the
/// declaration.
pub(crate) fn listed(register: &'static Register) -> Vec<&'static Column> {
    let naming = naming(register);
    let is_other = |column: &&Column| naming.is_none_or(|naming| naming.name != column.name);
    let rest = register.public_columns().filter(is_other);
    let telling = rest.filter(|column| {
        let asked = column.is_filterable || column.is_searchable;
        register.key.contains(&column.name) || column.is_sortable || (column.is_required && asked)
    });
    naming.into_iter().chain(telling).take(MOST).collect()
}

/// Whether a record may say something of a person.
pub(super) fn is_personal(register: &'static Register) -> bool {
    register
        .public_columns()
        .any(|column| column.is_personal || column.kind == Kind::Document)
}
