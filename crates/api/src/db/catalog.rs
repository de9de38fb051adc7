//! What the database itself says of its tables: columns, kinds, keys and references, in one form for both engines.
//!
//! Whoever reads it needs no code per table: the archive, the copy between engines, the checks of the schema.

use std::collections::BTreeSet;

use anyhow::{Context, bail};
use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement};
use serde::{Deserialize, Serialize};

/// What kind of value a column holds, whatever an engine calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    Uuid,
    Bytes,
    Timestamp,
    Date,
    Bool,
    Int,
    Float,
    Json,
    Text,
}

/// One column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) nullable: bool,
}

/// One table. Columns that the database computes are left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Table {
    pub(crate) name: String,
    pub(crate) columns: Vec<Column>,
    /// Columns of the primary key, in its order.
    pub(crate) key: Vec<String>,
    /// Tables it refers to.
    pub(crate) parents: BTreeSet<String>,
}

impl Table {
    /// Whether it has a column of this name.
    pub(crate) fn has(&self, column: &str) -> bool {
        self.columns.iter().any(|own| own.name == column)
    }
}

/// Where the migrations keep their own account.
const MIGRATIONS: &str = "seaql_migrations";

/// The tables of the current schema without the account of the migrations; a table stands after those it refers to.
///
/// # Errors
/// When the database does not answer or has a column of a kind we do not know.
pub(crate) async fn tables(conn: &impl ConnectionTrait) -> anyhow::Result<Vec<Table>> {
    let mut tables = match conn.get_database_backend() {
        DbBackend::Sqlite => sqlite(conn).await?,
        _ => postgres(conn).await?,
    };
    tables.retain(|table| table.name != MIGRATIONS);
    Ok(in_order(tables))
}

/// The name of the last migration that was applied; that is the version of the schema.
///
/// # Errors
/// When there is none.
pub(crate) async fn schema_version(conn: &impl ConnectionTrait) -> anyhow::Result<String> {
    let sql = "SELECT version FROM seaql_migrations ORDER BY version DESC LIMIT 1";
    let statement = Statement::from_string(conn.get_database_backend(), sql);
    let row = conn.query_one_raw(statement).await?;
    let row = row.context("la base de datos no tiene migraciones")?;
    Ok(row.try_get_by_index(0)?)
}

/// A name as both engines quote it.
pub(crate) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

async fn query(
    conn: &impl ConnectionTrait,
    sql: &str,
    table: Option<&str>,
) -> anyhow::Result<Vec<QueryResult>> {
    let backend = conn.get_database_backend();
    let values: Vec<sea_orm::Value> = table.map(Into::into).into_iter().collect();
    let statement = Statement::from_sql_and_values(backend, sql, values);
    Ok(conn.query_all_raw(statement).await?)
}

async fn sqlite(conn: &impl ConnectionTrait) -> anyhow::Result<Vec<Table>> {
    // Search tables and what they keep in their shadow are of other types.
    let names = "SELECT name FROM pragma_table_list
        WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name";
    let mut tables = Vec::new();
    for row in query(conn, names, None).await? {
        let name: String = row.try_get_by_index(0)?;
        let columns = "SELECT name, type, \"notnull\", pk FROM pragma_table_xinfo(?) WHERE hidden = 0 ORDER BY cid";
        let mut table = empty(&name);
        let mut key: Vec<(i64, String)> = Vec::new();
        for row in query(conn, columns, Some(&name)).await? {
            let column: String = row.try_get_by_index(0)?;
            let place: i64 = row.try_get_by_index(3)?;
            if place > 0 {
                key.push((place, column.clone()));
            }
            let declared: String = row.try_get_by_index(1)?;
            let required: i64 = row.try_get_by_index(2)?;
            let nullable = required == 0 && place == 0;
            push(
                &mut table,
                column,
                sqlite_kind(&declared),
                &declared,
                nullable,
            )?;
        }
        key.sort();
        table.key = key.into_iter().map(|(_, name)| name).collect();
        let parents = "SELECT DISTINCT \"table\" FROM pragma_foreign_key_list(?)";
        for row in query(conn, parents, Some(&name)).await? {
            table.parents.insert(row.try_get_by_index(0)?);
        }
        tables.push(table);
    }
    Ok(tables)
}

