//! Indexes in one line each.

use sea_orm_migration::prelude::*;

/// An index of a table over these columns.
pub(crate) fn index(
    name: &str,
    table: &str,
    columns: &[&str],
    unique: bool,
) -> IndexCreateStatement {
    let mut statement = Index::create();
    statement.name(name).table(table.to_owned());
    for column in columns {
        statement.col((*column).to_owned());
    }
    if unique {
        statement.unique();
    }
    statement
}