async fn postgres(conn: &impl ConnectionTrait) -> anyhow::Result<Vec<Table>> {
    let columns = "SELECT c.relname::text, a.attname::text, format_type(a.atttypid, NULL)::text, a.attnotnull,
            COALESCE(array_position(i.indkey::int2[], a.attnum), -1)::bigint
        FROM pg_class c
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
        LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
        WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'
        ORDER BY c.relname COLLATE \"C\", a.attnum";
    let mut tables: Vec<(Table, Vec<(i64, String)>)> = Vec::new();
    for row in query(conn, columns, None).await? {
        let name: String = row.try_get_by_index(0)?;
        if tables.last().is_none_or(|(table, _)| table.name != name) {
            tables.push((empty(&name), Vec::new()));
        }
        let Some((table, key)) = tables.last_mut() else {
            continue;
        };
        let column: String = row.try_get_by_index(1)?;
        let declared: String = row.try_get_by_index(2)?;
        let required: bool = row.try_get_by_index(3)?;
        let place: i64 = row.try_get_by_index(4)?;
        if place >= 0 {
            key.push((place, column.clone()));
        }
        push(
            table,
            column,
            postgres_kind(&declared),
            &declared,
            !required,
        )?;
    }
    let mut tables: Vec<Table> = tables
        .into_iter()
        .map(|(mut table, mut key)| {
            key.sort();
            table.key = key.into_iter().map(|(_, name)| name).collect();
            table
        })
        .collect();
    let parents = "SELECT child.relname::text, parent.relname::text FROM pg_constraint f
        JOIN pg_class child ON child.oid = f.conrelid JOIN pg_class parent ON parent.oid = f.confrelid
        WHERE f.contype = 'f' AND child.relnamespace = current_schema()::regnamespace";
    for row in query(conn, parents, None).await? {
        let (child, parent): (String, String) =
            (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        if let Some(table) = tables.iter_mut().find(|table| table.name == child) {
            table.parents.insert(parent);
        }
    }
    Ok(tables)
}

fn empty(name: &str) -> Table {
    Table {
        name: name.to_owned(),
        columns: Vec::new(),
        key: Vec::new(),
        parents: BTreeSet::new(),
    }
}

fn push(
    table: &mut Table,
    name: String,
    kind: Option<Kind>,
    declared: &str,
    nullable: bool,
) -> anyhow::Result<()> {
    let Some(kind) = kind else {
        bail!(
            "{}.{name} es de un tipo desconocido: {declared}",
            table.name
        );
    };
    table.columns.push(Column {
        name,
        kind,
        nullable,
    });
    Ok(())
}

/// By the names that the schema builder gives to columns; lengths do not matter.
fn sqlite_kind(declared: &str) -> Option<Kind> {
    let declared = declared.to_ascii_lowercase();
    let name = declared.split('(').next().unwrap_or_default();
    Some(match name {
        "uuid_text" => Kind::Uuid,
        "blob" | "varbinary_blob" => Kind::Bytes,
        "timestamp_with_timezone_text" => Kind::Timestamp,
        "date_text" => Kind::Date,
        "boolean" => Kind::Bool,
        "integer" | "bigint" | "smallint" | "tinyint" => Kind::Int,
        "float" | "double" => Kind::Float,
        "json_text" | "jsonb_text" => Kind::Json,
        "varchar" | "text" | "char" => Kind::Text,
        _ => return None,
    })
}

fn postgres_kind(declared: &str) -> Option<Kind> {
    Some(match declared {
        "uuid" => Kind::Uuid,
        "bytea" => Kind::Bytes,
        "timestamp with time zone" => Kind::Timestamp,
        "date" => Kind::Date,
        "boolean" => Kind::Bool,
        "bigint" | "integer" | "smallint" => Kind::Int,
        "double precision" | "real" => Kind::Float,
        "json" | "jsonb" => Kind::Json,
        "text" | "character varying" | "character" => Kind::Text,
        _ => return None,
    })
}

/// Parents before children, otherwise by name. Tables that refer to each other in a circle come last.
fn in_order(mut tables: Vec<Table>) -> Vec<Table> {
    tables.sort_by(|a, b| a.name.cmp(&b.name));
    let mut ordered: Vec<Table> = Vec::with_capacity(tables.len());
    while !tables.is_empty() {
        let open: BTreeSet<String> = tables.iter().map(|table| table.name.clone()).collect();
        let ready = |table: &Table| {
            let mut parents = table.parents.iter();
            !parents.any(|parent| *parent != table.name && open.contains(parent))
        };
        let index = tables.iter().position(ready).unwrap_or(0);
        ordered.push(tables.remove(index));
    }
    ordered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_stands_after_those_it_refers_to() {
        let table = |name: &str, parents: &[&str]| Table {
            parents: parents.iter().map(|&parent| parent.to_owned()).collect(),
            ..empty(name)
        };
        let tables = vec![
            table("a", &["c", "a"]),
            table("b", &[]),
            table("c", &["d"]),
            table("d", &[]),
        ];
        let names: Vec<String> = in_order(tables)
            .into_iter()
            .map(|table| table.name)
            .collect();
        assert_eq!(names, ["b", "d", "c", "a"]);
    }

    #[test]
    fn names_cannot_leave_their_quotes() {
        assert_eq!(quoted("a\"b"), "\"a\"\"b\"");
    }
}
